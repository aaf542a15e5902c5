import Credit
import Hub

/// Moments as people write them on the command line: `7d`, `12h`, `30m` ago, or a day.
public enum TimeWord {
    /// When something begins.
    ///
    /// - parameter option: the option that it was given to, for the error.
    public static func beginning(_ text: String, option: String, now: Timestamp) throws(SetupError) -> Timestamp {
        if let day = CivilDate(text) { return start(of: day) }
        let units: [Character: Int64] = ["d": 86_400_000, "h": 3_600_000, "m": 60_000]
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()), (1...100_000).contains(count) else {
            throw SetupError(
                zh: "--\(option) 应为如 7d、12h、30m 的时长，或日期 YYYY-MM-DD", en: "--\(option) must be a span as 7d, 12h, 30m, or a day as YYYY-MM-DD")
        }
        return Timestamp(milliseconds: now.milliseconds - count * unit)
    }

    /// When something ends: the first moment behind it, which for a day is that day's own end.
    public static func end(_ text: String, option: String, now: Timestamp) throws(SetupError) -> Timestamp {
        guard let day = CivilDate(text) else { return try beginning(text, option: option, now: now) }
        return start(of: CivilDate(days: day.days + 1))
    }

    /// Midnight in China.
    private static func start(of day: CivilDate) -> Timestamp {
        Timestamp(milliseconds: Int64(day.days) * 86_400_000 - 8 * 3_600_000)
    }
}
