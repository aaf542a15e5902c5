import Credit
import Testing

@Suite("Civil dates") struct CivilDateTests {
    @Test func theEpochIsDayZero() {
        #expect(CivilDate(year: 1970, month: 1, day: 1)?.days == 0)
        #expect(CivilDate(days: 0).description == "1970-01-01")
        #expect(CivilDate(days: -1).description == "1969-12-31")
    }

    @Test("29 February exists in leap years only", arguments: [
        (1900, false), (1999, false), (2000, true), (2004, true), (2023, false), (2024, true), (2100, false), (2400, true),
    ])
    func leapYears(year: Int, isLeap: Bool) {
        #expect((CivilDate(year: year, month: 2, day: 29) != nil) == isLeap)
        let february = CivilDate(year: year, month: 2, day: 28)
        #expect(february.map { ($0 + 1).components.month } == (isLeap ? 2 : 3))
    }

    /// Counts months and days by hand beside the code's arithmetic.
    @Test func everyDayFrom1900To2100MakesTheRoundTrip() throws {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var expected = try #require(CivilDate(year: 1900, month: 1, day: 1)).days
        #expect(expected == -25_567)
        for year in 1900...2100 {
            let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
            for month in 1...12 {
                let length = month == 2 && isLeap ? 29 : lengths[month - 1]
                for day in 1...length {
                    let date = try #require(CivilDate(year: year, month: month, day: day))
                    #expect(date.days == expected)
                    #expect(CivilDate(days: expected).components == (year, month, day))
                    #expect(CivilDate(date.description) == date)
                    expected += 1
                }
                #expect(CivilDate(year: year, month: month, day: length + 1) == nil)
            }
        }
    }

    @Test func bothSpellingsOfTheStandardMeanTheSameDay() {
        let day = CivilDate(year: 2026, month: 11, day: 21)
        #expect(CivilDate("2026-11-21") == day)
        #expect(CivilDate("2026/11/21") == day)
        #expect("20261121".withRawUTF8 { CivilDate(compact: $0) } == day)
    }

    @Test("other texts are no dates", arguments: [
        "", "2026-11", "2026-11-1", "2026-1-01", "26-11-21", "2026-11/21", "2026/11-21", "2026.11.21", "20261121",
        "2026-00-01", "2026-13-01", "2026-11-00", "2026-11-31", "2026-02-29", "0000-01-01", " 2026-11-21", "2026-11-21 ",
        "2026-11-21T", "+026-11-21", "-026-11-21", "２０２６-11-21", "2026年11月21", "2026-1a-21", "2026\u{2010}11\u{2010}21",
    ])
    func refused(text: String) {
        #expect(CivilDate(text) == nil)
    }

    @Test("compact texts of other lengths or with other characters are no dates", arguments: [
        "", "2026112", "202611211", "2026-1-1", "20261131", "20260229", "2026112a",
    ])
    func refusedCompact(text: String) {
        #expect(text.withRawUTF8 { CivilDate(compact: $0) } == nil)
    }

    @Test func yearsRunFrom1To9999() {
        #expect(CivilDate(year: 0, month: 12, day: 31) == nil)
        #expect(CivilDate(year: 10_000, month: 1, day: 1) == nil)
        #expect(CivilDate(year: 1, month: 1, day: 1)?.description == "0001-01-01")
        #expect(CivilDate(year: 9999, month: 12, day: 31)?.description == "9999-12-31")
    }

    @Test func datesAreOrderedAndCounted() throws {
        let first = try #require(CivilDate("2026-02-28"))
        let second = try #require(CivilDate("2026-03-01"))
        #expect(first < second)
        #expect(first + 1 == second)
        #expect(second + -1 == first)
    }
}
