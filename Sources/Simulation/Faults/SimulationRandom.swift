import Ops

/// All chance of a simulation.
typealias SimulationRandom = SampleRandom

extension SampleRandom {
    /// True with a chance of so many in a hundred.
    mutating func percent(_ chance: Int) -> Bool { below(100) < chance }

    /// True with a chance of so many in ten thousand.
    mutating func perTenThousand(_ chance: Int) -> Bool { chance > 0 && below(10_000) < chance }
}
