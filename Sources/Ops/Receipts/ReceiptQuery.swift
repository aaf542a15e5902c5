import Credit

/// Which receipts are wanted.
public struct ReceiptQuery: Sendable {
    public var since: Timestamp?
    /// The first moment that is too late.
    public var until: Timestamp?
    public var status: String?
    public var event: String?
    /// Only the last receipt of each event: where it stands now. ``status`` then asks for that.
    public var isLatestOnly = false

    public init() {}

    /// Those of the receipts that are wanted, in order of time.
    ///
    /// - parameter receipts: of one party; those of one event in the order of their topic.
    public func select(_ receipts: [ShownReceipt]) -> [ShownReceipt] {
        var wanted = receipts.filter(isInTime)
        if isLatestOnly {
            var last: [String: Int] = [:]
            for (index, receipt) in wanted.enumerated() { last[receipt.event] = index }
            wanted = last.values.sorted().map { wanted[$0] }
        }
        if let status { wanted = wanted.filter { $0.status == status } }
        // Stable: receipts of one moment stay in the order of their topic.
        return wanted.enumerated().sorted { ($0.element.writtenAt, $0.offset) < ($1.element.writtenAt, $1.offset) }.map(\.element)
    }

    private func isInTime(_ receipt: ShownReceipt) -> Bool {
        (event.map { $0 == receipt.event } ?? true) && (since.map { $0 <= receipt.writtenAt } ?? true)
            && (until.map { receipt.writtenAt < $0 } ?? true)
    }
}
