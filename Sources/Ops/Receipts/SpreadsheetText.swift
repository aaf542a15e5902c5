/// CSV that spreadsheets open as it is meant: RFC 4180, UTF-8 with a byte order mark, lines that end in CR LF.
public struct SpreadsheetText: Sendable {
    public private(set) var bytes: [UInt8] = [0xef, 0xbb, 0xbf]

    public init(header: [String]) {
        add(header)
    }

    /// Adds one line.
    public mutating func add(_ cells: [String]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(contentsOf: Self.cell(cell).utf8)
        }
        bytes.append(contentsOf: "\r\n".utf8)
    }

    /// The cell, quoted where it has to be. A text that a spreadsheet would run as a formula gets an apostrophe before it.
    static func cell(_ text: String) -> String {
        var text = text
        if let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) { text = "'" + text }
        guard text.utf8.contains(where: { ",\"\r\n".utf8.contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
