import JSON

/// The common multiples of some numbers. There is none where the numbers are too long for machine words.
struct NumberGrid {
    /// Most multiples looked at one by one.
    private static let mostMultiples = 4096

    /// The least common multiple.
    let step: ExactDecimal
    private let stepUnits: Int
    private let scale: Int

    /// - Returns: nil without numbers, and where machine words are too short.
    init?(_ divisors: [ExactDecimal]) {
        guard !divisors.isEmpty else { return nil }
        let parts = divisors.map { DecimalParts($0) }
        scale = max(0, parts.map { -($0?.exponent ?? 0) }.max() ?? 0)
        var common = 1
        for part in parts {
            guard let units = part?.units(scale: scale),
                let product = NumberGrid.leastCommonMultiple(common, units)
            else { return nil }
            common = product
        }
        stepUnits = common
        guard let step = DecimalParts.decimal(units: common, scale: scale) else { return nil }
        self.step = step
    }

    /// Multiples within bounds, beginning at the one nearest to a bound, and whether that is all of them.
    func multiples(in shape: NumberShape) -> ([ExactDecimal], isComplete: Bool) {
        var first: Int?
        var last: Int?
        if let minimum = shape.minimum {
            guard let index = index(of: minimum, isExclusive: shape.isMinimumExclusive, roundingUp: true) else {
                return ([], false)
            }
            first = index
        }
        if let maximum = shape.maximum {
            guard let index = index(of: maximum, isExclusive: shape.isMaximumExclusive, roundingUp: false) else {
                return ([], false)
            }
            last = index
        }
        let range: ClosedRange<Int>
        let isComplete: Bool
        switch (first, last) {
        case (let first?, let last?):
            if first > last { return ([], true) }
            isComplete = last - first < NumberGrid.mostMultiples
            range = first...min(last, first + NumberGrid.mostMultiples)
        case (let first?, nil): (range, isComplete) = (first...first + 64, false)
        case (nil, let last?): (range, isComplete) = (last - 64...last, false)
        case (nil, nil): (range, isComplete) = (0...64, false)
        }
        let indices = first == nil && last != nil ? Array(range.reversed()) : Array(range)
        let multiples = indices.compactMap { index -> ExactDecimal? in
            let (units, overflows) = index.multipliedReportingOverflow(by: stepUnits)
            return overflows ? nil : DecimalParts.decimal(units: units, scale: scale)
        }
        return (multiples, isComplete && multiples.count == indices.count)
    }

    /// The number of the multiple at a bound, within it.
    private func index(of bound: ExactDecimal, isExclusive: Bool, roundingUp: Bool) -> Int? {
        guard let parts = DecimalParts(bound) else { return nil }
        // Bounds finer than the grid: compare on the finer scale.
        let finer = max(scale, -parts.exponent)
        guard let bound = parts.units(scale: finer),
            let factor = DecimalParts.powerOfTen(finer - scale)
        else { return nil }
        let (step, overflows) = stepUnits.multipliedReportingOverflow(by: factor)
        guard !overflows, step > 0, abs(bound) < Int.max / 4 else { return nil }
        var index = bound / step
        let remainder = bound % step
        if remainder != 0 {
            if roundingUp, remainder > 0 { index += 1 }
            if !roundingUp, remainder < 0 { index -= 1 }
        } else if isExclusive {
            index += roundingUp ? 1 : -1
        }
        return index
    }

    private static func leastCommonMultiple(_ left: Int, _ right: Int) -> Int? {
        guard left > 0, right > 0 else { return nil }
        var (a, b) = (left, right)
        while b != 0 { (a, b) = (b, a % b) }
        let (product, overflows) = (left / a).multipliedReportingOverflow(by: right)
        return overflows ? nil : product
    }
}
