import Contracts
import Foundation
import Hub

/// `contracts docs`: the pages of a catalogue as files. The same catalogue always gives the same bytes.
public struct DocumentationSite {
    public enum Format: String, CaseIterable, Sendable {
        case markdown
        case html
    }

    private let pages: [Page]

    public init(_ reader: SheetReader) {
        let sheets = reader.catalogue.contracts.map(reader.sheet)
        let tables = reader.codeTables
        pages = [IndexPage(sheets: sheets).page] + sheets.map { ContractPage(sheet: $0, tables: tables).page }
            + CodeTablePages(tables: tables, sheets: sheets).pages + [ErrorCodePage.page, VocabularyPage.page]
    }

    /// The files by their path: `html/index.html`, `markdown/index.md` and so on.
    public func files(_ formats: [Format]) -> [(path: String, text: String)] {
        var files: [(path: String, text: String)] = []
        if formats.contains(.markdown) {
            for page in pages { files.append(("markdown/\(page.name)\(MarkdownRenderer.ending)", MarkdownRenderer().render(page))) }
        }
        if formats.contains(.html) {
            let renderer = HTMLRenderer(
                navigation: [
                    (PageNames.index, "数据合同"), (PageNames.codeTables, "代码表"), (PageNames.errorCodes, "错误代码"),
                    (PageNames.vocabulary, "术语与格式"),
                ], site: IndexPage.title)
            for page in pages { files.append(("html/\(page.name)\(HTMLRenderer.ending)", renderer.render(page))) }
            files.append(("html/style.css", Stylesheet.css))
        }
        return files
    }

    /// Writes the files into a folder, made if it is missing. Other files in it stay.
    ///
    /// - returns: how many were written.
    /// - throws: ``SetupError`` naming what could not be written.
    public func write(to folder: String, _ formats: [Format]) throws(SetupError) -> Int {
        let files = files(formats)
        for format in formats { try OutputFile.makeFolder("\(folder)/\(format.rawValue)") }
        for file in files { try OutputFile.write(file.text, to: "\(folder)/\(file.path)") }
        return files.count
    }
}
