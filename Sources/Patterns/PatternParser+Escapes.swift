extension PatternParser {
    enum AtomEscape {
        case item(SetItem)
        case assertion(Assertion)
        case backReference
    }

    /// An escape outside classes, from its backslash on.
    mutating func atomEscape() throws(PatternError) -> AtomEscape {
        let offset = cursor.offset
        switch cursor.peek(1) {
        case "b":
            cursor.offset += 2
            return .assertion(.wordBoundary)
        case "B":
            cursor.offset += 2
            return .assertion(.notWordBoundary)
        case "k":
            cursor.offset += 2
            guard cursor.take("<") else { throw fault(.invalidEscape, offset) }
            references.append((.name(try groupName()), offset))
            refuse(.backReference, offset)
            return .backReference
        case .some("1"..."9"):
            cursor.offset += 1
            references.append((.number(cursor.takeNumber() ?? 0), offset))
            refuse(.backReference, offset)
            return .backReference
        default:
            if let item = try setEscape() { return .item(item) }
            let value = try characterEscape(isInClass: false)
            return .item(.scalars(value...value))
        }
    }

    /// An escape that stands for a set of scalars, from its backslash on; nil, and no step, if it is none.
    mutating func setEscape() throws(PatternError) -> SetItem? {
        let item: SetItem
        switch cursor.peek(1) {
        case "d": item = .shorthand(.digit, isNegated: false)
        case "D": item = .shorthand(.digit, isNegated: true)
        case "w": item = .shorthand(.word, isNegated: false)
        case "W": item = .shorthand(.word, isNegated: true)
        case "s": item = .shorthand(.space, isNegated: false)
        case "S": item = .shorthand(.space, isNegated: true)
        case "p": return .property(try propertyEscape(), isNegated: false)
        case "P": return .property(try propertyEscape(), isNegated: true)
        default: return nil
        }
        cursor.offset += 2
        return item
    }

    /// `\p{…}` or `\P{…}`, from its backslash on.
    private mutating func propertyEscape() throws(PatternError) -> UnicodeProperty {
        let offset = cursor.offset
        cursor.offset += 2
        guard cursor.take("{") else { throw fault(.invalidEscape, offset) }
        var text = ""
        while !cursor.take("}") {
            guard let scalar = cursor.next() else { throw fault(.invalidEscape, offset) }
            text.unicodeScalars.append(scalar)
        }
        guard let property = UnicodeProperty(text) else { throw fault(.unknownProperty, offset, text) }
        return property
    }

    /// An escape that stands for one code point, from its backslash on.
    mutating func characterEscape(isInClass: Bool) throws(PatternError) -> UInt32 {
        let offset = cursor.offset
        cursor.offset += 1
        switch cursor.next() {
        case "t": return 0x09
        case "n": return 0x0A
        case "v": return 0x0B
        case "f": return 0x0C
        case "r": return 0x0D
        case "b" where isInClass: return 0x08
        case "-" where isInClass: return 0x2D
        case "0":
            if let digit = cursor.current, "0"..."9" ~= digit { break }
            return 0
        case "c":
            guard let letter = cursor.next(), "a"..."z" ~= letter || "A"..."Z" ~= letter else { break }
            return letter.value & 0x1F
        case "x":
            guard let value = cursor.takeHexadecimal(digits: 2) else { break }
            return value
        case "u":
            guard let value = unicodeEscape() else { break }
            return value
        case .some(let scalar):
            guard Self.syntaxCharacters.contains(scalar) else { break }
            return scalar.value
        case nil:
            break
        }
        throw fault(.invalidEscape, offset)
    }

    /// The characters that stand for themselves behind a backslash.
    private static let syntaxCharacters = "^$\\.*+?()[]{}|/".unicodeScalars

    /// The rest of a Unicode escape, behind `\u`; nil if it is none. Both halves of a surrogate pair make one scalar;
    /// a half alone is a code point of its own.
    mutating func unicodeEscape() -> UInt32? {
        if cursor.take("{") { return bracedHexadecimal() }
        guard let unit = cursor.takeHexadecimal(digits: 4) else { return nil }
        guard 0xD800...0xDBFF ~= unit else { return unit }
        let behindFirst = cursor.offset
        guard cursor.take(text: "\\u"), let second = cursor.takeHexadecimal(digits: 4), 0xDC00...0xDFFF ~= second
        else {
            cursor.offset = behindFirst
            return unit
        }
        return 0x10000 + (unit - 0xD800) << 10 + (second - 0xDC00)
    }

    /// Hexadecimal digits, any number but none, of a code point, and the brace behind them.
    private mutating func bracedHexadecimal() -> UInt32? {
        var value: UInt32 = 0
        let first = cursor.offset
        while let digit = cursor.current.flatMap(Cursor.hexadecimalValue) {
            value = value << 4 | digit
            guard value <= 0x10FFFF else { return nil }
            cursor.offset += 1
        }
        return cursor.offset > first && cursor.take("}") ? value : nil
    }
}
