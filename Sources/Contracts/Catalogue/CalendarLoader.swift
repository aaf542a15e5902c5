import Credit
import JSON

/// Reads `calendars/`: a file for each yearly notice on holidays (`2026.json`), and for each region's own (`2026-45.json`).
struct CalendarLoader {
    let files: ContractFiles
    static let folder = "calendars"

    func load() throws(ContractLoadError) -> WorkCalendar {
        var years: [WorkCalendar.Year] = []
        for name in files.names(in: Self.folder) {
            guard let root = try DataPlace.root(of: "\(Self.folder)/\(name)", in: files) else { continue }
            years.append(try year(root, name))
        }
        return WorkCalendar(years: years)
    }

    private func year(_ root: DataPlace, _ file: String) throws(ContractLoadError) -> WorkCalendar.Year {
        try root.check(members: ["name", "title", "source", "published", "certainty", "year", "region", "version", "off", "makeUp"])
        for member in ["title", "source", "certainty"] { _ = try root.text(member) }
        _ = try root.day("published")
        let year = try root.number("year", in: 1950...2200)
        let region = try root.region("region")
        let name = try root.text("name")
        guard name == (region.isEmpty ? "\(year)" : "\(year)-\(region)"), file == name + ".json" else {
            throw root.error("name", "name、文件名须为年份，或年份-区划", "name and the file's name are the year, or year-region")
        }
        let version = try root.text("version")
        guard version.hasPrefix(name + "-"), version.utf8.count > name.utf8.count + 1, !version.utf8.contains(UInt8(ascii: ",")) else {
            throw root.error("version", "应为 \(name)-1、\(name)-2 等", "must be \(name)-1, \(name)-2 and so on")
        }
        let off = try off(root, year)
        return WorkCalendar.Year(
            year: year, region: region, version: version, off: off, makeUp: try makeUp(root, year, off: off))
    }

    private func off(_ root: DataPlace, _ year: Int) throws(ContractLoadError) -> [ClosedRange<CivilDate>] {
        var off: [ClosedRange<CivilDate>] = []
        for row in try root.rules("off") {
            try row.check(members: ["name", "from", "to"])
            _ = try row.text("name")
            let (from, to) = (try row.day("from"), try row.day("to"))
            guard from <= to else { throw row.error("to", "早于 from", "is before from") }
            guard isOf(year, from), isOf(year, to) else { throw row.error("", "不在 \(year) 年", "is not in \(year)") }
            guard !off.contains(where: { $0.overlaps(from...to) }) else {
                throw row.error("", "与另一个假期重叠", "overlaps another holiday")
            }
            off.append(from...to)
        }
        return off
    }

    private func makeUp(
        _ root: DataPlace, _ year: Int, off: [ClosedRange<CivilDate>]
    ) throws(ContractLoadError) -> [CivilDate] {
        var days: [CivilDate] = []
        for item in try root.items("makeUp") {
            let day = try item.day("")
            guard isOf(year, day) else { throw item.error("", "不在 \(year) 年", "is not in \(year)") }
            guard !WorkCalendar.empty.isWorkingDay(day, in: "") else {
                throw item.error("", "不是星期六或星期日", "is no Saturday or Sunday")
            }
            guard !off.contains(where: { $0.contains(day) }), !days.contains(day) else {
                throw item.error("", "重复，或同时列为假期", "occurs twice, or is off by the same file")
            }
            days.append(day)
        }
        return days
    }

    /// A notice reaches at most into the December before, for the first of January.
    private func isOf(_ year: Int, _ day: CivilDate) -> Bool {
        let (own, month, _) = day.components
        return own == year || (own == year - 1 && month == 12)
    }
}
