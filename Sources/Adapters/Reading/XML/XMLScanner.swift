/// Reads a well-formed XML document token by token: elements, text, CDATA; comments and instructions are skipped, attributes
/// checked and skipped. A document type is refused.
struct XMLScanner {
    enum Token {
        /// An element begins; the range is its name's.
        case start(Range<Int>)
        /// The innermost element ends.
        case end
        /// Text with references; checked.
        case text(Range<Int>)
        /// Text that stands for itself.
        case section(Range<Int>)
        /// The document is complete.
        case finished
    }

    private static let mostLevels = 64

    let text: UnsafeRawBufferPointer
    /// The offset behind the token last read.
    var at = 0
    /// The offset of the token last read.
    private(set) var tokenStart = 0
    private var open: [Range<Int>] = []
    private var hasRoot = false
    /// Whether the element that began last ends at once (`<a/>`).
    private var endsAtOnce = false

    init(_ text: UnsafeRawBufferPointer) { self.text = text }

    mutating func next() throws(XMLFault) -> Token {
        if endsAtOnce {
            endsAtOnce = false
            open.removeLast()
            return .end
        }
        if at == 0, has("<?xml"), text.count > 5, XMLCharacters.isSpace(text[5]) { try declaration() }
        while true {
            tokenStart = at
            guard at < text.count else {
                guard open.isEmpty, hasRoot else { throw fault(.unexpectedEnd) }
                return .finished
            }
            if text[at] != UInt8(ascii: "<") {
                let range = try characters()
                if open.isEmpty { continue }
                return .text(range)
            }
            if has("</") { return try endTag() }
            if has("<?") {
                try instruction()
            } else if has("<!--") {
                try comment()
            } else if has("<![CDATA[") {
                return try section()
            } else if has("<!") {
                throw fault(has("<!DOCTYPE") ? .documentType : .badTag)
            } else {
                return try startTag()
            }
        }
    }

    // MARK: Elements

    private mutating func startTag() throws(XMLFault) -> Token {
        guard !(open.isEmpty && hasRoot) else { throw fault(.secondRoot) }
        at += 1
        let name = try name()
        guard open.count < Self.mostLevels else { throw XMLFault(kind: .tooDeep, offset: tokenStart) }
        var attributes: Set<[UInt8]> = []
        while true {
            let hasSpace = skipSpace()
            guard at < text.count else { throw fault(.unexpectedEnd) }
            if text[at] == UInt8(ascii: ">") {
                at += 1
                break
            }
            if has("/>") {
                at += 2
                endsAtOnce = true
                break
            }
            guard hasSpace else { throw fault(.badTag) }
            let start = at
            let attribute = try self.name()
            guard attributes.insert(Array(text[attribute])).inserted else { throw XMLFault(kind: .repeatedAttribute, offset: start) }
            try attributeValue()
        }
        hasRoot = true
        open.append(name)
        return .start(name)
    }

    mutating func attributeValue() throws(XMLFault) {
        skipSpace()
        guard at < text.count, text[at] == UInt8(ascii: "=") else { throw fault(.badTag) }
        at += 1
        skipSpace()
        guard at < text.count, text[at] == UInt8(ascii: "\"") || text[at] == UInt8(ascii: "'") else { throw fault(.badTag) }
        let quote = text[at]
        at += 1
        while at < text.count, text[at] != quote {
            switch text[at] {
            case UInt8(ascii: "<"): throw fault(.badTag)
            case UInt8(ascii: "&"): at = try XMLReference(text, at: at).end
            default: at += 1
            }
        }
        guard at < text.count else { throw fault(.unexpectedEnd) }
        at += 1
    }

    private mutating func endTag() throws(XMLFault) -> Token {
        at += 2
        let name = try name()
        skipSpace()
        guard at < text.count, text[at] == UInt8(ascii: ">") else { throw fault(.badTag) }
        guard let last = open.popLast(), text[last].elementsEqual(text[name]) else {
            throw XMLFault(kind: .mismatchedTag, offset: tokenStart)
        }
        at += 1
        return .end
    }

    mutating func name() throws(XMLFault) -> Range<Int> {
        let length = XMLCharacters.nameLength(text, at: at)
        guard length > 0 else { throw fault(.badName) }
        at += length
        return at - length..<at
    }

    // MARK: Text

    private mutating func characters() throws(XMLFault) -> Range<Int> {
        while at < text.count, text[at] != UInt8(ascii: "<") {
            if open.isEmpty, !XMLCharacters.isSpace(text[at]) { throw fault(.textOutsideRoot) }
            if text[at] == UInt8(ascii: "&") {
                at = try XMLReference(text, at: at).end
            } else {
                if text[at] == UInt8(ascii: "]"), has("]]>") { throw fault(.badSection) }
                at += 1
            }
        }
        return tokenStart..<at
    }

    private mutating func section() throws(XMLFault) -> Token {
        guard !open.isEmpty else { throw fault(.textOutsideRoot) }
        at += 9
        let first = at
        try skip(to: "]]>", .badSection)
        return .section(first..<at - 3)
    }

    // MARK: Bytes

    func has(_ token: StaticString) -> Bool {
        guard text.count - at >= token.utf8CodeUnitCount else { return false }
        for offset in 0..<token.utf8CodeUnitCount where text[at + offset] != token.utf8Start[offset] { return false }
        return true
    }

    @discardableResult
    mutating func skipSpace() -> Bool {
        let first = at
        while at < text.count, XMLCharacters.isSpace(text[at]) { at += 1 }
        return at > first
    }

    mutating func skip(to token: StaticString, _ kind: XMLFault.Kind) throws(XMLFault) {
        while at < text.count {
            if has(token) {
                at += token.utf8CodeUnitCount
                return
            }
            at += 1
        }
        throw XMLFault(kind: kind, offset: tokenStart)
    }

    func fault(_ kind: XMLFault.Kind) -> XMLFault { XMLFault(kind: kind, offset: at) }
}
