/// Bytes that are written, read and overwritten: memory that is kept from record to record.
///
/// What `bytes` gives is valid until the next `append` or `reset`; after `reset(capacity:)` appending up to that capacity moves
/// nothing.
final class Scratch {
    /// Memory kept for later, in bytes: what one huge message has taken is given back.
    private static let keptCapacity = 1 << 22

    private var start: UnsafeMutableRawPointer
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int = 256) {
        start = .allocate(byteCount: capacity, alignment: 16)
        self.capacity = capacity
    }

    deinit { start.deallocate() }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

    /// The bytes from an offset on.
    func bytes(from offset: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: start + offset, count: count - offset)
    }

    /// Forgets the content and makes room.
    func reset(capacity wanted: Int = 0) {
        count = 0
        if wanted > capacity || (capacity > Self.keptCapacity && wanted <= Self.keptCapacity) {
            resize(max(wanted, 256))
        }
    }

    func append(_ more: UnsafeRawBufferPointer) {
        guard let source = more.baseAddress else { return }
        if more.count > capacity - count { resize(max(capacity * 2, count + more.count)) }
        (start + count).copyMemory(from: source, byteCount: more.count)
        count += more.count
    }

    @inline(__always)
    func append(_ byte: UInt8) {
        if count == capacity { resize(capacity * 2) }
        start.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count += 1
    }

    func append(_ text: String) {
        var text = text
        text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    /// Lets `body` write behind the content; it answers how many bytes it wrote.
    func append(upTo room: Int, _ body: (UnsafeMutableRawBufferPointer) -> Int) {
        if room > capacity - count { resize(max(capacity * 2, count + room)) }
        count += body(UnsafeMutableRawBufferPointer(start: start + count, count: room))
    }

    private func resize(_ size: Int) {
        let other = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
        other.copyMemory(from: start, byteCount: count)
        start.deallocate()
        start = other
        capacity = size
    }
}
