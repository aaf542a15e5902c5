import Credit
import JSON

extension String {
    func withRawUTF8<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try Array(utf8).withUnsafeBytes(body)
    }
}

/// The texts that differ from a code in one character, by every printable ASCII character at every place.
func singleCharacterChanges(of code: String) -> [String] {
    let bytes = Array(code.utf8)
    return bytes.indices.flatMap { place in
        (0x20...0x7e as ClosedRange<UInt8>).filter { $0 != bytes[place] }.map { character in
            var changed = bytes
            changed[place] = character
            return String(decoding: changed, as: UTF8.self)
        }
    }
}

/// An identifier that is easy to tell from others.
func identifier(_ number: UInt64) -> Identifier128 {
    Identifier128(high: 0xFEED, low: number)
}

func json(_ body: (inout JSONWriter) -> Void) throws -> JSONValue {
    var writer = JSONWriter()
    body(&writer)
    return try JSONValue(parsing: writer.bytes)
}
