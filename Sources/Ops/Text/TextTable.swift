/// A table for a terminal, with columns that line up also where Chinese characters take two places.
public struct TextTable {
    private var rows: [[String]] = []
    /// Columns whose cells stand at the right.
    private let rightAligned: Set<Int>

    public init(header: [String], rightAligned: Set<Int> = []) {
        rows = [header]
        self.rightAligned = rightAligned
    }

    public mutating func add(_ cells: [String]) {
        rows.append(cells)
    }

    /// The lines, the header underlined.
    public func lines(indent: String = "  ") -> [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? Self.width($0[column]) : 0 }.max() ?? 0
        }
        var lines: [String] = []
        for (index, row) in rows.enumerated() {
            let cells = row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - Self.width(cell))
                return rightAligned.contains(column) ? padding + cell : cell + padding
            }
            var line = indent + cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            lines.append(line)
            if index == 0 {
                lines.append(indent + widths.map { String(repeating: "─", count: $0) }.joined(separator: "  "))
            }
        }
        return lines
    }

    /// Places that a text takes in a terminal.
    static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { sum, scalar in
            switch scalar.value {
            case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60,
                0xffe0...0xffe6, 0x20000...0x3fffd:
                return sum + 2
            default:
                return sum + 1
            }
        }
    }
}
