import Credit
import JSON

/// Gathers all faults of one record, with the path to each. Used only after the fast pass has refused the record.
final class FaultCollector {
    /// No receipt lists more: a record with more faults than fields is not a record.
    static let limit = 500

    private(set) var faults: [Fault] = []
    /// Faults beyond the limit.
    private(set) var omitted = 0
    private var tokens: [String] = []
    private let labels: [String: FieldLabel]

    init(labels: [String: FieldLabel]) {
        self.labels = labels
    }

    /// Runs the body one step further down in the record.
    func at<R>(_ token: String, _ body: () -> R) -> R {
        tokens.append(token)
        defer { tokens.removeLast() }
        return body()
    }

    /// The label of the field that the present path is in.
    var label: FieldLabel? {
        tokens.reversed().lazy.compactMap { self.labels[$0] }.first
    }

    func label(of name: String) -> FieldLabel? { labels[name] }

    /// Adds a fault at the present path, once for each code and path.
    func add(
        _ code: FaultCode, under token: String? = nil, keyword: String, expected: String? = nil, found view: JSONView? = nil,
        message: Bilingual? = nil, remedy: Bilingual? = nil
    ) {
        guard faults.count < Self.limit else {
            omitted += 1
            return
        }
        let path = (tokens + (token.map { [$0] } ?? [])).map { "/" + JSONPointer.escape(Masking.scrub($0)) }.joined()
        guard !faults.contains(where: { $0.code == code && $0.path == path }) else { return }
        let label = token.flatMap { labels[$0] } ?? self.label
        let value = view.flatMap { Masking.show($0, label: label) }
        faults.append(
            Fault(
                code, path: path, keyword: keyword, expected: expected, value: value,
                message: message ?? Self.message(code, label: label, name: token ?? tokens.last, expected: expected),
                remedy: remedy))
    }

    /// Puts in faults that another collector gathered.
    func add(_ others: [Fault]) {
        for fault in others where !faults.contains(where: { $0.code == fault.code && $0.path == fault.path }) {
            guard faults.count < Self.limit else {
                omitted += 1
                continue
            }
            faults.append(fault)
        }
    }

    /// A collector that starts at the present path, for a branch whose faults may be thrown away.
    func branch() -> FaultCollector {
        let other = FaultCollector(labels: labels)
        other.tokens = tokens
        return other
    }

    /// The code's title, led by the field's label and code, with what was expected where that helps a person.
    private static func message(_ code: FaultCode, label: FieldLabel?, name: String?, expected: String?) -> Bilingual {
        let title = code.title
        let field = name.map { Masking.scrub($0) }
        var zh = title.zh
        var en = title.en
        switch code {
        case .tooLong, .tooShort, .outOfRange, .tooManyDecimals, .wrongType, .itemCount:
            if let expected {
                zh += "（要求：\(expected)）"
                en += " (expected: \(expected))"
            }
        default: break
        }
        guard let field else { return Bilingual(zh: zh, en: en) }
        let named = label.map { "\($0.title)（\(field)）" } ?? field
        return Bilingual(zh: "\(named)：\(zh)", en: "\(field): \(en)")
    }
}
