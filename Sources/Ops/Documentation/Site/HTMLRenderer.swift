/// Writes pages as HTML: no script, nothing from elsewhere.
struct HTMLRenderer {
    /// What stands above every page: names and titles of pages.
    let navigation: [(page: String, title: String)]
    let site: String

    static let ending = ".html"

    func render(_ page: Page) -> String {
        let links = navigation.map { entry in
            let current = entry.page == page.name ? " aria-current=\"page\"" : ""
            return "<a href=\"\(entry.page)\(Self.ending)\"\(current)>\(Self.escape(entry.title))</a>"
        }
        let title = page.title == site ? site : "\(page.title) · \(site)"
        return """
            <!DOCTYPE html>
            <html lang="zh-CN">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(Self.escape(title))</title>
            <link rel="stylesheet" href="style.css">
            </head>
            <body>
            <nav aria-label="目录">\(links.joined(separator: "\n"))</nav>
            <main>
            <h1>\(Self.escape(page.title))</h1>
            \(page.blocks.map(block).joined(separator: "\n"))
            </main>
            <footer>本页由 credithub contracts docs 根据数据合同生成；以合同文件为准。</footer>
            </body>
            </html>

            """
    }

    private func block(_ block: Block) -> String {
        switch block {
        case .heading(let level, let text, let id):
            return "<h\(level)\(Self.id(id))>\(Self.escape(text))</h\(level)>"
        case .paragraph(let text):
            return "<p>\(inline(text))</p>"
        case .list(let items):
            return "<ul>\n" + items.map { "<li>\(inline($0))</li>\n" }.joined() + "</ul>"
        case .facts(let facts):
            return "<dl>\n" + facts.map { "<dt>\(Self.escape($0.name))</dt><dd>\(inline($0.text))</dd>\n" }.joined() + "</dl>"
        case .table(let table):
            return self.table(table)
        case .code(let text):
            return "<pre><code>\(Self.escape(text))</code></pre>"
        case .details(let summary, let blocks):
            return "<details><summary>\(Self.escape(summary))</summary>\n\(blocks.map(self.block).joined(separator: "\n"))\n</details>"
        }
    }

    /// Cells know their column's name: on a narrow screen each row is a card.
    private func table(_ table: Table) -> String {
        var text = "<table>\n<thead><tr>" + table.columns.map { "<th scope=\"col\">\(Self.escape($0))</th>" }.joined() + "</tr></thead>\n<tbody>\n"
        for row in table.rows {
            text += "<tr\(Self.id(row.id))>"
            for (column, cell) in zip(table.columns, row.cells) {
                text += "<td data-label=\"\(Self.escape(column))\">\(inline(cell))</td>"
            }
            text += "</tr>\n"
        }
        return text + "</tbody>\n</table>"
    }

    private func inline(_ pieces: [Inline]) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): Self.escape(text)
            case .code(let text): "<code>\(Self.escape(text))</code>"
            case .strong(let text): "<strong>\(Self.escape(text))</strong>"
            case .english(let text): "<span lang=\"en\">\(Self.escape(text))</span>"
            case .page(let text, let page, let anchor):
                "<a href=\"\(page)\(Self.ending)\(anchor.map { "#" + Self.fragment($0) } ?? "")\">\(Self.escape(text))</a>"
            case .anchor(let text, let id): "<a href=\"#\(Self.fragment(id))\">\(Self.escape(text))</a>"
            case .lineBreak: "<br>"
            }
        }.joined()
    }

    private static func id(_ id: String?) -> String {
        id.map { " id=\"\(escape($0))\"" } ?? ""
    }

    private static func fragment(_ id: String) -> String { escape(id) }

    /// Text as it stands in HTML, in attributes too.
    static func escape(_ text: String) -> String {
        var out = ""
        out.reserveCapacity(text.utf8.count)
        for character in text.unicodeScalars {
            switch character {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            default: out.unicodeScalars.append(character)
            }
        }
        return out
    }
}
