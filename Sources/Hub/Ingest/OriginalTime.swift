import Credit

/// Whether a message may keep its original's timestamp: brokers delete by it, and a sender's clock may stand in another year.
/// Where it may not, a header has it.
enum OriginalTime {
    /// Below the retention of every topic that such messages go to, in milliseconds.
    private static let longestAge: Int64 = 7 * 86_400_000
    private static let longestAhead: Int64 = 86_400_000

    /// The timestamp to produce with: the original's, or 0 for the present.
    static func kept(_ milliseconds: Int64, now: Timestamp) -> Int64 { keeps(milliseconds, now: now) ? milliseconds : 0 }

    static func keeps(_ milliseconds: Int64, now: Timestamp) -> Bool {
        milliseconds > now.milliseconds - longestAge && milliseconds < now.milliseconds + longestAhead
    }
}
