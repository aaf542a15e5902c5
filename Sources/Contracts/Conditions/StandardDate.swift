import Credit

/// A day with its text, `YYYY-MM-DD`.
struct StandardDate {
    let date: CivilDate
    private let text: (UInt64, UInt16)

    init(_ date: CivilDate) {
        self.date = date
        var text: (UInt64, UInt16) = (0, 0)
        withUnsafeMutableBytes(of: &text) { $0.copyBytes(from: date.description.utf8.prefix(10)) }
        self.text = text
    }

    /// Runs `body` with the ten bytes of the text.
    @inline(__always)
    func withBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
        withUnsafeBytes(of: text) { body(UnsafeRawBufferPointer(rebasing: $0[..<10])) }
    }

    /// Whether the first text's day is not after the second's; true too if one of the texts is no date in the form of the
    /// standards.
    @inline(__always)
    static func isOrdered(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) -> Bool {
        // Dates that are written alike come in the order of their bytes: mostly that is all.
        if first.count == 10, second.count == 10, first[4] == second[4], isBytewiseOrdered(first, second) { return true }
        guard let first = CivilDate(standard: first), let second = CivilDate(standard: second) else { return true }
        return first <= second
    }

    /// For texts of ten bytes.
    @inline(__always)
    private static func isBytewiseOrdered(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) -> Bool {
        let a = UInt64(bigEndian: first.loadUnaligned(as: UInt64.self))
        let b = UInt64(bigEndian: second.loadUnaligned(as: UInt64.self))
        if a != b { return a < b }
        return UInt16(bigEndian: first.loadUnaligned(fromByteOffset: 8, as: UInt16.self))
            <= UInt16(bigEndian: second.loadUnaligned(fromByteOffset: 8, as: UInt16.self))
    }
}
