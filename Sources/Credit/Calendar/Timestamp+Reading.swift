extension Timestamp {
    /// Reads what ``description`` writes, `2026-11-21T09:30:00.123+08:00`; nil for anything else.
    public init?(_ text: String) {
        let utf8 = Array(text.utf8)
        guard utf8.count == 29, utf8[10] == UInt8(ascii: "T"), text.hasSuffix("+08:00"),
            let day = CivilDate(String(decoding: utf8[..<10], as: UTF8.self))
        else { return nil }
        func number(_ range: Range<Int>) -> Int64? { Int64(String(decoding: utf8[range], as: UTF8.self)) }
        guard let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19), let rest = number(20..<23) else {
            return nil
        }
        let inDay = ((hour * 60 + minute) * 60 + second) * 1000 + rest
        self.init(milliseconds: Int64(day.days) * 86_400_000 - 8 * 3_600_000 + inDay)
    }
}
