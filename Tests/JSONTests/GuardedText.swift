import JSON

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Memory that ends where an unreadable page begins. A text placed against the end makes every read beyond it a
/// crash, so that nothing in these tests passes by reading what it should not.
final class GuardedText {
    private let pages: UnsafeMutableRawPointer
    private let readable: Int
    private let page = Int(getpagesize())

    /// - Parameter capacity: bytes of the longest text.
    init(capacity: Int) {
        readable = max(1, (capacity + page - 1) / page) * page
        pages = mmap(nil, readable + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        mprotect(pages + readable, page, PROT_NONE)
    }

    deinit { munmap(pages, readable + page) }

    /// Places a text so that it ends with the readable memory. The one before is overwritten.
    func place(_ bytes: some Collection<UInt8>) -> UnsafeRawBufferPointer {
        let start = pages + (readable - bytes.count)
        let target = UnsafeMutableRawBufferPointer(start: start, count: bytes.count)
        target.copyBytes(from: bytes)
        return UnsafeRawBufferPointer(target)
    }
}
