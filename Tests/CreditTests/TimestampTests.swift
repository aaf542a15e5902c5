import Credit
import SeededRandom
import Testing

@Suite("Moments") struct TimestampTests {
    @Test func aMomentIsWrittenInChinasZone() {
        #expect(Timestamp(milliseconds: 0).description == "1970-01-01T08:00:00.000+08:00")
        // 2026-11-21 01:30:00.123 UTC
        #expect(Timestamp(milliseconds: 1_795_224_600_123).description == "2026-11-21T09:30:00.123+08:00")
    }

    @Test("the day in China changes at 16:00 UTC, to the millisecond")
    func dayBoundary() throws {
        let midnight = try #require(CivilDate("2026-11-22")).days * 86_400_000 - 8 * 3_600_000
        let before = Timestamp(milliseconds: Int64(midnight) - 1)
        let after = Timestamp(milliseconds: Int64(midnight))
        #expect(before.day.description == "2026-11-21")
        #expect(before.description == "2026-11-21T23:59:59.999+08:00")
        #expect(after.day.description == "2026-11-22")
        #expect(after.description == "2026-11-22T00:00:00.000+08:00")
    }

    @Test("moments that no calendar shows are brought into the years 1970 to 9999", arguments: [
        (Int64.min, "1970-01-01T08:00:00.000+08:00"), (-1, "1970-01-01T08:00:00.000+08:00"),
        (253_402_271_999_999, "9999-12-31T23:59:59.999+08:00"), (253_402_272_000_000, "9999-12-31T23:59:59.999+08:00"),
        (Int64.max, "9999-12-31T23:59:59.999+08:00"),
    ])
    func clamping(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).description == text)
    }

    @Test func daysBefore1970AreCountedDownwards() {
        #expect(CivilDate(chinaMilliseconds: -8 * 3_600_000).description == "1970-01-01")
        #expect(CivilDate(chinaMilliseconds: -8 * 3_600_000 - 1).description == "1969-12-31")
        #expect(CivilDate(chinaMilliseconds: -32 * 3_600_000).description == "1969-12-31")
        #expect(CivilDate(chinaMilliseconds: -32 * 3_600_000 - 1).description == "1969-12-30")
    }

    @Test func theTextCanBeAppendedToOthers() {
        var bytes = Array("at ".utf8)
        Timestamp(milliseconds: 0).append(to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "at 1970-01-01T08:00:00.000+08:00")
    }

    @Test("text and day agree at random moments, and later moments have later texts")
    func randomMoments() {
        var generator = SeededGenerator(seed: 16)
        for _ in 0..<2000 {
            let a = Timestamp(milliseconds: Int64.random(in: 0...253_402_271_999_999, using: &generator))
            let b = Timestamp(milliseconds: Int64.random(in: 0...253_402_271_999_999, using: &generator))
            #expect(a.description.hasPrefix(a.day.description + "T"))
            #expect((a < b) == (a.description < b.description))
        }
    }
}
