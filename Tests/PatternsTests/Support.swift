import Patterns

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
