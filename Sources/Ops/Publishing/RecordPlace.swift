/// Where a record begins in a file.
public struct RecordPlace: Hashable, Sendable, CustomStringConvertible {
    /// From 1.
    public let line: Int
    /// Which record of its line, from 1: only JSON and XML have several on one.
    public let number: Int

    public init(line: Int, number: Int = 1) {
        self.line = line
        self.number = number
    }

    /// `12`, or `12.3` for the third record of that line.
    public var description: String { number == 1 ? "\(line)" : "\(line).\(number)" }
}

/// Counts the lines of a text while its records are gone through in order.
struct PlaceCounter {
    private let text: UnsafeRawBufferPointer
    private var at = 0
    private var line = 1
    private var number = 0

    init(_ text: UnsafeRawBufferPointer) {
        self.text = text
    }

    /// The place of the record that begins at an offset, which is not before the last one.
    mutating func place(at offset: Int) -> RecordPlace {
        let before = line
        while at < offset, at < text.count {
            if text[at] == 0x0a { line += 1 }
            at += 1
        }
        number = line == before ? number + 1 : 1
        return RecordPlace(line: line, number: number)
    }
}
