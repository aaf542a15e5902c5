/// Reads regular expressions of ECMA-262 (Unicode mode), as far as they are regular and simple: no look-around, back
/// references, word boundaries or Unicode properties. Anything else is not read at all.
struct PatternParser {
    private var rest: ArraySlice<UInt32>

    /// - Returns: nil for what is not supported and for what is no expression.
    static func parse(_ pattern: String) -> PatternSyntax? {
        var parser = PatternParser(rest: pattern.unicodeScalars.map(\.value)[...])
        guard let syntax = parser.choice(), parser.rest.isEmpty else { return nil }
        return syntax
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard rest.first == scalar.value else { return false }
        rest.removeFirst()
        return true
    }

    private func isNext(_ scalar: Unicode.Scalar) -> Bool { rest.first == scalar.value }

    private mutating func choice() -> PatternSyntax? {
        var branches: [PatternSyntax] = []
        repeat {
            guard let branch = sequence() else { return nil }
            branches.append(branch)
        } while take("|")
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() -> PatternSyntax? {
        var parts: [PatternSyntax] = []
        while !rest.isEmpty, !isNext("|"), !isNext(")") {
            guard let atom = atom(), let part = quantified(atom) else { return nil }
            parts.append(part)
        }
        return parts.isEmpty ? .empty : .sequence(parts)
    }

    private mutating func quantified(_ atom: PatternSyntax) -> PatternSyntax? {
        let bounds: (min: Int, max: Int?)
        if take("*") {
            bounds = (0, nil)
        } else if take("+") {
            bounds = (1, nil)
        } else if take("?") {
            bounds = (0, 1)
        } else if take("{") {
            guard let min = count() else { return nil }
            if take(",") {
                if isNext("}") {
                    bounds = (min, nil)
                } else {
                    guard let max = count(), max >= min else { return nil }
                    bounds = (min, max)
                }
            } else {
                bounds = (min, min)
            }
            guard take("}") else { return nil }
        } else {
            return atom
        }
        switch atom {
        case .start, .end: return nil
        default: break
        }
        // Being lazy changes what is matched first, not whether.
        _ = take("?")
        return .repeated(atom, min: bounds.min, max: bounds.max)
    }

    private mutating func count() -> Int? {
        var value = 0
        var digits = 0
        while let digit = rest.first, (0x30...0x39).contains(digit), digits < 6 {
            value = value * 10 + Int(digit - 0x30)
            digits += 1
            rest.removeFirst()
        }
        return digits > 0 ? value : nil
    }

    private mutating func atom() -> PatternSyntax? {
        guard let scalar = rest.popFirst() else { return nil }
        switch Unicode.Scalar(scalar) {
        case "^": return .start
        case "$": return .end
        case ".": return .set(ScalarSet.lineEnds.inverted)
        case "(": return group()
        case "[": return scalarClass().map { .set($0) }
        case "\\": return escape(inClass: false).map { .set($0) }
        case "*", "+", "?", "{", "}", "]", ")", "|": return nil
        default: return .set(ScalarSet([scalar...scalar]))
        }
    }

    private mutating func group() -> PatternSyntax? {
        if take("?") {
            if take("<") {
                // A name; `<=` and `<!` are look-behind.
                guard !isNext("="), !isNext("!") else { return nil }
                while let scalar = rest.popFirst(), scalar != 0x3E {}
            } else if !take(":") {
                return nil
            }
        }
        guard let inside = choice(), take(")") else { return nil }
        return inside
    }

    private mutating func scalarClass() -> ScalarSet? {
        let isInverted = take("^")
        var set = ScalarSet([])
        while !take("]") {
            guard let low = classItem() else { return nil }
            guard isNext("-"), rest.count > 1, rest[rest.startIndex + 1] != 0x5D else {
                set = set.union(low)
                continue
            }
            rest.removeFirst()
            guard let high = classItem(), let first = low.onlyScalar, let last = high.onlyScalar, first <= last
            else { return nil }
            set = set.union(ScalarSet([first...last]))
        }
        return isInverted ? set.inverted : set
    }

    private mutating func classItem() -> ScalarSet? {
        guard let scalar = rest.popFirst() else { return nil }
        if scalar == 0x5C { return escape(inClass: true) }
        return ScalarSet([scalar...scalar])
    }

    private mutating func escape(inClass: Bool) -> ScalarSet? {
        guard let scalar = rest.popFirst(), let name = Unicode.Scalar(scalar) else { return nil }
        switch name {
        case "d": return .digits
        case "D": return ScalarSet.digits.inverted
        case "w": return .wordCharacters
        case "W": return ScalarSet.wordCharacters.inverted
        case "s": return .whiteSpace
        case "S": return ScalarSet.whiteSpace.inverted
        case "t": return ScalarSet([9...9])
        case "n": return ScalarSet([10...10])
        case "v": return ScalarSet([11...11])
        case "f": return ScalarSet([12...12])
        case "r": return ScalarSet([13...13])
        case "b": return inClass ? ScalarSet([8...8]) : nil
        case "0":
            if let next = rest.first, (0x30...0x39).contains(next) { return nil }
            return ScalarSet([0...0])
        case "x": return hexadecimal(2).map { ScalarSet([$0...$0]) }
        case "u": return codePoint().map { ScalarSet([$0...$0]) }
        case "^", "$", "\\", ".", "*", "+", "?", "(", ")", "[", "]", "{", "}", "|", "/":
            return ScalarSet([scalar...scalar])
        case "-": return inClass ? ScalarSet([scalar...scalar]) : nil
        default: return nil
        }
    }

    private mutating func hexadecimal(_ digits: Int) -> UInt32? {
        guard rest.count >= digits else { return nil }
        let text = String(String.UnicodeScalarView(rest.prefix(digits).compactMap(Unicode.Scalar.init)))
        guard text.utf8.count == digits, text.utf8.allSatisfy({ UInt8(ascii: "0") <= $0 }), let value = UInt32(text, radix: 16)
        else { return nil }
        rest.removeFirst(digits)
        return value
    }

    private mutating func codePoint() -> UInt32? {
        if take("{") {
            var digits: [UInt32] = []
            while let scalar = rest.popFirst(), scalar != 0x7D { digits.append(scalar) }
            let text = String(String.UnicodeScalarView(digits.compactMap(Unicode.Scalar.init)))
            guard let value = UInt32(text, radix: 16), Unicode.Scalar(value) != nil else { return nil }
            return value
        }
        guard let high = hexadecimal(4) else { return nil }
        guard (0xD800...0xDFFF).contains(high) else { return high }
        guard high < 0xDC00, take("\\"), take("u"), let low = hexadecimal(4), (0xDC00...0xDFFF).contains(low)
        else { return nil }
        return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
    }
}

extension ScalarSet {
    /// The scalar of a set with only one.
    fileprivate var onlyScalar: UInt32? {
        guard ranges.count == 1, ranges[0].count == 1 else { return nil }
        return ranges[0].lowerBound
    }
}
