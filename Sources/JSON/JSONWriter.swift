/// Writes canonical JSON into a buffer that can be used again.
///
/// Canonical: no white space; in strings escapes only for `"`, `\` and control characters, in their short form if
/// there is one, else as `\u00xx` in lower case; numbers as `ExactDecimal.description`. Commas and colons are written
/// by themselves. The order of the calls is the caller's business: a name before every member's value, an end for
/// every begin, one value before each `reset`.
public struct JSONWriter: Sendable {
    /// What has been written, in UTF-8.
    public internal(set) var bytes: [UInt8]

    /// Whether a value stands before the place of writing, so that what comes next needs a comma.
    private var needsComma = false

    /// - Parameter capacity: bytes to reserve.
    public init(capacity: Int = 1024) {
        bytes = []
        bytes.reserveCapacity(max(0, capacity))
    }

    /// Forgets what was written and keeps the capacity.
    public mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    public func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try bytes.withUnsafeBytes(body)
    }

    // MARK: - Containers

    public mutating func beginObject() { begin(ASCII.openBrace) }
    public mutating func endObject() { end(ASCII.closeBrace) }
    public mutating func beginArray() { begin(ASCII.openBracket) }
    public mutating func endArray() { end(ASCII.closeBracket) }

    // MARK: - Prepared text

    /// - Parameter json: a complete value, or members that follow each other, written as it is.
    public mutating func raw(_ json: UnsafeRawBufferPointer) {
        value(atMost: json.count) { $0.copy(json) }
    }

    /// - Parameter json: a name as it is written, with quotes and the colon: `"name":`.
    public mutating func rawName(_ json: UnsafeRawBufferPointer) {
        raw(json)
        needsComma = false
    }

    // MARK: - Room

    /// Appends the comma that a value needs, and the value.
    /// - Parameter most: the value's bytes, at most; there is memory for so many.
    /// - Parameter body: writes the value to an address and moves it behind.
    @inline(__always)
    mutating func value(atMost most: Int, _ body: (inout UnsafeMutablePointer<UInt8>) -> Void) {
        let commas = needsComma ? 1 : 0
        bytes.append(addingCapacity: most + 1) { (span: inout OutputSpan<UInt8>) in
            span.withUnsafeMutableBufferPointer { buffer, count in
                guard let start = buffer.baseAddress else { return }
                var at = start + count
                // Written over by the value if no comma is needed.
                at.pointee = ASCII.comma
                at += commas
                body(&at)
                count = at - start
            }
        }
        needsComma = true
    }

    // MARK: - Separators

    /// Writes the comma a value needs and notes that the next one needs one.
    @inline(__always)
    mutating func startValue() {
        if needsComma { bytes.append(ASCII.comma) }
        needsComma = true
    }

    /// Notes that what follows is the value of a name.
    @inline(__always)
    mutating func endName() { needsComma = false }

    @inline(__always)
    private mutating func begin(_ bracket: UInt8) {
        value(atMost: 1) { $0.put(bracket) }
        needsComma = false
    }

    @inline(__always)
    private mutating func end(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }
}

extension UnsafeMutablePointer<UInt8> {
    /// Writes a byte and goes on behind it.
    @inline(__always)
    mutating func put(_ byte: UInt8) {
        pointee = byte
        self += 1
    }

    /// Writes bytes and goes on behind them.
    @inline(__always)
    mutating func copy(_ source: UnsafeRawBufferPointer) {
        guard let start = source.baseAddress else { return }
        UnsafeMutableRawPointer(self).copyMemory(from: start, byteCount: source.count)
        self += source.count
    }
}
