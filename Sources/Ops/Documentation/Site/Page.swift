/// A page of documentation, before it is Markdown or HTML.
struct Page {
    /// The file's name without what stands for its format.
    let name: String
    let title: String
    var blocks: [Block]
}

/// A piece of a page.
indirect enum Block {
    /// - parameter id: what links lead to.
    case heading(Int, String, id: String?)
    case paragraph([Inline])
    case list([[Inline]])
    /// Names and what belongs to each.
    case facts([(name: String, text: [Inline])])
    case table(Table)
    case code(String)
    /// What is shown when one asks for it.
    case details(String, [Block])
}

struct Table {
    struct Row {
        /// What links lead to.
        var id: String?
        let cells: [[Inline]]
    }

    let columns: [String]
    var rows: [Row]
}

/// A piece of a line.
enum Inline {
    case text(String)
    case code(String)
    case strong(String)
    /// English in a Chinese page.
    case english(String)
    /// A link to another page, or to a place in it.
    case page(String, String, anchor: String?)
    /// A link within the page.
    case anchor(String, to: String)
    case lineBreak
}

extension [Inline] {
    /// Lines below one another.
    static func lines(_ lines: [[Inline]]) -> [Inline] {
        Array(lines.joined(separator: [.lineBreak]))
    }
}
