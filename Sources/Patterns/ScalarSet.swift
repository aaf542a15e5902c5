/// A set of code points: ranges in ascending order that neither overlap nor touch.
struct ScalarSet {
    static let last: UInt32 = 0x10FFFF

    let ranges: [ClosedRange<UInt32>]

    /// - Parameter ranges: in any order; they may overlap.
    init(unordered ranges: [ClosedRange<UInt32>]) {
        var merged: [ClosedRange<UInt32>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let previous = merged.last, range.lowerBound <= previous.upperBound + 1 {
                let upper = max(previous.upperBound, range.upperBound)
                merged[merged.count - 1] = previous.lowerBound...upper
            } else {
                merged.append(range)
            }
        }
        self.ranges = merged
    }

    /// - Parameter text: ranges and single code points in hexadecimal, with spaces or line ends between them.
    init(hexadecimal text: String) {
        var ranges: [ClosedRange<UInt32>] = []
        for part in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            let bounds = part.split(separator: "-").compactMap { UInt32($0, radix: 16) }
            if let first = bounds.first, let last = bounds.last, first <= last { ranges.append(first...last) }
        }
        self.init(unordered: ranges)
    }

    /// All code points that are not in the set.
    var complement: ScalarSet {
        var gaps: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if next < range.lowerBound { gaps.append(next...range.lowerBound - 1) }
            next = range.upperBound + 1
        }
        if next <= ScalarSet.last { gaps.append(next...ScalarSet.last) }
        return ScalarSet(unordered: gaps)
    }

    func union(_ other: ScalarSet) -> ScalarSet {
        ScalarSet(unordered: ranges + other.ranges)
    }
}

extension ScalarSet {
    /// `\d`
    static let digits = ScalarSet(unordered: [0x30...0x39])

    /// `\w`
    static let wordCharacters = ScalarSet(unordered: [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])

    /// `\s`: white space and line terminators of ECMAScript.
    static let spaces = ScalarSet(unordered: [
        0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
        0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
    ])
}
