import Credit
import Kafka

extension StateRestorer {
    /// Restores all partitions of a hub's ledger, as a process does that starts, and nothing else: for benches.
    package static func restoreAll(
        _ configuration: HubConfiguration, _ topology: Topology, ledger: Ledger
    ) throws -> [Int32: LedgerState] {
        let log = HubLog(language: .en, least: .error)
        let stop = StopSignal()
        let cluster = KafkaCluster(configuration: configuration, log: log, stop: stop)
        let restorer = StateRestorer(
            cluster: cluster, topic: topology.names.ledgerState, ledger: ledger,
            shelves: try ShelfRoom(directory: configuration.spillDirectory, log: log), log: log, stop: stop, readiness: Readiness())
        return try restorer.restore(Array(0..<topology.ledgerPartitions))
    }
}
