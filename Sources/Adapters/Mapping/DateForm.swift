import Credit
import JSON

/// A form that dates come in.
enum DateForm: Sendable {
    case pattern([Token])
    case epochSeconds
    case epochMilliseconds

    enum Token: Sendable {
        case year, month, day, hour, minute, second
        /// A month or day of one or two digits.
        case shortMonth, shortDay
        case byte(UInt8)
    }

    private static let tokens: [String: Token] = [
        "yyyy": .year, "MM": .month, "M": .shortMonth, "dd": .day, "d": .shortDay, "HH": .hour, "mm": .minute, "ss": .second,
    ]

    /// - returns: nil if the text names no year, month or day, or holds letters that look like a part and are none.
    init?(_ text: String) {
        if text == "epochSeconds" {
            self = .epochSeconds
            return
        }
        if text == "epochMilliseconds" {
            self = .epochMilliseconds
            return
        }
        var pattern: [Token] = []
        var named: Set<String> = []
        var rest = Substring(text)
        while let first = rest.first {
            let run = rest.prefix { $0 == first }
            if "yYMdDHhmsSaEu".contains(first) {
                guard let token = Self.tokens[String(run)], named.insert(String(first)).inserted else { return nil }
                pattern.append(token)
                rest.removeFirst(run.count)
            } else {
                pattern += String(first).utf8.map { .byte($0) }
                rest.removeFirst()
            }
        }
        guard named.isSuperset(of: ["y", "M", "d"]) else { return nil }
        self = .pattern(pattern)
    }

    /// The day that a text names in this form; nil if it is of another form or there is no such day.
    func day(_ text: UnsafeRawBufferPointer) -> CivilDate? {
        switch self {
        case .pattern(let pattern): return Self.day(text, pattern)
        case .epochSeconds: return Self.day(text, milliseconds: 1000)
        case .epochMilliseconds: return Self.day(text, milliseconds: 1)
        }
    }

    private static func day(_ text: UnsafeRawBufferPointer, milliseconds factor: Int) -> CivilDate? {
        guard text.count <= 30, let value = ExactDecimal(jsonNumber: text)?.intValue, abs(value / (1 << 50)) == 0 else { return nil }
        let day = CivilDate(chinaMilliseconds: Int64(value) * Int64(factor))
        return (1...9999).contains(day.components.year) ? day : nil
    }

    private static func day(_ text: UnsafeRawBufferPointer, _ pattern: [Token]) -> CivilDate? {
        var at = 0
        func number(_ least: Int, _ most: Int) -> Int? {
            var value = 0
            var digits = 0
            while digits < most, at < text.count, text[at] &- 0x30 <= 9 {
                value = value * 10 + Int(text[at] &- 0x30)
                at += 1
                digits += 1
            }
            return digits >= least ? value : nil
        }
        var (year, month, day) = (0, 0, 0)
        for token in pattern {
            switch token {
            case .year:
                guard let value = number(4, 4) else { return nil }
                year = value
            case .month, .shortMonth:
                guard let value = number(token.leastDigits, 2) else { return nil }
                month = value
            case .day, .shortDay:
                guard let value = number(token.leastDigits, 2) else { return nil }
                day = value
            case .hour:
                guard let value = number(2, 2), value < 24 else { return nil }
            case .minute, .second:
                guard let value = number(2, 2), value < 60 else { return nil }
            case .byte(let byte):
                guard at < text.count, text[at] == byte else { return nil }
                at += 1
            }
        }
        return at == text.count ? CivilDate(year: year, month: month, day: day) : nil
    }
}

extension DateForm.Token {
    fileprivate var leastDigits: Int {
        switch self {
        case .shortMonth, .shortDay: 1
        default: 2
        }
    }
}
