/// A strict RFC 8259 parser that writes what it reads to a tape and hands out a view of it.
///
/// The tape is kept from call to call, so that parsing texts of ordinary size allocates nothing once the parser is
/// warm. It takes 16 bytes a value or name, at most about eight times the text; a tape beyond 1 MiB is given back
/// when a much smaller text follows. A parser belongs to one thread at a time.
public final class JSONParser {
    public let limits: JSONLimits
    private var tape = Tape()
    private let names = DuplicateNames()

    public init(limits: JSONLimits = JSONLimits()) {
        self.limits = limits
    }

    deinit { tape.free() }

    /// Checks the whole text and describes its one value.
    ///
    /// - Parameter bytes: the text, in UTF-8 without byte order mark.
    /// - Returns: a view that borrows `bytes` and the parser's tape. It is valid as long as `bytes` is, this parser
    ///   lives, and `parse` is not called again.
    /// - Throws: the first `JSONFault` met. Afterwards the parser is as good as before.
    public func parse(_ bytes: UnsafeRawBufferPointer) throws(JSONFault) -> JSONView {
        let maxBytes = max(0, min(limits.maxBytes, JSONLimits.greatestBytes))
        guard bytes.count <= maxBytes else { throw JSONFault(kind: .tooLarge, offset: maxBytes) }
        guard let start = bytes.baseAddress, bytes.count > 0 else { throw JSONFault(kind: .empty, offset: 0) }

        let reader = TextReader(
            start: start,
            end: start + bytes.count,
            maxDepth: min(limits.maxDepth, JSONLimits.greatestDepth),
            names: names)
        var tape = self.tape
        tape.shrinkIfOversized(for: bytes.count)
        defer { self.tape = tape }
        try reader.read(onto: &tape)
        return JSONView(text: start, tape: UnsafePointer(tape.nodes), index: 0)
    }
}
