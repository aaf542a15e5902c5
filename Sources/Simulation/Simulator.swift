import Contracts
import Credit
import Hub
import Kafka

/// 确定性模拟: runs the real core and the real stages on a model broker, with everything that may go wrong, and checks the hub's
/// promises after every step. The same seed always gives the same run.
package struct Simulator: Sendable {
    private let catalogue: Catalogue
    private let topology: Topology
    /// Steps of a run before its quiet end.
    package var steps = 250
    package var plant: PlantedBug?

    package static let ledgerPartitions = 3

    package init(catalogue: Catalogue, topology: Topology) {
        self.catalogue = catalogue
        self.topology = topology
    }

    /// Runs one seed.
    package func run(seed: UInt64, keepsTrace: Bool = false) -> SeedResult {
        SeedRun(seed: seed, steps: steps, catalogue: catalogue, topology: topology, plant: plant, keepsTrace: keepsTrace).run()
    }
}

/// What came of one seed.
package struct SeedResult: Sendable {
    package let seed: UInt64
    package var counts: RunCounts
    /// What went wrong, and at which step.
    package var violation: Violation?
    package var step: Int
    /// What happened, where a trace was asked for.
    package var trace: [String]
}
