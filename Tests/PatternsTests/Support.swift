import Patterns

/// The same numbers on every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Limits with which a pattern becomes a table, and with which it is simulated.
let stateLimits = [2000, 0]

/// The answers of the table and of the simulation, which should be one.
func answers(_ source: String, _ text: String) throws -> [Bool] {
    try stateLimits.map { try Pattern(source, stateLimit: $0).matches(text) }
}

/// Why a source is refused; nil if it is not.
func refusal(_ source: String) -> PatternError? {
    do throws(PatternError) {
        _ = try Pattern(source)
        return nil
    } catch {
        return error
    }
}
