/// 工作日历: which days are worked, by the yearly notices on holidays and make-up days and by the extra holidays of some regions.
/// Data (`contracts/calendars`), not code.
public struct WorkCalendar: Sendable {
    /// One notice: what it takes from Monday to Friday, and what it adds.
    public struct Year: Sendable {
        public var year: Int
        /// Prefix of the 行政区划 codes that it holds for (`45`); empty for the whole country. A regional one adds its days to the
        /// national ones.
        public var region: String
        /// Of the file, such as `2026-1`: it is kept with each deadline that was counted by it.
        public var version: String
        public var off: [ClosedRange<CivilDate>]
        /// 调休: Saturdays and Sundays that are worked.
        public var makeUp: [CivilDate]

        public init(year: Int, region: String, version: String, off: [ClosedRange<CivilDate>], makeUp: [CivilDate]) {
            self.year = year
            self.region = region
            self.version = version
            self.off = off
            self.makeUp = makeUp
        }
    }

    /// The last day of a term.
    public struct Deadline: Hashable, Sendable {
        public var day: CivilDate
        /// Whether it lies in, or was counted through, years whose calendar is not known yet: it may move when that is loaded.
        public var isProvisional: Bool
        /// Versions that it was counted by, in the order of years: `2026-1,2027-?` where that of 2027 is not known.
        public var calendar: String

        public init(day: CivilDate, isProvisional: Bool, calendar: String) {
            self.day = day
            self.isProvisional = isProvisional
            self.calendar = calendar
        }
    }

    /// Whether each day is worked, from the first to the last year that something is known of.
    private struct Days: Sendable {
        /// Days since 1970-01-01 of the first flag.
        let first: Int
        var isWorked: [Bool]

        init(years: ClosedRange<Int>) {
            first = WorkCalendar.firstDay(of: years.lowerBound)
            isWorked = (first..<WorkCalendar.firstDay(of: years.upperBound + 1)).map(WorkCalendar.isWeekday)
        }

        mutating func apply(_ year: Year) {
            for day in year.makeUp { set(day.days, true) }
            for days in year.off { for day in days.lowerBound.days...days.upperBound.days { set(day, false) } }
        }

        private mutating func set(_ day: Int, _ value: Bool) {
            if isWorked.indices.contains(day - first) { isWorked[day - first] = value }
        }

        func contains(_ day: Int) -> Bool {
            isWorked.indices.contains(day - first) ? isWorked[day - first] : WorkCalendar.isWeekday(day)
        }
    }

    private let national: Days
    /// Of regions with days of their own, the longest prefix first.
    private let regions: [(prefix: String, days: Days)]
    /// By year, the shortest prefix first.
    private let versions: [Int: [(prefix: String, version: String)]]

    /// - parameter years: national and regional ones, in any order. Days that are off and worked at once are off.
    public init(years: [Year]) {
        let years = years.filter { (1...9998).contains($0.year) }.sorted { ($0.year, $0.region) < ($1.year, $1.region) }
        // A notice may reach into the last days of the year before: 2018-12-31 was off, and 2018-12-29 worked, by that of 2019.
        let span = years.isEmpty ? 1970...1970 : max(1, years[0].year - 1)...years[years.count - 1].year
        var national = Days(years: span)
        for year in years where year.region.isEmpty { national.apply(year) }
        self.national = national
        let prefixes = Set(years.map(\.region)).subtracting([""])
        regions = prefixes.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }.map { prefix in
            var days = national
            let own = years.filter { !$0.region.isEmpty && prefix.hasPrefix($0.region) }
            for year in own.sorted(by: { $0.region.utf8.count < $1.region.utf8.count }) { days.apply(year) }
            return (prefix, days)
        }
        var versions: [Int: [(prefix: String, version: String)]] = [:]
        for year in years { versions[year.year, default: []].append((year.region, year.version)) }
        self.versions = versions
    }

    /// Nothing is known: Monday to Friday are worked, and every deadline is provisional.
    public static let empty = WorkCalendar(years: [])

    /// Whether the national calendar of the day's year is loaded.
    public func covers(_ day: CivilDate) -> Bool {
        isLoaded(day.components.year)
    }

    /// The first year that somebody counts in soon, and whose national calendar is not loaded: its deadlines are provisional.
    ///
    /// - parameter days: how far ahead terms are counted.
    public func missingYear(from day: CivilDate, within days: Int = 45) -> Int? {
        (day.components.year...(day + days).components.year).first { !isLoaded($0) }
    }

    /// Whether a day is worked in a region (a 行政区划 code); outside the years that are loaded, Monday to Friday are.
    public func isWorkingDay(_ day: CivilDate, in region: String) -> Bool {
        days(in: region).contains(day.days)
    }

    /// The last day of a term of so many working days: the day itself is day 0, counting begins with the next day (民法典 art. 201).
    public func deadline(_ workingDays: Int, after day: CivilDate, in region: String) -> Deadline {
        let days = days(in: region)
        var (last, left) = (day.days, workingDays)
        while left > 0 {
            last += 1
            if days.contains(last) { left -= 1 }
        }
        return deadline(from: min(day.days + 1, last), to: last, in: region)
    }

    /// So many working days before a day.
    public func day(_ workingDays: Int, before day: CivilDate, in region: String) -> CivilDate {
        let days = days(in: region)
        var (first, left) = (day.days, workingDays)
        while left > 0 {
            first -= 1
            if days.contains(first) { left -= 1 }
        }
        return CivilDate(days: first)
    }

    /// The day itself if it is worked, otherwise the next that is: where a term of calendar days, months or years ends on a holiday,
    /// it ends with the day after the holiday (民法典 art. 203).
    public func workingDay(onOrAfter day: CivilDate, in region: String) -> Deadline {
        let days = days(in: region)
        var last = day.days
        while !days.contains(last) { last += 1 }
        return deadline(from: day.days, to: last, in: region)
    }

    private func days(in region: String) -> Days {
        regions.first { region.hasPrefix($0.prefix) }?.days ?? national
    }

    private func isLoaded(_ year: Int) -> Bool {
        versions[year]?.first?.prefix.isEmpty == true
    }

    private func deadline(from first: Int, to last: Int, in region: String) -> Deadline {
        let day = CivilDate(days: last)
        let years = CivilDate(days: first).components.year...day.components.year
        var names: [String] = []
        for year in years {
            if !isLoaded(year) { names.append("\(year)-?") }
            for (prefix, version) in versions[year] ?? [] where region.hasPrefix(prefix) { names.append(version) }
        }
        return Deadline(day: day, isProvisional: !years.allSatisfy(isLoaded), calendar: names.joined(separator: ","))
    }

    /// Days since 1970-01-01 of the first of January.
    private static func firstDay(of year: Int) -> Int {
        (CivilDate(year: year, month: 1, day: 1) ?? .latest).days
    }

    private static func isWeekday(_ day: Int) -> Bool {
        // 1970-01-01 was a Thursday.
        let weekday = (day + 3) % 7
        return (weekday + 7) % 7 < 5
    }
}
