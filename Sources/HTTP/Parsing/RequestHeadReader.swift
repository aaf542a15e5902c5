/// Reads request line and header section byte by byte (RFC 9112, 2–5), and refuses at the first byte that cannot stand there.
struct RequestHeadReader: Sendable {
    private enum Place {
        case beginning, emptyLineEnd
        case method, target, version, requestLineEnd
        case fieldStart, fieldName, fieldValue, fieldLineEnd, headEnd
    }

    /// Longer than any method there is.
    private static let longestMethod = 16
    /// Of a version; any digit may stand where one stands here.
    private static let versionForm = Array("HTTP/0.0".utf8)

    private let limits: HTTPLimits
    private var place = Place.beginning
    private var hasSkippedLine = false
    private var pending: [UInt8] = []
    private var fieldName = ""
    private var sectionBytes = 0

    private(set) var method = HTTPMethod.get
    private(set) var target: RequestTarget?
    private(set) var minorVersion = 1
    private(set) var headers = HTTPHeaders()

    init(limits: HTTPLimits) {
        self.limits = limits
    }

    /// Takes the next byte.
    ///
    /// - returns: whether the head is complete.
    mutating func read(_ byte: UInt8) throws(HTTPRefusal) -> Bool {
        switch place {
        case .beginning, .emptyLineEnd, .method, .target, .version, .requestLineEnd:
            try readRequestLine(byte)
            return false
        case .fieldStart, .fieldName, .fieldValue, .fieldLineEnd, .headEnd:
            sectionBytes += 1
            guard sectionBytes <= limits.headerBytes else { throw .headersTooLarge }
            return try readHeaderSection(byte)
        }
    }

    private mutating func readRequestLine(_ byte: UInt8) throws(HTTPRefusal) {
        switch (place, byte) {
        // One empty line before a request is ignored (RFC 9112, 2.2).
        case (.beginning, ASCII.carriageReturn) where !hasSkippedLine:
            hasSkippedLine = true
            place = .emptyLineEnd
        case (.emptyLineEnd, ASCII.lineFeed): place = .beginning
        case (.requestLineEnd, ASCII.lineFeed): place = .fieldStart
        case (.emptyLineEnd, _), (.requestLineEnd, _), (_, ASCII.lineFeed): throw .bareLineEnd
        case (.beginning, _), (.method, _): try readMethod(byte)
        case (.target, _): try readTarget(byte)
        default: try readVersion(byte)
        }
    }

    private mutating func readMethod(_ byte: UInt8) throws(HTTPRefusal) {
        place = .method
        if byte == ASCII.space, !pending.isEmpty {
            guard let known = HTTPMethod(rawValue: taken()) else { throw .unknownMethod }
            method = known
            place = .target
        } else {
            guard FieldSyntax.isToken(byte) else { throw .badRequestLine }
            guard pending.count < Self.longestMethod else { throw .unknownMethod }
            pending.append(byte)
        }
    }

    private mutating func readTarget(_ byte: UInt8) throws(HTTPRefusal) {
        if byte == ASCII.space, !pending.isEmpty {
            target = try RequestTarget(pending, method: method)
            pending.removeAll(keepingCapacity: true)
            place = .version
        } else {
            guard byte != ASCII.space, byte != ASCII.carriageReturn else { throw .badRequestLine }
            guard byte > ASCII.space, byte < 0x7F else { throw .badTarget }
            guard pending.count < limits.targetBytes else { throw .targetTooLong }
            pending.append(byte)
        }
    }

    private mutating func readVersion(_ byte: UInt8) throws(HTTPRefusal) {
        let form = Self.versionForm
        if byte == ASCII.carriageReturn, pending.count == form.count {
            switch taken() {
            case "HTTP/1.0": minorVersion = 0
            case "HTTP/1.1": minorVersion = 1
            default: throw .unsupportedVersion
            }
            place = .requestLineEnd
        } else {
            guard pending.count < form.count else { throw .badRequestLine }
            let expected = form[pending.count]
            guard byte == expected || FieldSyntax.isDigit(expected) && FieldSyntax.isDigit(byte) else { throw .badRequestLine }
            pending.append(byte)
        }
    }

    private mutating func readHeaderSection(_ byte: UInt8) throws(HTTPRefusal) -> Bool {
        switch (place, byte) {
        case (.headEnd, ASCII.lineFeed): return true
        case (.fieldLineEnd, ASCII.lineFeed): try endField()
        case (.headEnd, _), (.fieldLineEnd, _), (_, ASCII.lineFeed): throw .bareLineEnd
        case (.fieldStart, ASCII.carriageReturn): place = .headEnd
        case (.fieldStart, ASCII.space), (.fieldStart, ASCII.tab): throw .foldedHeader
        case (.fieldStart, _):
            guard headers.fields.count < limits.headerCount else { throw .tooManyHeaders }
            guard FieldSyntax.isToken(byte) else { throw .badHeaderName }
            pending.append(byte)
            place = .fieldName
        case (.fieldName, ASCII.colon):
            fieldName = taken()
            place = .fieldValue
        case (.fieldName, _):
            guard FieldSyntax.isToken(byte) else { throw .badHeaderName }
            pending.append(byte)
        case (_, ASCII.carriageReturn): place = .fieldLineEnd
        default:
            guard FieldSyntax.isValue(byte) else { throw .badHeaderValue }
            pending.append(byte)
        }
        return false
    }

    private mutating func endField() throws(HTTPRefusal) {
        var value = pending[...]
        while let first = value.first, first == ASCII.space || first == ASCII.tab { value.removeFirst() }
        while let last = value.last, last == ASCII.space || last == ASCII.tab { value.removeLast() }
        guard let text = String(validating: value, as: UTF8.self) else { throw .badHeaderValue }
        headers.add(fieldName, text)
        pending.removeAll(keepingCapacity: true)
        place = .fieldStart
    }

    /// The bytes gathered, all of them ASCII, as a text.
    private mutating func taken() -> String {
        defer { pending.removeAll(keepingCapacity: true) }
        return String(decoding: pending, as: UTF8.self)
    }
}
