import Foundation
import TestSupport
import Testing

/// `credithub contracts docs`.
@Suite struct ContractsDocsTests {
    /// A folder of pages, gone with the value.
    private final class Pages {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("credithub-docs-\(UUID().uuidString)").path
        let result: Program.Result

        init(_ more: [String] = []) throws {
            result = try Program.run(["contracts", "docs", "--out", folder] + more)
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        /// All files by their path in the folder.
        func files() throws -> [String: Data] {
            var files: [String: Data] = [:]
            for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
                guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { continue }
                files[name] = data
            }
            return files
        }

        func text(_ name: String) throws -> String {
            try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
        }
    }

    private static func matches(_ pattern: String, _ text: String) throws -> [String] {
        let expression = try NSRegularExpression(pattern: pattern)
        return expression.matches(in: text, range: NSRange(text.startIndex..., in: text)).compactMap {
            Range($0.range(at: 1), in: text).map { String(text[$0]) }
        }
    }

    @Test func everyContractHasAPageInBothFormats() throws {
        let pages = try Pages()
        #expect(pages.result.status == 0)
        let files = try pages.files()
        for contract in try ContractsCommandTests.listed() {
            let name = contract.replacingOccurrences(of: "@", with: "-v")
            #expect(files["html/\(name).html"] != nil)
            #expect(files["markdown/\(name).md"] != nil)
        }
        for name in ["index", "code-tables", "table-penalty-kinds", "error-codes", "vocabulary"] {
            #expect(files["html/\(name).html"] != nil)
            #expect(files["markdown/\(name).md"] != nil)
        }
    }

    @Test func thePageOfAListTellsEachStepAndTheAge() throws {
        let page = try Pages(["--format", "markdown"]).text("markdown/list-designation-v1.md")
        for word in ["变更（changed）", "中止（suspended）", "恢复（resumed）", "信用修复移出（repaired）", "撤销（withdrawn）"] {
            #expect(page.contains(word))
        }
        #expect(page.contains("须年满 18 周岁"))
        #expect(page.contains("CH2036"))
    }

    @Test func twoRunsGiveTheSameBytes() throws {
        #expect(try Pages().files() == (try Pages().files()))
    }

    @Test func oneFormatAlone() throws {
        let html = try Pages(["--format", "html"]).files().keys
        #expect(!html.contains { $0.hasSuffix(".md") } && html.contains("html/style.css"))
        let markdown = try Pages(["--format", "markdown"]).files().keys
        #expect(!markdown.contains { $0.hasSuffix(".html") } && markdown.contains("markdown/index.md"))
        let wrong = try Pages(["--format", "pdf"])
        #expect(wrong.result.status == 2)
        #expect(wrong.result.errors.contains("pdf"))
    }

    @Test func htmlIsSelfContainedAndItsLinksLead() throws {
        let pages = try Pages(["--format", "html"])
        let names = try pages.files().keys.filter { $0.hasSuffix(".html") }
        var ids: [String: Set<String>] = [:]
        var texts: [String: String] = [:]
        for name in names {
            let text = try pages.text(name)
            let page = String(name.dropFirst("html/".count))
            texts[page] = text
            let found = try Self.matches(" id=\"([^\"]+)\"", text)
            ids[page] = Set(found)
            #expect(ids[page]?.count == found.count, "an id twice in \(page)")
            #expect(text.contains("<html lang=\"zh-CN\">"))
            #expect(!text.contains("<script") && !text.contains("http-equiv") && !text.contains(" src=") && !text.contains("@import"))
        }
        for (page, text) in texts {
            for link in try Self.matches(" href=\"([^\"]+)\"", text) {
                let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                let target = parts[0].isEmpty ? page : parts[0]
                #expect(target == "style.css" || ids[target] != nil, "\(page): \(link)")
                if parts.count == 2 { #expect(ids[target]?.contains(parts[1]) == true, "\(page): \(link)") }
            }
        }
        #expect(!(try pages.text("html/style.css")).contains("url("))
    }

    @Test func aContractPageHasFieldsConditionsAndWhatExamplesGive() throws {
        let page = try Pages().text("html/administrative-penalty-v2.html")
        for part in [
            "id=\"field-CF_WSH\"", "id=\"withdrawn-CXYY\"", "中华人民共和国行政处罚法", "href=\"table-penalty-kinds.html\"",
            "href=\"error-codes.html#CH2034\"", "91990100MA1YL00123", "v2-yuan.json", "<code>/CF_NR_FK</code>",
        ] { #expect(page.contains(part), "\(part)") }
        // Text of contracts and documents is escaped.
        #expect(page.contains("&quot;CF_XDR_MC&quot;"))
        #expect(!page.contains("\"CF_XDR_MC\": \""))
    }

    @Test func theErrorPageHasEveryCode() throws {
        let page = try Pages(["--format", "html"]).text("html/error-codes.html")
        let codes = try Program.run(["codes"]).output.split(separator: "\n").filter { $0.hasPrefix("CH") }.map { $0.prefix(6) }
        #expect(codes.count > 40)
        for code in codes { #expect(page.contains("id=\"\(code)\"")) }
    }

    @Test func whereNothingCanBeWrittenIsTwoAndOneSentence() throws {
        let file = try TemporaryFile("x")
        let result = try Program.run(["contracts", "docs", "--out", "\(file.path)/docs"])
        #expect(result.status == 2)
        #expect(result.errors.contains(file.path))
        #expect(result.errors.split(separator: "\n").count == 1)
    }
}
