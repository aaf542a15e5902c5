import JSON

/// Numbers worth trying where any fraction will do.
enum NumberSamples {
    /// The bounds themselves, numbers close to them on both sides, and some small ones.
    static func around(_ shape: NumberShape) -> [ExactDecimal] {
        var numbers: [ExactDecimal] = []
        let divisors = shape.nonDivisors + shape.divisors
        for bound in [shape.minimum, shape.maximum].compactMap({ $0 }) {
            numbers.append(bound)
            guard let parts = DecimalParts(bound) else { continue }
            let finest = ([parts] + divisors.compactMap { DecimalParts($0) }).map { -$0.exponent }.max() ?? 0
            for scale in [0, max(0, finest), max(0, finest) + 1, max(0, finest) + 3] {
                guard let units = parts.units(scale: scale) else { continue }
                for offset in [1, -1, 5, -5] {
                    let (neighbour, overflows) = units.addingReportingOverflow(offset)
                    if !overflows, let number = DecimalParts.decimal(units: neighbour, scale: scale) { numbers.append(number) }
                }
            }
        }
        for text in ["0", "1", "-1", "2", "0.5", "-0.5", "1.5", "3", "7", "100", "0.1", "0.000001", "1e-9", "1e9"] {
            if let number = ExactDecimal(text) { numbers.append(number) }
        }
        for divisor in divisors {
            guard let parts = DecimalParts(divisor) else { continue }
            let scale = max(0, -parts.exponent)
            guard let units = parts.units(scale: scale + 1) else { continue }
            for other in [units / 2, units + 1, units * 3 / 2] {
                if let number = DecimalParts.decimal(units: other, scale: scale + 1) { numbers.append(number) }
            }
        }
        return numbers
    }
}
