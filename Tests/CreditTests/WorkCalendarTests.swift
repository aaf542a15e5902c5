import Credit
import Testing

private func day(_ text: String) -> CivilDate { CivilDate(text)! }

private func range(_ from: String, _ to: String) -> ClosedRange<CivilDate> { day(from)...day(to) }

/// 国务院办公厅关于2026年部分节假日安排的通知.
private let of2026 = WorkCalendar.Year(
    year: 2026, region: "", version: "2026-1",
    off: [
        range("2026-01-01", "2026-01-03"), range("2026-02-15", "2026-02-23"), range("2026-04-04", "2026-04-06"),
        range("2026-05-01", "2026-05-05"), range("2026-06-19", "2026-06-21"), range("2026-09-25", "2026-09-27"),
        range("2026-10-01", "2026-10-07"),
    ],
    makeUp: ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"].map(day))
private let invented2027 = WorkCalendar.Year(
    year: 2027, region: "", version: "2027-1", off: [range("2027-01-01", "2027-01-05")], makeUp: [day("2027-01-09")])
/// Two days of a region, invented, and a Saturday that is worked for one of them.
private let regional2026 = WorkCalendar.Year(
    year: 2026, region: "45", version: "2026-45-1", off: [range("2026-04-20", "2026-04-21")], makeUp: [day("2026-04-25")])

@Suite("Working days") struct WorkCalendarTests {
    private let calendar = WorkCalendar(years: [of2026])

    @Test("seven working days across the National Day of 2026", arguments: [
        ("2026-09-20", "2026-09-30"),  // a Sunday that is worked; the 25th to the 27th are off
        ("2026-09-24", "2026-10-12"),  // 28, 29, 30, 8, 9, Saturday the 10th, 12
        ("2026-09-30", "2026-10-15"),  // 8, 9, Saturday the 10th, 12, 13, 14, 15
        ("2026-10-03", "2026-10-15"),  // begins on a holiday
    ])
    func sevenDays(start: String, last: String) {
        let deadline = calendar.deadline(7, after: day(start), in: "990100")
        #expect(deadline.day.description == last)
        #expect(!deadline.isProvisional && deadline.calendar == "2026-1")
    }

    @Test("who counts into a year without a calendar is told", arguments: [
        ("2026-11-16", nil), ("2026-11-17", 2027), ("2027-03-01", 2027), ("2025-12-31", 2025), ("2026-01-01", nil),
    ])
    func missing(_ today: String, _ year: Int?) {
        #expect(calendar.missingYear(from: day(today)) == year)
        #expect(WorkCalendar(years: [of2026, invented2027]).missingYear(from: day("2026-12-01")) == nil)
    }

    @Test func theDayItselfIsDayZero() {
        #expect(calendar.deadline(1, after: day("2026-11-20"), in: "").day == day("2026-11-23"))
        #expect(calendar.deadline(0, after: day("2026-11-20"), in: "").day == day("2026-11-20"))
        #expect(calendar.deadline(1, after: day("2026-11-21"), in: "").day == day("2026-11-23"))
    }

    @Test func countingBackIsTheReverse() {
        #expect(calendar.day(3, before: day("2026-10-12"), in: "") == day("2026-10-08"))
        #expect(calendar.day(4, before: day("2026-10-12"), in: "") == day("2026-09-30"))
        #expect(calendar.day(0, before: day("2026-10-03"), in: "") == day("2026-10-03"))
        for start in day("2026-01-05").days...day("2026-11-30").days {
            let start = CivilDate(days: start)
            guard calendar.isWorkingDay(start, in: "") else { continue }
            for count in 0...12 {
                let last = calendar.deadline(count, after: start, in: "").day
                #expect(calendar.day(count, before: last, in: "") == start)
            }
        }
    }

    /// The definition beside the code: one day after another.
    @Test func aDeadlineIsTheSoManiethWorkedDay() {
        for start in day("2026-01-01").days...day("2026-12-31").days {
            for count in [1, 3, 7, 20] {
                let last = calendar.deadline(count, after: CivilDate(days: start), in: "").day
                #expect((start + 1...last.days).count { calendar.isWorkingDay(CivilDate(days: $0), in: "") } == count)
                #expect(calendar.isWorkingDay(last, in: ""))
            }
        }
    }

    @Test func beyondTheLastCalendarADeadlineIsProvisional() {
        let provisional = calendar.deadline(7, after: day("2026-12-25"), in: "")
        #expect(provisional == .init(day: day("2027-01-05"), isProvisional: true, calendar: "2026-1,2027-?"))
        let known = WorkCalendar(years: [invented2027, of2026])
        // 28, 29, 30, 31, and after the invented holiday 6, 7, 8.
        #expect(known.deadline(7, after: day("2026-12-25"), in: "")
            == .init(day: day("2027-01-08"), isProvisional: false, calendar: "2026-1,2027-1"))
        #expect(known.deadline(8, after: day("2026-12-25"), in: "").day == day("2027-01-09"))
    }

    @Test func aTermThatEndsInTimeIsNotProvisional() {
        #expect(calendar.deadline(4, after: day("2026-12-25"), in: "")
            == .init(day: day("2026-12-31"), isProvisional: false, calendar: "2026-1"))
        #expect(calendar.covers(day("2026-12-31")) && calendar.covers(day("2026-01-01")))
        #expect(!calendar.covers(day("2027-01-01")) && !calendar.covers(day("2025-12-31")))
    }

    @Test func aYearInBetweenThatIsNotKnownCounts() {
        let gap = WorkCalendar(years: [of2026, .init(year: 2028, region: "", version: "2028-2", off: [], makeUp: [])])
        let deadline = gap.deadline(300, after: day("2026-12-25"), in: "")
        #expect(deadline.isProvisional && deadline.calendar == "2026-1,2027-?,2028-2")
    }

    @Test func withoutAnyCalendarMondayToFridayAreWorked() {
        #expect(WorkCalendar.empty.deadline(7, after: day("2026-09-30"), in: "")
            == .init(day: day("2026-10-09"), isProvisional: true, calendar: "2026-?"))
        #expect(WorkCalendar.empty.isWorkingDay(CivilDate(days: 0), in: "") && WorkCalendar.empty.isWorkingDay(CivilDate(days: -6), in: ""))
        #expect(!WorkCalendar.empty.isWorkingDay(CivilDate(days: -5), in: "") && !WorkCalendar.empty.isWorkingDay(day("1900-01-07"), in: ""))
    }

    @Test func aRegionHasHolidaysOfItsOwn() {
        let calendar = WorkCalendar(years: [of2026, regional2026])
        #expect(calendar.deadline(3, after: day("2026-04-17"), in: "450100")
            == .init(day: day("2026-04-24"), isProvisional: false, calendar: "2026-1,2026-45-1"))
        #expect(calendar.deadline(4, after: day("2026-04-17"), in: "450100").day == day("2026-04-25"))
        #expect(calendar.deadline(3, after: day("2026-04-17"), in: "440100")
            == .init(day: day("2026-04-22"), isProvisional: false, calendar: "2026-1"))
        #expect(!calendar.isWorkingDay(day("2026-10-01"), in: "450100") && calendar.isWorkingDay(day("2026-10-10"), in: "450100"))
    }

    @Test func aCityAddsToItsProvince() {
        let city = WorkCalendar.Year(
            year: 2026, region: "4501", version: "2026-4501-1", off: [range("2026-04-22", "2026-04-22")], makeUp: [])
        let calendar = WorkCalendar(years: [city, regional2026, of2026])
        #expect(calendar.deadline(1, after: day("2026-04-19"), in: "450100")
            == .init(day: day("2026-04-23"), isProvisional: false, calendar: "2026-1,2026-45-1,2026-4501-1"))
        #expect(calendar.deadline(1, after: day("2026-04-19"), in: "450200").day == day("2026-04-22"))
    }

    @Test func aRegionsCalendarAloneLeavesTheYearProvisional() {
        let calendar = WorkCalendar(years: [regional2026])
        #expect(!calendar.covers(day("2026-04-20")))
        #expect(calendar.deadline(1, after: day("2026-04-17"), in: "450100")
            == .init(day: day("2026-04-22"), isProvisional: true, calendar: "2026-?,2026-45-1"))
    }

    @Test func aTermThatEndsOnAHolidayEndsOnTheNextWorkingDay() {
        #expect(calendar.workingDay(onOrAfter: day("2026-10-03"), in: "") == .init(day: day("2026-10-08"), isProvisional: false, calendar: "2026-1"))
        #expect(calendar.workingDay(onOrAfter: day("2026-10-10"), in: "").day == day("2026-10-10"))
        #expect(calendar.workingDay(onOrAfter: day("2026-10-11"), in: "").day == day("2026-10-12"))
        #expect(calendar.workingDay(onOrAfter: day("2027-01-02"), in: "") == .init(day: day("2027-01-04"), isProvisional: true, calendar: "2027-?"))
    }

    /// As by the notice of 2019: Monday 2018-12-31 was off, Saturday 2018-12-29 was worked.
    @Test func aNoticeMayReachIntoTheDecemberBefore() {
        let calendar = WorkCalendar(years: [
            .init(year: 2019, region: "", version: "2019-1", off: [range("2018-12-30", "2019-01-01")], makeUp: [day("2018-12-29")])
        ])
        #expect(calendar.isWorkingDay(day("2018-12-29"), in: "") && !calendar.isWorkingDay(day("2018-12-31"), in: ""))
        #expect(!calendar.covers(day("2018-12-31")))
    }
}
