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

    // MARK: - Literals and numbers

    public mutating func null() {
        startValue()
        bytes.append(contentsOf: "null".utf8)
    }

    public mutating func bool(_ value: Bool) {
        startValue()
        bytes.append(contentsOf: value ? "true".utf8 : "false".utf8)
    }

    public mutating func number(_ value: Int) { number(Int64(value)) }

    public mutating func number(_ value: Int64) {
        startValue()
        if value < 0 { bytes.append(ASCII.minus) }
        DecimalDigits.append(value.magnitude, to: &bytes)
    }

    public mutating func number(_ value: ExactDecimal) {
        startValue()
        value.append(to: &bytes)
    }

    /// - Parameter view: a number. Other kinds are written as `null`.
    public mutating func number(canonicalizing view: JSONView) {
        startValue()
        if view.kind == .number {
            ExactDecimal.appendCanonical(jsonNumber: view.rawBytes, to: &bytes)
        } else {
            bytes.append(contentsOf: "null".utf8)
        }
    }

    // MARK: - Prepared text

    /// - Parameter json: a complete value, written as it is.
    public mutating func raw(_ json: UnsafeRawBufferPointer) {
        startValue()
        bytes.append(contentsOf: json)
    }

    // MARK: - Separators

    /// Writes the comma a value needs and notes that the next one needs one.
    @inline(__always)
    mutating func startValue() {
        if needsComma { bytes.append(ASCII.comma) }
        needsComma = true
    }

    /// Ends a name.
    @inline(__always)
    mutating func endName() {
        bytes.append(ASCII.colon)
        needsComma = false
    }

    @inline(__always)
    private mutating func begin(_ bracket: UInt8) {
        startValue()
        bytes.append(bracket)
        needsComma = false
    }

    @inline(__always)
    private mutating func end(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }
}
