import Credit

/// Cuts a CSV (RFC 4180, LF or CR LF) into its lines and cells. A line that is not right spoils no other.
struct CSVSplitter {
    struct Line {
        /// Of the file, from 1, where the line begins.
        let number: Int
        /// Nil if the line is not right.
        let cells: [[UInt8]]?
        let fault: Fault?

        /// Whether nothing stands in it, as in the rows that spreadsheets leave at the end.
        var isBlank: Bool { cells?.allSatisfy { $0.allSatisfy { $0 == 0x20 || $0 == 0x09 } } ?? false }
    }

    private let text: [UInt8]
    private let separator: UInt8
    private var at = 0
    private var number = 1

    private static let quote = UInt8(ascii: "\"")

    init(_ text: [UInt8], separator: UInt8) {
        self.text = text
        self.separator = separator
    }

    /// The next line; nil at the end.
    mutating func next() -> Line? {
        guard at < text.count else { return nil }
        let first = number
        var cells: [[UInt8]] = []
        while true {
            var cell: [UInt8] = []
            if at < text.count, text[at] == Self.quote {
                guard let quoted = quotedCell() else { return broken(first, "引号没有成对，或引号之后还有内容", "a quote is not closed, or text stands behind it") }
                cell = quoted
            } else {
                let start = at
                while at < text.count, text[at] != separator, text[at] != 0x0a, !isReturn {
                    guard text[at] != Self.quote else { return broken(first, "未加引号的列中有引号", "a quote in a column without quotes") }
                    at += 1
                }
                cell = Array(text[start..<at])
            }
            cells.append(cell)
            guard at < text.count, text[at] == separator else { break }
            at += 1
        }
        endLine()
        return Line(number: first, cells: cells, fault: nil)
    }

    /// Whether a line ends here with CR LF.
    private var isReturn: Bool { text[at] == 0x0d && (at + 1 == text.count || text[at + 1] == 0x0a) }

    /// The content of quotes, and goes behind them; nil if they are not right, and stays.
    private mutating func quotedCell() -> [UInt8]? {
        let (start, line) = (at, number)
        var cell: [UInt8] = []
        at += 1
        while at < text.count {
            if text[at] != Self.quote {
                if text[at] == 0x0a { number += 1 }
                cell.append(text[at])
                at += 1
            } else if at + 1 < text.count, text[at + 1] == Self.quote {
                cell.append(Self.quote)
                at += 2
            } else {
                at += 1
                if at == text.count || text[at] == separator || text[at] == 0x0a || isReturn { return cell }
                break
            }
        }
        (at, number) = (start, line)
        return nil
    }

    /// Goes on behind the physical line, however its quotes stand.
    private mutating func broken(_ first: Int, _ zh: String, _ en: String) -> Line {
        while at < text.count, text[at] != 0x0a { at += 1 }
        endLine()
        let title = FaultCode.notCSV.title
        return Line(
            number: first, cells: nil,
            fault: Fault(.notCSV, message: Bilingual(zh: "\(title.zh)：\(zh)", en: "\(title.en): \(en)")))
    }

    private mutating func endLine() {
        if at < text.count, text[at] == 0x0d { at += 1 }
        if at < text.count, text[at] == 0x0a {
            at += 1
            number += 1
        }
    }

    /// The cells as a line with commas, each in quotes.
    static func line(of cells: [[UInt8]]) -> [UInt8] {
        var line: [UInt8] = []
        for (index, cell) in cells.enumerated() {
            if index > 0 { line.append(UInt8(ascii: ",")) }
            line.append(quote)
            for byte in cell {
                if byte == quote { line.append(quote) }
                line.append(byte)
            }
            line.append(quote)
        }
        return line
    }
}
