import Adapters
import JSON
import SeededRandom
import Testing

@Suite("XML against Python's expat") struct XMLDifferentialTests {
    private static let seeds = [
        "<DATA><ROW><A>一</A><B>2 &amp; 3</B></ROW><ROW><A><![CDATA[<&]]></A><B/></ROW></DATA>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<DATA a=\"1\" b='&#65;'>\r\n<ROW><A>x\r\ny</A></ROW>\r\n</DATA>\r\n<!-- end -->",
        "<p:DATA xmlns:p=\"u\"><p:ROW x='>'><p:A>&#x4E91;&#23725;</p:A><!-- c --><B> b<?pi d?>c </B></p:ROW></p:DATA>",
        "<!--a--><?pi?><ROW><A>1</A><A>2</A><B><C>3</C></B>text</ROW>",
        "<DATA><HEAD><ROW><A>no</A></ROW></HEAD><ROW><甲>1</甲><B>]]&gt; ] ]] ></B></ROW></DATA>",
        "<DATA><ROW><A>a<!-- x -->b<![CDATA[c]]>d]]</A><B>&lt;&gt;&quot;&apos;</B></ROW><OTHER/></DATA>",
    ]
    // Names of characters beyond the BMP are not among them: expat knows names of the fourth edition only, the reader those of the fifth.
    private static let pieces = [
        "<", ">", "&", ";", "/", "\"", "'", "=", "]]>", "<![CDATA[", "<!--", "-->", "--", "<?", "?>", "<?xml version=\"1.0\"?>", "<A>",
        "</A>", "<B/>", "<ROW>", "</ROW>", "<DATA>", "</DATA>", "&amp;", "&nbsp;", "&#0;", "&#x9;", "&#13;", "&#xD800;", "&#xFFFE;",
        "&#1114112;", "&#x110000;", "&#;", "&#x;", "&;", "\u{1}", "\r", "\r\n", "\n", " ", "\u{FFFE}", "\u{7F}", "云", "\u{3000}", "a:b",
        "1", "-", ".", ":", "x=\"1\"", " x='1' x='2'", "<!DOCTYPE DATA>", "version", "encoding=\"GBK\"", "\u{B7}", "XML", "<?XML x?>", "]]", "!",
    ]

    /// Put behind a tag these often leave the document well-formed.
    private static let gentle = [
        "云", "1", "&amp;", "&#x20;", " ", "]", "]]", "<B/>", "<A>x</A>", "\r", "\r\n", "<!--x-->", "<?p?>", "<![CDATA[ ]>&]]>", "&#13;", "&#9;",
        "<x:B y:z='1'>2</x:B>", "<ROW/>", "\u{3000}", "\u{7F}", "\"", "'", "=", "<甲>三</甲>", "𠀀", "&#x20000;", "<A.b-c_1/>", "<_/>",
    ]

    private static func documents() -> [String] {
        var generator = SeededGenerator(seed: 20261121)
        var documents = seeds
        for number in 0..<1500 {
            var scalars = Array(seeds[number % seeds.count].unicodeScalars)
            for _ in 0...(number % 3 == 0 ? 1 : 0) {
                if number % 2 == 0, let tag = scalars.indices.filter({ scalars[$0] == ">" }).randomElement(using: &generator) {
                    scalars.insert(contentsOf: Array(gentle.randomElement(using: &generator)!.unicodeScalars), at: tag + 1)
                    continue
                }
                let at = Int.random(in: 0...scalars.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0:
                    let end = min(scalars.count, at + Int.random(in: 1...6, using: &generator))
                    scalars.removeSubrange(at..<end)
                case 1:
                    let end = min(scalars.count, at + Int.random(in: 1...12, using: &generator))
                    scalars.insert(contentsOf: scalars[at..<end], at: Int.random(in: 0...scalars.count, using: &generator))
                default: scalars.insert(contentsOf: Array(pieces.randomElement(using: &generator)!.unicodeScalars), at: at)
                }
            }
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            documents.append(String(text))
        }
        return documents
    }

    @Test("the same documents are refused, and the others have the same texts")
    func mutatedDocuments() throws {
        let documents = Self.documents()
        let input = documents.map { JSONValue.string($0).jsonText }.joined(separator: "\n") + "\n"
        let lines = String(decoding: try Python.run(PythonScripts.expat, input: Array(input.utf8)), as: UTF8.self)
            .split(separator: "\n")
        try #require(lines.count == documents.count)
        let adapter = try adapter(
            #"{"format":"xml","records":"DATA/ROW"}"#, fields: #"{"to":"a","from":"A"},{"to":"b","from":"B"},{"to":"c","from":"甲"}"#,
            #","others":"ignore""#)
        let reader = AdapterReader(adapter, limits: anyLimits)
        var accepted = 0
        for (document, line) in zip(documents, lines) {
            let expected = try JSONValue(parsing: String(line)).arrayValue
            // A second mark behind the first is text; neither library is asked about marks.
            if document.unicodeScalars.contains("\u{FEFF}") { continue }
            switch read(reader, Array(document.utf8)) {
            case .success(let records):
                accepted += 1
                let wanted = try #require(expected, "expat refuses \(document)")
                try #require(records.count == wanted.count, "\(document)")
                for (record, row) in zip(records, wanted) { compare(record, row, document) }
            case .failure(let faults):
                if faults.all.map(\.code) == [.noRecords] {
                    #expect(expected?.isEmpty == true, "\(document)")
                } else {
                    #expect(faults.all.map(\.code) == [.notXML])
                    #expect(expected == nil, "expat accepts \(document): \(faults.all[0].message.en)")
                }
            }
        }
        #expect(accepted > 300 && accepted < documents.count - 300, "\(accepted) accepted")
    }

    private func compare(_ record: Adapted, _ row: JSONValue, _ document: String) {
        var faults = row["*"]?.boolValue == true
        for (column, field) in [("A", "a"), ("B", "b"), ("甲", "c")] {
            let found = (row["children"]?.arrayValue ?? []).filter { $0.arrayValue?[0] == .string(column) }
            // Of a column that occurs twice the first counts, beside the fault.
            let text = found.first?.arrayValue?[1].stringValue ?? ""
            #expect(record.value?[field]?.stringValue ?? "" == text, "\(document)")
            faults = faults || found.count > 1 || found.contains { $0.arrayValue?[1].isNull == true }
        }
        #expect(record.codes.isEmpty == !faults, "\(document) \(record.codes)")
    }
}
