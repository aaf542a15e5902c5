import Credit
import JSON

/// SplitMix64: the same numbers on every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

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
