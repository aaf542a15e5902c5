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

    /// Characters of ``description``.
    public static let textLength = 29

    /// RFC 3339 in China's zone, with milliseconds: `2026-11-21T09:30:00.123+08:00`.
    public var description: String {
        String(unsafeUninitializedCapacity: Self.textLength) { out in
            guard let start = out.baseAddress else { return 0 }
            write(to: start)
            return Self.textLength
        }
    }

    /// Appends ``description`` without making a string.
    public func append(to out: inout [UInt8]) {
        withUnsafeTemporaryAllocation(byteCount: Self.textLength, alignment: 1) { space in
            guard let start = space.baseAddress else { return }
            write(to: start)
            out.append(contentsOf: space)
        }
    }

    /// Writes the 29 characters of ``description`` to an address.
    public func write(to out: UnsafeMutableRawPointer) {
        let day = self.day
        let inDay = Int(milliseconds) &+ 8 &* 3_600_000 &- day.days &* 86_400_000
        let (year, month, dayOfMonth) = day.components
        let seconds = inDay / 1000
        func mark(_ character: UInt8, _ place: Int) { out.storeBytes(of: character, toByteOffset: place, as: UInt8.self) }
        func pair(_ value: Int, _ place: Int) {
            mark(UInt8(truncatingIfNeeded: 0x30 &+ value / 10), place)
            mark(UInt8(truncatingIfNeeded: 0x30 &+ value % 10), place &+ 1)
        }
        pair(year / 100, 0)
        pair(year % 100, 2)
        mark(UInt8(ascii: "-"), 4)
        pair(month, 5)
        mark(UInt8(ascii: "-"), 7)
        pair(dayOfMonth, 8)
        mark(UInt8(ascii: "T"), 10)
        pair(seconds / 3600, 11)
        mark(UInt8(ascii: ":"), 13)
        pair(seconds / 60 % 60, 14)
        mark(UInt8(ascii: ":"), 16)
        pair(seconds % 60, 17)
        mark(UInt8(ascii: "."), 19)
        pair(inDay % 1000 / 10, 20)
        mark(UInt8(truncatingIfNeeded: 0x30 &+ inDay % 10), 22)
        mark(UInt8(ascii: "+"), 23)
        pair(8, 24)
        mark(UInt8(ascii: ":"), 26)
        pair(0, 27)
    }

    public static func < (a: Timestamp, b: Timestamp) -> Bool {
        a.milliseconds < b.milliseconds
    }
}

extension Timestamp: CustomStringConvertible {}
