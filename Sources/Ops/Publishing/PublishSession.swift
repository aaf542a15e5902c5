import Credit
import Hub
import Kafka

/// Hands records over and brings back the answers.
public struct PublishSession {
    private let order: PublishOrder
    private let configuration: HubConfiguration
    private let topology: Topology

    public init(order: PublishOrder, configuration: HubConfiguration, topology: Topology) {
        self.order = order
        self.configuration = configuration
        self.topology = topology
    }

    /// Publishes, and waits for the final receipts if asked to.
    ///
    /// - parameter idleMilliseconds: how long to wait without any new receipt.
    /// - parameter sent: called with the number of records published so far, `answered` with that of final receipts.
    /// - returns: the final receipts by event; nil if nobody waited.
    public func run(
        _ records: [PreparedRecord], waits: Bool, idleMilliseconds: Int, sent: (Int) -> Void, answered: (Int) -> Void
    ) throws -> [String: ShownReceipt]? {
        // Before anything is published: the receipts begin behind what stands there now.
        let watch = try ReceiptWatch(
            configuration: configuration, topology: topology, party: order.binding.party, record: order.record.record)
        defer { watch.close() }
        try HandOver(order, configuration: configuration, topology: topology).send(
            records, at: SystemClock().now(), progress: sent)
        guard waits else { return nil }
        return try watch.finals(of: Set(records.map(\.event)), idleMilliseconds: idleMilliseconds, progress: answered)
    }
}
