/// Reads one text from front to back onto a tape.
///
/// The containers that are open form a list through the tape itself: each node's `link` is its parent. So the reader
/// needs no stack of its own, and depth costs nothing but a count.
struct TextReader {
    let start: UnsafeRawPointer
    let end: UnsafeRawPointer
    let maxDepth: Int
    let names: DuplicateNames

    private enum Expecting { case value, name, separator }

    func read(onto tape: inout Tape) throws(JSONFault) {
        var nodes = tape.nodes
        var capacity = tape.capacity
        var used = 0

        var depth = 0
        var open = 0  // node of the innermost open container, while depth > 0
        var isObject = false  // whether that container is an object
        var count = 0  // elements or members begun in it

        var at = try firstByte()
        var expecting = Expecting.value

        reading: while true {
            // Each round appends at most a name and a value.
            if used &+ 2 > capacity {
                tape.grow(used: used)
                nodes = tape.nodes
                capacity = tape.capacity
            }

            if expecting == .name {
                guard at < end else { throw unexpectedEnd() }
                guard at.byte == ASCII.quote else { throw fault(.unexpectedByte, at) }
                let name = try StringScanner(start: start, end: end).scan(from: at + 1)
                let hash = nameHash(from: at + 1, to: name.closingQuote, flags: name.flags)
                nodes[used] = TapeNode(
                    offset: offset(at),
                    length: UInt32(truncatingIfNeeded: name.closingQuote - at - 1),
                    link: hash,
                    tag: TapeNode.string | TapeNode.isName | name.flags)
                used &+= 1
                at = skipSpace(name.closingQuote + 1)
                guard at < end else { throw unexpectedEnd() }
                guard at.byte == ASCII.colon else { throw fault(.unexpectedByte, at) }
                at = skipSpace(at + 1)
                expecting = .value
            }

            if expecting == .value {
                guard at < end else { throw unexpectedEnd() }
                let byte = at.byte
                expecting = .separator
                switch byte {
                case ASCII.quote:
                    let string = try StringScanner(start: start, end: end).scan(from: at + 1)
                    nodes[used] = TapeNode(
                        offset: offset(at),
                        length: UInt32(truncatingIfNeeded: string.closingQuote - at - 1),
                        link: UInt32(truncatingIfNeeded: used &+ 1),
                        tag: TapeNode.string | string.flags)
                    used &+= 1
                    at = string.closingQuote + 1

                case ASCII.zero...(ASCII.zero + 9), ASCII.minus:
                    let behind = try NumberScanner(start: start, end: end).scan(from: at)
                    appendScalar(TapeNode.number, from: at, to: behind, nodes, &used)
                    at = behind

                case ASCII.openBrace, ASCII.openBracket:
                    guard depth < maxDepth else { throw fault(.tooDeep, at) }
                    if depth > 0 {
                        nodes[open].setCount(count)
                    }
                    nodes[used] = TapeNode(
                        offset: offset(at),
                        length: 0,
                        link: UInt32(truncatingIfNeeded: open),
                        tag: byte == ASCII.openBrace ? TapeNode.object : TapeNode.array)
                    open = used
                    isObject = byte == ASCII.openBrace
                    used &+= 1
                    depth &+= 1
                    count = 0
                    at = skipSpace(at + 1)
                    guard at < end else { throw unexpectedEnd() }
                    // An empty container is closed below like any other.
                    if at.byte != (isObject ? ASCII.closeBrace : ASCII.closeBracket) {
                        count = 1
                        expecting = isObject ? .name : .value
                        continue reading
                    }

                case 0x74:
                    let behind = try LiteralScanner(start: start, end: end).scan("true", from: at)
                    appendScalar(TapeNode.true, from: at, to: behind, nodes, &used)
                    at = behind

                case 0x66:
                    let behind = try LiteralScanner(start: start, end: end).scan("false", from: at)
                    appendScalar(TapeNode.false, from: at, to: behind, nodes, &used)
                    at = behind

                case 0x6E:
                    let behind = try LiteralScanner(start: start, end: end).scan("null", from: at)
                    appendScalar(TapeNode.null, from: at, to: behind, nodes, &used)
                    at = behind

                default:
                    throw fault(.unexpectedByte, at)
                }
            }

            // A value is complete, or a container was opened and its closing bracket is next.
            while true {
                at = skipSpace(at)
                if depth == 0 {
                    guard at == end else { throw fault(.trailingBytes, at) }
                    return
                }
                guard at < end else { throw unexpectedEnd() }
                let byte = at.byte
                if byte == ASCII.comma {
                    count &+= 1
                    at = skipSpace(at + 1)
                    expecting = isObject ? .name : .value
                    continue reading
                }
                guard byte == (isObject ? ASCII.closeBrace : ASCII.closeBracket) else {
                    throw fault(.unexpectedByte, at)
                }
                at += 1
                if isObject, count > 1,
                    let second = names.firstRepetition(inObject: open, count: count, nodes: nodes, text: start)
                {
                    throw JSONFault(kind: .duplicateName, offset: Int(nodes[second].offset))
                }
                let closed = open
                open = Int(truncatingIfNeeded: nodes[closed].link)
                nodes[closed].length = offset(at) &- nodes[closed].offset
                nodes[closed].link = UInt32(truncatingIfNeeded: used)
                nodes[closed].setCount(count)
                depth &-= 1
                if depth > 0 {
                    isObject = nodes[open].kindBits == TapeNode.object
                    count = nodes[open].contentCount
                }
            }
        }
    }

    // MARK: - Parts

    /// The first byte of the text's value; refuses the byte order mark and texts of white space.
    private func firstByte() throws(JSONFault) -> UnsafeRawPointer {
        if end - start >= 3, start.byte == 0xEF, (start + 1).byte == 0xBB, (start + 2).byte == 0xBF {
            throw fault(.byteOrderMark, start)
        }
        let at = skipSpace(start)
        guard at < end else { throw JSONFault(kind: .empty, offset: end - start) }
        return at
    }

    @inline(__always)
    private func appendScalar(
        _ kind: UInt32, from first: UnsafeRawPointer, to behind: UnsafeRawPointer,
        _ nodes: UnsafeMutablePointer<TapeNode>, _ used: inout Int
    ) {
        nodes[used] = TapeNode(
            offset: offset(first),
            length: UInt32(truncatingIfNeeded: behind - first),
            link: UInt32(truncatingIfNeeded: used &+ 1),
            tag: kind)
        used &+= 1
    }

    /// The hash of a name whose text is known to be valid.
    @inline(__always)
    private func nameHash(from first: UnsafeRawPointer, to behind: UnsafeRawPointer, flags: UInt32) -> UInt32 {
        if flags & TapeNode.hasEscapes == 0, end - first >= 8 {
            return NameHash.hash(first, count: behind - first)
        }
        return slowNameHash(from: first, to: behind)
    }

    @inline(never)
    private func slowNameHash(from first: UnsafeRawPointer, to behind: UnsafeRawPointer) -> UInt32 {
        EscapeDecoder.withDecoded(UnsafeRawBufferPointer(start: first, count: behind - first)) { NameHash.hash(of: $0) }
    }

    /// The first byte from `at` on that is not white space, or the end.
    @inline(__always)
    private func skipSpace(_ at: UnsafeRawPointer) -> UnsafeRawPointer {
        guard at < end, at.byte <= ASCII.space else { return at }
        return skipSpaceRun(at)
    }

    @inline(never)
    private func skipSpaceRun(_ first: UnsafeRawPointer) -> UnsafeRawPointer {
        var at = first
        while at < end {
            switch at.byte {
            case ASCII.space, ASCII.lineFeed, ASCII.carriageReturn, 0x09: at += 1
            default: return at
            }
            while end - at >= 8, at.word == 0x2020_2020_2020_2020 { at += 8 }
        }
        return at
    }

    @inline(__always)
    private func offset(_ at: UnsafeRawPointer) -> UInt32 { UInt32(truncatingIfNeeded: at - start) }

    @inline(never)
    private func fault(_ kind: JSONFault.Kind, _ at: UnsafeRawPointer) -> JSONFault {
        JSONFault(kind: kind, offset: at - start)
    }

    @inline(never)
    private func unexpectedEnd() -> JSONFault { JSONFault(kind: .unexpectedEnd, offset: end - start) }
}
