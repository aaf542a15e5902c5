import Foundation

/// What libFuzzer calls with each input. The first byte chooses what is tried with the rest:
///
/// - `J`: texts as JSON, see ``JSONMode``
/// - `S`: a schema and a document, see ``SchemaMode``
/// - `P`: a pattern and a text, see ``PatternMode``
/// - `R`: records of contracts, see ``RecordMode``
/// - `H`: requests of a connection, see ``HTTPMode``
///
/// It calls from one thread, so that what the modes keep from input to input needs no protection.
///
/// - returns: -1 if the input says nothing and shall not be kept.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count >= 2 else { return -1 }
    let input = UnsafeRawBufferPointer(start: start, count: count)
    let selector = input[1]
    // What is behind the two ends where the input ends, so that the address sanitizer sees who reads beyond.
    let rest = UnsafeRawBufferPointer(rebasing: input[2...])
    switch input[0] {
    case UInt8(ascii: "J"): JSONMode.run(rest, selector)
    case UInt8(ascii: "S"): SchemaMode.run(rest, selector)
    case UInt8(ascii: "P"): PatternMode.run(rest, selector)
    case UInt8(ascii: "R"): RecordMode.run(rest, selector)
    case UInt8(ascii: "H"): HTTPMode.run(rest, selector)
    default: return -1
    }
    return 0
}

/// Stops the program, which libFuzzer tells as a crash, if what must always hold does not.
func expect(_ holds: Bool, _ reason: @autoclosure () -> String, line: UInt = #line, file: StaticString = #fileID) {
    guard !holds else { return }
    FileHandle.standardError.write(Data("\(file):\(line): \(reason())\n".utf8))
    abort()
}

/// The text before the first line feed and the text behind it; nil if there is none.
func split(_ input: UnsafeRawBufferPointer) -> (UnsafeRawBufferPointer, UnsafeRawBufferPointer)? {
    guard let end = input.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    return (UnsafeRawBufferPointer(rebasing: input[..<end]), UnsafeRawBufferPointer(rebasing: input[(end + 1)...]))
}
