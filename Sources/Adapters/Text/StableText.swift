/// A text of adapter.json as bytes that stay where they are as long as the adapter lives.
// Written once, before anyone else sees it; only read from then on.
final class StableText: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer

    init(_ text: String) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, text.utf8.count), alignment: 1)
        memory.copyBytes(from: text.utf8)
        bytes = UnsafeRawBufferPointer(rebasing: memory[..<text.utf8.count])
    }

    deinit { bytes.deallocate() }

    var string: String { String(decoding: bytes, as: UTF8.self) }
}
