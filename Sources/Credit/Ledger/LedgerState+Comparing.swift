extension LedgerState {
    /// Whether another state holds the same records, and the same feedback.
    public func hasRecords(of other: LedgerState) -> Bool { records == other.records }
    public func hasFeedback(of other: LedgerState) -> Bool { feedback == other.feedback }
}
