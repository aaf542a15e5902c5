/// Reads scalars from UTF-8 and tells their classes.
struct ScalarClassReader {
    let blocks: UnsafeBufferPointer<UInt16>
    let blockStarts: UnsafeBufferPointer<UInt32>
    let classBeyond: UInt16

    /// Goes past the next scalar, which must exist, and returns its class. Bytes that are not UTF-8 have some class;
    /// nothing is read beyond `end`.
    @inline(__always)
    func next(_ at: inout UnsafeRawPointer, end: UnsafeRawPointer) -> Int {
        let first = at.load(as: UInt8.self)
        guard first >= 0x80 else {
            at += 1
            return Int(blocks[Int(first)])
        }
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard end - at >= length else {
            at = end
            return Int(classBeyond)
        }
        var scalar = Int(first) & (0x7F &>> length)
        for index in 1..<length { scalar = scalar &<< 6 | Int(at.load(fromByteOffset: index, as: UInt8.self) & 0x3F) }
        at += length
        let block = scalar &>> 8
        guard block < blockStarts.count else { return Int(classBeyond) }
        return Int(blocks[Int(blockStarts[block]) &+ scalar & 0xFF])
    }
}
