extension LedgerState {
    /// Whether another state holds the same records, and the same feedback.
    package func hasRecords(of other: LedgerState) -> Bool { records == other.records }
    package func hasFeedback(of other: LedgerState) -> Bool { feedback == other.feedback }
}
