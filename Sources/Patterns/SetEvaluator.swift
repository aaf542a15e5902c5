/// Turns sets as they are written into sets of code points.
struct SetEvaluator {
    /// Properties already evaluated, which takes milliseconds for some.
    private var scalarsOfProperty: [UnicodeProperty: ScalarSet] = [:]

    /// Ranges of all sets so far.
    private var rangeCount = 0

    /// - Throws: `tooLarge` at the set with which all sets together have too many ranges.
    mutating func evaluate(_ occurrence: SetOccurrence) throws(PatternError) -> ScalarSet {
        var ranges: [ClosedRange<UInt32>] = []
        for item in occurrence.syntax.items {
            let count: Int
            switch item {
            case .scalars(let range):
                ranges.append(range)
                count = 1
            case .shorthand(let shorthand, let isNegated):
                let set = Self.scalars(shorthand)
                let more = (isNegated ? set.complement : set).ranges
                ranges += more
                count = more.count
            case .property(let property, let isNegated):
                let set = scalars(property)
                let more = (isNegated ? set.complement : set).ranges
                ranges += more
                count = more.count
            }
            rangeCount += count
            guard rangeCount <= PatternLimits.ranges else {
                throw PatternError(kind: .tooLarge, offset: occurrence.offset)
            }
        }
        let set = ScalarSet(unordered: ranges)
        return occurrence.syntax.isNegated ? set.complement : set
    }

    private static func scalars(_ shorthand: Shorthand) -> ScalarSet {
        switch shorthand {
        case .digit: .digits
        case .word: .wordCharacters
        case .space: .spaces
        }
    }

    private mutating func scalars(_ property: UnicodeProperty) -> ScalarSet {
        if let known = scalarsOfProperty[property] { return known }
        let scalars = property.scalars()
        scalarsOfProperty[property] = scalars
        return scalars
    }
}
