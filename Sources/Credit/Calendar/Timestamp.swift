/// A moment, in milliseconds since 1970-01-01 00:00 UTC.
///
/// Moments come from outside (a message's timestamp is the sender's), so what no calendar can show is brought into
/// the years 1970 to 9999 instead of being trusted.
public struct Timestamp: Hashable, Comparable, Sendable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = min(max(milliseconds, 0), 253_402_271_999_999)
    }

    /// The day in China at this moment.
    public var day: CivilDate { CivilDate(chinaMilliseconds: milliseconds) }

    /// RFC 3339 in China's zone, with milliseconds: `2026-11-21T09:30:00.123+08:00`.
    public var description: String {
        var out: [UInt8] = []
        append(to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// Appends ``description`` without making a string.
    public func append(to out: inout [UInt8]) {
        let shifted = milliseconds + 8 * 3_600_000
        let day = self.day
        let inDay = Int(shifted) - day.days * 86_400_000
        let (year, month, dayOfMonth) = day.components
        func digits(_ value: Int, _ width: Int) {
            var divisor = 1
            for _ in 1..<width { divisor *= 10 }
            while divisor > 0 {
                out.append(UInt8(0x30 + value / divisor % 10))
                divisor /= 10
            }
        }
        digits(year, 4)
        out.append(UInt8(ascii: "-"))
        digits(month, 2)
        out.append(UInt8(ascii: "-"))
        digits(dayOfMonth, 2)
        out.append(UInt8(ascii: "T"))
        digits(inDay / 3_600_000, 2)
        out.append(UInt8(ascii: ":"))
        digits(inDay / 60_000 % 60, 2)
        out.append(UInt8(ascii: ":"))
        digits(inDay / 1000 % 60, 2)
        out.append(UInt8(ascii: "."))
        digits(inDay % 1000, 3)
        out.append(contentsOf: "+08:00".utf8)
    }

    public static func < (a: Timestamp, b: Timestamp) -> Bool {
        a.milliseconds < b.milliseconds
    }
}

extension Timestamp: CustomStringConvertible {}
