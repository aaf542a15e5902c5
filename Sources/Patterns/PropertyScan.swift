/// A walk over the properties of all code points.
enum PropertyScan {
    /// Calls `body` with ranges of code points that all have the same properties, in ascending order and without gaps.
    /// Halves of surrogate pairs have none.
    ///
    /// The planes without characters are not walked scalar by scalar: all of each is unassigned or all is for private
    /// use, but for its last two code points, and for the tags and selectors of plane 14.
    static func forEachRange(_ body: (ClosedRange<UInt32>, Unicode.Scalar.Properties?) -> Void) {
        func each(_ codePoints: ClosedRange<UInt32>) {
            for codePoint in codePoints { body(codePoint...codePoint, Unicode.Scalar(codePoint)?.properties) }
        }
        each(0...0x3FFFF)
        for plane: UInt32 in 4...16 {
            var first = plane << 16
            let last = first | 0xFFFF
            if plane == 14 {
                each(first...first | 0xFFF)
                first |= 0x1000
            }
            body(first...last - 2, Unicode.Scalar(first)?.properties)
            each(last - 1...last)
        }
    }

    /// The scalars whose properties pass a test.
    static func scalars(_ test: (Unicode.Scalar.Properties) -> Bool) -> ScalarSet {
        var ranges: [ClosedRange<UInt32>] = []
        forEachRange { range, properties in
            guard let properties, test(properties) else { return }
            if let last = ranges.last, last.upperBound + 1 == range.lowerBound {
                ranges[ranges.count - 1] = last.lowerBound...range.upperBound
            } else {
                ranges.append(range)
            }
        }
        return ScalarSet(unordered: ranges)
    }
}
