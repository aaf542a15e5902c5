/// The fields of a sample record in order, and how they are written as JSON.
struct SampleDocument: Sendable {
    enum Value: Sendable {
        case text(String)
        /// An amount of money in 分 (0.01 yuan), written in 万元: one 分 is its sixth decimal.
        case amount(Int)
        /// A number as it stands.
        case number(String)
        case list([SampleDocument])
    }

    private(set) var fields: [(name: String, value: Value)] = []

    /// The value of a field. Setting nil removes the field; setting a new field appends it.
    subscript(name: String) -> Value? {
        get { fields.first { $0.name == name }?.value }
        set {
            let place = fields.firstIndex { $0.name == name }
            if let newValue {
                if let place { fields[place].value = newValue } else { fields.append((name, newValue)) }
            } else if let place {
                fields.remove(at: place)
            }
        }
    }

    /// The text of a field; nil if the field is absent or no text.
    func text(_ name: String) -> String? {
        if case .text(let text) = self[name] { text } else { nil }
    }

    /// The amount of a field in 分; nil if the field is absent or no amount.
    func amount(_ name: String) -> Int? {
        if case .amount(let cents) = self[name] { cents } else { nil }
    }

    /// Appends a text that is not in the document yet; nil appends nothing.
    mutating func append(_ name: String, _ text: String?) {
        if let text { fields.append((name, .text(text))) }
    }

    mutating func append(_ name: String, cents: Int?) {
        if let cents { fields.append((name, .amount(cents))) }
    }

    /// The document with these fields only, in its own order.
    func only(_ names: [String]) -> SampleDocument {
        var copy = self
        copy.fields = fields.filter { names.contains($0.name) }
        return copy
    }

    // MARK: JSON

    var json: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1024)
        write(into: &bytes)
        return bytes
    }

    private func write(into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            Self.write(field.name, into: &bytes)
            bytes.append(UInt8(ascii: ":"))
            switch field.value {
            case .text(let text): Self.write(text, into: &bytes)
            case .amount(let cents): bytes.append(contentsOf: Self.tenThousands(cents).utf8)
            case .number(let number): bytes.append(contentsOf: number.utf8)
            case .list(let items):
                bytes.append(UInt8(ascii: "["))
                for (index, item) in items.enumerated() {
                    if index > 0 { bytes.append(UInt8(ascii: ",")) }
                    item.write(into: &bytes)
                }
                bytes.append(UInt8(ascii: "]"))
            }
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private static func write(_ text: String, into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// 分 as a decimal number of 万元: 200000 (2000 yuan) is `0.2`.
    static func tenThousands(_ cents: Int) -> String { decimal(cents, places: 6) }

    /// 分 as a decimal number of yuan.
    static func yuan(_ cents: Int) -> String { decimal(cents, places: 2) }

    private static func decimal(_ number: Int, places: Int) -> String {
        var unit = 1
        for _ in 0..<places { unit *= 10 }
        var rest = Array(samplePadded(number % unit, places))
        while rest.last == "0" { rest.removeLast() }
        return String(number / unit) + (rest.isEmpty ? "" : "." + String(rest))
    }
}
