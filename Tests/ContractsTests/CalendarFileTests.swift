import Contracts
import Credit
import Testing

@Suite("Calendars as data") struct CalendarFileTests {
    private static let file = """
        {"name": "2026", "title": "2026年", "source": "示例", "published": "2025-11-04", "certainty": "S", "year": 2026, "version": "2026-1",
        "off": [{"name": "元旦", "from": "2026-01-01", "to": "2026-01-03"}], "makeUp": ["2026-01-04"]}
        """

    private func load(_ file: String, name: String = "2026.json") throws -> WorkCalendar {
        try TestCatalogue(files: ["calendars/\(name)": file]).load().calendar
    }

    private func workingDays(of year: Int, _ calendar: WorkCalendar, in region: String = "990100") throws -> Int {
        let first = try #require(CivilDate(year: year, month: 1, day: 1))
        let last = try #require(CivilDate(year: year, month: 12, day: 31))
        return (first.days...last.days).count { calendar.isWorkingDay(CivilDate(days: $0), in: region) }
    }

    @Test("the official years have 248 working days", arguments: [2025, 2026])
    func officialYears(year: Int) throws {
        let calendar = try catalogue().calendar
        #expect(try workingDays(of: year, calendar) == 248)
        #expect(calendar.covers(try #require(CivilDate(year: year, month: 7, day: 1))))
    }

    @Test("deadlines by the official calendars", arguments: [
        ("2026-09-24", "2026-10-12"), ("2026-09-30", "2026-10-15"), ("2025-09-30", "2025-10-16"), ("2025-01-24", "2025-02-10"),
        ("2025-12-26", "2026-01-07"),
    ])
    func deadlines(start: String, last: String) throws {
        let deadline = try catalogue().calendar.deadline(7, after: try #require(CivilDate(start)), in: "990100")
        #expect(deadline.day.description == last)
        #expect(!deadline.isProvisional)
    }

    @Test func withoutAFileNothingIsKnown() throws {
        let calendar = try TestCatalogue().load().calendar
        #expect(!calendar.covers(anyDay))
        #expect(try workingDays(of: 2026, calendar) == 261)
    }

    @Test func aRegionsFileIsRead() throws {
        let regional = Self.file.replacing("\"name\": \"2026\"", with: "\"name\": \"2026-45\", \"region\": \"45\"")
            .replacing("2026-1\"", with: "2026-45-1\"").replacing("[\"2026-01-04\"]", with: "[]").replacing("2026-01-0", with: "2026-04-0")
        let calendar = try TestCatalogue(files: ["calendars/2026.json": Self.file, "calendars/2026-45.json": regional]).load().calendar
        let day = try #require(CivilDate("2026-04-02"))
        #expect(!calendar.isWorkingDay(day, in: "450100") && calendar.isWorkingDay(day, in: "440100"))
        #expect(calendar.deadline(1, after: CivilDate("2026-03-31")!, in: "450100").calendar == "2026-1,2026-45-1")
    }

    @Test("what is wrong stops the start, and is named", arguments: [
        ("\"off\": [", "\"of\": [", "/of"),
        ("\"title\": \"2026年\", ", "", "/title"),
        ("\"source\": \"示例\", ", "", "/source"),
        ("\"certainty\": \"S\", ", "", "/certainty"),
        ("\"published\": \"2025-11-04\", ", "", "/published"),
        ("2025-11-04", "2025/11/04", "/published"),
        ("\"year\": 2026", "\"year\": 2027", "/name"),
        ("\"name\": \"2026\"", "\"name\": \"2025\"", "/name"),
        ("\"year\": 2026", "\"year\": 2026, \"region\": \"45\"", "/name"),
        ("\"year\": 2026", "\"year\": 2026, \"region\": \"4\"", "/region"),
        ("\"version\": \"2026-1\"", "\"version\": \"1\"", "/version"),
        ("\"version\": \"2026-1\"", "\"version\": \"2026-1,2\"", "/version"),
        ("\"to\": \"2026-01-03\"", "\"to\": \"2026-02-30\"", "/off/0/to"),
        ("\"to\": \"2026-01-03\"", "\"to\": \"2025-12-31\"", "/off/0/to"),
        ("\"to\": \"2026-01-03\"", "\"to\": \"2027-01-03\"", "/off/0"),
        ("\"to\": \"2026-01-03\"", "\"to\": \"2026-01-03\", \"until\": 1", "/off/0/until"),
        ("\"name\": \"元旦\", ", "", "/off/0/name"),
        ("\"2026-01-03\"}", "\"2026-01-03\"}, {\"name\": \"元旦\", \"from\": \"2026-01-03\", \"to\": \"2026-01-03\"}", "/off/1"),
        ("[\"2026-01-04\"]", "\"2026-01-04\"", "/makeUp"),
        ("[\"2026-01-04\"]", "[\"2026-01-05\"]", "/makeUp/0"),
        ("[\"2026-01-04\"]", "[\"2026-01-03\"]", "/makeUp/0"),
        ("[\"2026-01-04\"]", "[\"2026-01-04\", \"2026-01-04\"]", "/makeUp/1"),
        ("[\"2026-01-04\"]", "[\"2027-01-02\"]", "/makeUp/0"),
    ])
    func broken(part: String, replacement: String, pointer: String) throws {
        #expect(Self.file.contains(part))
        let error = try #require(throws: ContractLoadError.self) { try load(Self.file.replacing(part, with: replacement)) }
        #expect(error.pointer == pointer)
        #expect(error.file.hasSuffix("/calendars/2026.json"))
    }

    @Test func aFileMustBearItsYearsName() throws {
        let error = try #require(throws: ContractLoadError.self) { try load(Self.file, name: "2026-b.json") }
        #expect(error.pointer == "/name")
    }
}
