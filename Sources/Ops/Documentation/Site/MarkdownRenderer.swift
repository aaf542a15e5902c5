/// Writes pages as Markdown (CommonMark with tables), readable as it is.
struct MarkdownRenderer {
    static let ending = ".md"

    func render(_ page: Page) -> String {
        "# \(escape(page.title))\n\n" + page.blocks.map(block).joined(separator: "\n\n") + "\n"
    }

    private func block(_ block: Block) -> String {
        switch block {
        case .heading(let level, let text, let id):
            return anchor(id) + String(repeating: "#", count: level) + " " + escape(text)
        case .paragraph(let text):
            return inline(text)
        case .list(let items):
            return items.map { "- " + inline($0, lineBreak: "<br>") }.joined(separator: "\n")
        case .facts(let facts):
            let rows = facts.map { Table.Row(cells: [[.text($0.name)], $0.text]) }
            return table(Table(columns: ["项目", "内容"], rows: rows))
        case .table(let table):
            return self.table(table)
        case .code(let text):
            let fence = text.contains("```") ? "````" : "```"
            return "\(fence)json\n\(text)\n\(fence)"
        case .details(let summary, let blocks):
            return "<details><summary>\(HTMLRenderer.escape(summary))</summary>\n\n"
                + blocks.map(self.block).joined(separator: "\n\n") + "\n\n</details>"
        }
    }

    private func table(_ table: Table) -> String {
        var lines = ["| " + table.columns.map(escape).joined(separator: " | ") + " |"]
        lines.append("|" + String(repeating: "---|", count: table.columns.count))
        for row in table.rows {
            var cells = row.cells.map { inline($0, lineBreak: "<br>", isCell: true) }
            if let id = row.id, !cells.isEmpty { cells[0] = "<a id=\"\(HTMLRenderer.escape(id))\"></a>" + cells[0] }
            lines.append("| " + cells.joined(separator: " | ") + " |")
        }
        return lines.joined(separator: "\n")
    }

    private func anchor(_ id: String?) -> String {
        id.map { "<a id=\"\(HTMLRenderer.escape($0))\"></a>\n\n" } ?? ""
    }

    private func inline(_ pieces: [Inline], lineBreak: String = "  \n", isCell: Bool = false) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text), .english(let text): escape(text)
            case .code(let text): code(text, isCell: isCell)
            case .strong(let text): "**\(escape(text))**"
            case .page(let text, let page, let anchor): "[\(escape(text))](\(page)\(Self.ending)\(anchor.map { "#" + $0 } ?? ""))"
            case .anchor(let text, let id): "[\(escape(text))](#\(id))"
            case .lineBreak: lineBreak
            }
        }.joined()
    }

    /// Code whose text may hold grave accents; in a table a bar must be escaped even there.
    private func code(_ text: String, isCell: Bool) -> String {
        let text = isCell ? text.replacing("|", with: "\\|") : text
        guard text.contains("`") else { return "`\(text)`" }
        return "`` \(text) ``"
    }

    /// Text without any meaning in Markdown.
    private func escape(_ text: String) -> String {
        var out = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\", "`", "*", "_", "[", "]", "|", "#", "~": out += "\\" + String(character)
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "&": out += "&amp;"
            case "\n": out += " "
            default: out.unicodeScalars.append(character)
            }
        }
        return out
    }
}
