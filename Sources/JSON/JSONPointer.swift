/// A path to a place in a JSON value (RFC 6901).
public struct JSONPointer: Sendable {
    /// The unescaped reference tokens; none for the whole value.
    public var tokens: [String]

    public init(tokens: [String] = []) {
        self.tokens = tokens
    }

    /// - Returns: nil unless `text` is empty or begins with `/`, and every `~` is followed by `0` or `1`.
    public init?(_ text: String) {
        tokens = []
        let bytes = text.utf8
        guard let first = bytes.first else { return }
        guard first == ASCII.slash else { return nil }
        // Split by bytes: to a String a slash and a combining mark behind it are one character.
        for token in bytes.dropFirst().split(separator: ASCII.slash, omittingEmptySubsequences: false) {
            guard let unescaped = JSONPointer.unescape(token) else { return nil }
            tokens.append(unescaped)
        }
    }

    public func appending(_ token: String) -> JSONPointer { JSONPointer(tokens: tokens + [token]) }

    public func appending(_ index: Int) -> JSONPointer { appending(String(index)) }

    /// A token as it is written in a pointer: `~` as `~0`, `/` as `~1`.
    public static func escape(_ token: String) -> String {
        var escaped: [UInt8] = []
        escaped.reserveCapacity(token.utf8.count)
        for byte in token.utf8 {
            switch byte {
            case ASCII.tilde: escaped += [ASCII.tilde, ASCII.zero]
            case ASCII.slash: escaped += [ASCII.tilde, ASCII.zero + 1]
            default: escaped.append(byte)
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }

    private static func unescape(_ token: Substring.UTF8View) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(token.count)
        var rest = token[...]
        while let byte = rest.popFirst() {
            guard byte == ASCII.tilde else {
                bytes.append(byte)
                continue
            }
            switch rest.popFirst() {
            case ASCII.zero: bytes.append(ASCII.tilde)
            case ASCII.zero + 1: bytes.append(ASCII.slash)
            default: return nil
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The array index a token stands for: decimal digits without leading zero. Nil for anything else, `-` included.
    static func arrayIndex(_ token: String) -> Int? {
        let digits = token.utf8
        guard digits.allSatisfy(ASCII.isDigit), digits.first != ASCII.zero || digits.count == 1 else { return nil }
        return Int(token)
    }
}

extension JSONPointer: CustomStringConvertible {
    /// The pointer's text; `JSONPointer(pointer.description)` is the same pointer.
    public var description: String { tokens.map { "/" + JSONPointer.escape($0) }.joined() }
}

extension JSONPointer: Hashable {
    public static func == (left: JSONPointer, right: JSONPointer) -> Bool {
        left.tokens.elementsEqual(right.tokens) { ExactString($0) == ExactString($1) }
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(tokens.count)
        for token in tokens { hasher.combine(ExactString(token)) }
    }
}
