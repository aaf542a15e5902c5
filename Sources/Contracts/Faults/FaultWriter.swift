import Credit
import JSON
import JSONSchema

/// Makes faults for people and programs of what a schema and the conditions refuse.
struct FaultWriter {
    private let labels: [String: FieldLabel]
    /// Whether the schema is of no contract: then nothing says what to hide, and the document is the reader's own.
    private let isForeign: Bool
    private(set) var faults: [Fault] = []

    /// - parameter labels: of the contract; nil for a schema of no contract.
    init(labels: [String: FieldLabel]?) {
        self.labels = labels ?? [:]
        isForeign = labels == nil
    }

    /// Adds what a schema refuses.
    mutating func add(_ failure: Failure) {
        let keyword = failure.keyword
        let code = Self.code(of: failure)
        let path = failure.path
        let shown: JSONView?
        switch code {
        case .missing, .requiredByOther, .unknownField, .noAlternative, .severalAlternatives, .itemCount, .itemsNotUnique: shown = nil
        default: shown = failure.value
        }
        add(
            code, path: path, name: failure.memberName, keyword: keyword == .falseSchema && code == .unknownField
                ? Keyword.additionalProperties.rawValue : failure.keywordName, expected: failure.expected, found: shown)
    }

    /// Adds a fault of a member of the record's root.
    mutating func add(
        _ code: FaultCode, member name: String, keyword: String, found view: JSONView? = nil, message: Bilingual? = nil,
        remedy: Bilingual? = nil
    ) {
        add(code, path: [name], name: name, keyword: keyword, expected: nil, found: view, message: message, remedy: remedy)
    }

    /// Whether a member of the root was found missing: nothing more need be said of it.
    func isMissing(_ name: String) -> Bool {
        faults.contains { $0.code == .missing && $0.path == Self.pointer([name]) }
    }

    /// Once for each code and path.
    private mutating func add(
        _ code: FaultCode, path tokens: [String], name: String?, keyword: String, expected: String?, found view: JSONView?,
        message: Bilingual? = nil, remedy: Bilingual? = nil
    ) {
        let path = Self.pointer(tokens)
        guard !faults.contains(where: { $0.code == code && $0.path == path }) else { return }
        let labels = labels
        let label = name.flatMap { labels[$0] } ?? tokens.reversed().lazy.compactMap { labels[$0] }.first
        faults.append(
            Fault(
                code, path: path, keyword: keyword, expected: expected,
                value: view.flatMap { isForeign ? Masking.show($0) : Masking.show($0, label: label) },
                message: message.map { Self.led($0, label: label, name: name) }
                    ?? Self.message(code, label: label, name: name, expected: expected),
                remedy: remedy))
    }

    private static func pointer(_ tokens: [String]) -> String {
        var path = ""
        for token in tokens {
            path += "/"
            path += JSONPointer.escape(Masking.scrub(token.utf8.count > 300 ? String(token.prefix(100)) : token))
        }
        return path
    }

    /// The stable code of a failure.
    private static func code(of failure: Failure) -> FaultCode {
        switch failure.keyword {
        case .type: return .wrongType
        case .enum, .const, .textRule: return .notInCodeTable
        case .decimals: return .tooManyDecimals
        case .multipleOf: return failure.expected?.contains(".") ?? false ? .tooManyDecimals : .outOfRange
        case .maximum, .exclusiveMaximum, .minimum, .exclusiveMinimum: return .outOfRange
        case .maxLength: return .tooLong
        case .minLength: return .tooShort
        case .pattern: return .patternMismatch
        case .format: return failure.format.flatMap { ContractFormat(rawValue: $0)?.code } ?? .invalidFormat
        case .maxItems, .minItems, .maxContains, .minContains, .contains, .maxProperties, .minProperties: return .itemCount
        case .uniqueItems: return .itemsNotUnique
        case .required: return .missing
        case .dependentRequired: return .requiredByOther
        case .additionalProperties, .unevaluatedProperties, .propertyNames: return .unknownField
        case .properties, .items, .unevaluatedItems, .not: return .notAllowedHere
        case .anyOf: return .noAlternative
        case .oneOf: return failure.fitting > 1 ? .severalAlternatives : .noAlternative
        case .depth: return .tooDeep
        case .falseSchema:
            let place = failure.schemaPlace?.pointer ?? ""
            return place.hasSuffix("/additionalProperties") || place.hasSuffix("/unevaluatedProperties") ? .unknownField : .notAllowedHere
        }
    }

    /// A condition's own message, led by the field if it does not name it.
    private static func led(_ message: Bilingual, label: FieldLabel?, name: String?) -> Bilingual {
        guard let name, !message.zh.contains(name) || !message.en.contains(name) else { return message }
        let named = label.map { "\($0.title)（\(name)）" } ?? name
        return Bilingual(
            zh: message.zh.contains(name) ? message.zh : "\(named)：\(message.zh)",
            en: message.en.contains(name) ? message.en : "\(name): \(message.en)")
    }

    /// The code's title, led by the field's label and code, with what was expected where that helps a person.
    private static func message(_ code: FaultCode, label: FieldLabel?, name: String?, expected: String?) -> Bilingual {
        let title = code.title
        var zh = title.zh
        var en = title.en
        switch code {
        case .tooLong, .tooShort, .outOfRange, .tooManyDecimals, .wrongType, .itemCount, .patternMismatch, .invalidFormat:
            if let expected {
                zh += "（要求：\(expected)）"
                en += " (expected: \(expected))"
            }
        case .notInCodeTable:
            if let expected, expected.count <= 160 {
                zh += "（允许：\(expected)）"
                en += " (allowed: \(expected))"
            }
        default: break
        }
        guard let field = name.map({ Masking.scrub(String($0.prefix(100))) }) else { return Bilingual(zh: zh, en: en) }
        let named = label.map { "\($0.title)（\(field)）" } ?? field
        return Bilingual(zh: "\(named)：\(zh)", en: "\(field): \(en)")
    }
}
