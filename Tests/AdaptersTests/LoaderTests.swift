import Adapters
import Contracts
import Testing

@Suite("Loading adapters") struct LoaderTests {
    private static let csv = #"{"format":"csv","columns":["X","Y"]}"#
    private static let json = #"{"format":"json"}"#
    private static let use = #"{"to":"a","from":"X"},{"to":"b","from":"Y"}"#

    private static func text(_ input: String = json, _ fields: String = use, _ members: String = "") -> String {
        #"{"name":"x","title":"测试","titleEn":"test","contract":"note@1","input":\#(input),"fields":[\#(requiredRules),\#(fields)]\#(members)}"#
    }

    private static func rule(_ members: String, _ place: String = "") -> (String, String) {
        (text(json, #"{"to":"a",\#(members)}"#), "/fields/3" + place)
    }

    /// A broken adapter.json, and the place that the error names.
    static let broken: [(text: String, pointer: String)] = [
        ("[]", ""), (text(json, use, #","x":1"#), "/x"), (text().replacing(#""name":"x""#, with: #""name":"y""#), "/name"),
        (text().replacing(#""name":"x""#, with: #""name":"X""#), "/name"), (text().replacing(#""title":"测试","#, with: ""), ""),
        (text().replacing(#""titleEn":"test""#, with: #""titleEn":"""#), "/titleEn"),
        (text().replacing("note@1", with: "note@2"), "/contract"), (text().replacing("note@1", with: "note"), "/contract"),
        // input
        (text(#"{"format":"yaml"}"#), "/input/format"), (text("{}"), "/input"), (text(#"{"format":"json","columns":["X"]}"#), "/input/columns"),
        (text(#"{"format":"csv"}"#), "/input"), (text(#"{"format":"csv","columns":[]}"#), "/input/columns"),
        (text(#"{"format":"csv","columns":["X","Y","X"]}"#), "/input/columns/2"), (text(#"{"format":"csv","columns":["X"," Y"]}"#), "/input/columns/1"),
        (text(#"{"format":"csv","columns":["X","Y"],"separator":":"}"#), "/input/separator"),
        (text(#"{"format":"csv","columns":["X","Y"],"header":1}"#), "/input/header"),
        (text(#"{"format":"csv","columns":["X","Y"],"records":"/a"}"#), "/input/records"),
        (text(#"{"format":"json","encoding":"GBK"}"#), "/input/encoding"), (text(#"{"format":"json","prefix":"avro"}"#), "/input/prefix"),
        (text(#"{"format":"json","records":"data"}"#), "/input/records"), (text(#"{"format":"json","records":"/a~2"}"#), "/input/records"),
        (text(#"{"format":"json","records":"/X"}"#), "/input/records"), (text(#"{"format":"json","empty":"-"}"#), "/input/empty"),
        (text(#"{"format":"xml"}"#), "/input"), (text(#"{"format":"xml","records":"/D/R"}"#), "/input/records"),
        (text(#"{"format":"xml","records":"R/R"}"#), "/input/records"), (text(#"{"format":"xml","records":"a:D/R"}"#), "/input/records"),
        // columns
        (text(#"{"format":"csv","columns":["X","Y","Z"]}"#), "/input/columns"), (text(csv, use + #",{"to":"c","from":"Z"}"#), "/fields/5/from"),
        (text(csv, use, #","ignored":["Z"]"#), "/ignored/0"), (text(json, use, #","ignored":["X"]"#), "/ignored/0"),
        (text(json, use, #","ignored":["Z","Z"]"#), "/ignored/1"), (text(json, use + #",{"to":"c","from":"X/Z"}"#), "/fields/5/from"),
        (text(json, use + #",{"to":"c","from":"p//Z"}"#), "/fields/5/from"), (text(json, use, #","others":"drop""#), "/others"),
        (text(csv, use, #","sender":{"id":"Z"}"#), "/sender/id"), (text(csv, use, #","sender":{"key":"X"}"#), "/sender/key"),
        (text(csv, use, #","revision":"Z""#), "/revision"),
        // operation
        (text(json, use, #","operation":{"value":"deleted"}"#), "/operation/value"), (text(json, use, #","operation":{}"#), "/operation"),
        (text(json, use, #","operation":{"from":"O"}"#), "/operation"), (text(csv, use, #","operation":{"from":"O","values":{"A":"reported"}}"#), "/operation/from"),
        (text(json, use, #","operation":{"from":"O","values":{"A":"deleted"}}"#), "/operation/values/A"),
        (text(json, use, #","operation":{"from":"O","values":{"A":"reported"},"otherwise":"x"}"#), "/operation/otherwise"),
        (text(json, use, #","operation":{"value":"reported","from":"O"}"#), "/operation"),
        // fields
        (text(json, #"{"to":"z","from":"X"}"#), "/fields/3/to"), (text(json, #"{"from":"X"}"#), "/fields/3"), rule(#""x":1"#, "/x"),
        rule(#""clean":["upper"]"#), rule(#""from":"X","value":"1""#), rule(#""from":"""#, "/from"), rule(#""from":1"#, "/from"),
        rule(#""firstOf":[]"#, "/firstOf"), rule(#""firstOf":["X","X"]"#, "/firstOf/1"), rule(#""join":{"of":["X"]}"#, "/join"),
        rule(#""text":"no column""#, "/text"), rule(#""text":"{X""#, "/text"), rule(#""text":"X}{Y}""#, "/text"), rule(#""text":"{}""#, "/text"),
        rule(#""value":null"#, "/value"), rule(#""value":1"#, "/value"), rule(#""value":"1","clean":["upper"]"#, "/clean"),
        rule(#""binding":"key""#, "/binding"), (text(json, #"{"to":"amount","value":"1"}"#), "/fields/3/value"),
        // steps
        rule(#""from":"X","clean":["lower"]"#, "/clean/0"), rule(#""from":"X","clean":[]"#, "/clean"),
        rule(#""from":"X","split":{"at":"","item":0}"#, "/split/at"), rule(#""from":"X","split":{"at":"-","item":-1}"#, "/split/item"),
        rule(#""from":"X","split":{"at":"-"}"#, "/split"), rule(#""from":"X","items":{"at":","}"#, "/items"),
        rule(#""from":"X","items":{"at":",","with":";","x":1}"#, "/items/x"), rule(#""from":"X","values":"t""#, "/values"),
        rule(#""from":"X","values":{}"#, "/values"), rule(#""from":"X","values":{"1":1}"#, "/values/1"),
        rule(#""from":"X","values":{" 1":"x"}"#, "/values/ 1"), rule(#""from":"X","values":{"1":""}"#, "/values/1"),
        rule(#""from":"X","otherwise":"keep""#, "/otherwise"), rule(#""from":"X","values":{"1":"x"},"otherwise":"drop""#, "/otherwise"),
        rule(#""from":"X","values":{"1":"x"},"otherwise":{"text":"x"}"#, "/otherwise/text"),
        rule(#""from":"X","dates":[]"#, "/dates"), rule(#""from":"X","dates":["YYYY-MM-DD"]"#, "/dates/0"),
        rule(#""from":"X","dates":["yyyy-MM"]"#, "/dates/0"), rule(#""from":"X","dates":["yyyyMMdd","yy-M-d"]"#, "/dates/1"),
        rule(#""from":"X","dates":["yyyy-MM-dd HH:MM"]"#, "/dates/0"), rule(#""from":"X","number":true"#, "/number"),
        rule(#""from":"X","unit":"元→万元""#, "/unit"), (text(json, #"{"to":"amount","from":"X","unit":"万元→分"}"#), "/fields/3/unit"),
        (text(json, #"{"to":"amount","from":"X","number":false}"#), "/fields/3/number"),
        (text(json, #"{"to":"amount","from":"X","dates":["yyyyMMdd"]}"#), "/fields/3/dates"),
        (text(json, #"{"to":"amount","from":"X","items":{"at":",","with":";"}}"#), "/fields/3/items"),
        // when
        rule(#""from":"X","when":{"column":"X"}"#, "/when"), rule(#""from":"X","when":{"is":["1"]}"#, "/when"),
        rule(#""from":"X","when":{"column":"X","is":["1"],"present":true}"#, "/when"),
        rule(#""from":"X","when":{"column":"X","present":false}"#, "/when/present"),
        rule(#""from":"X","when":{"column":"X","is":[]}"#, "/when/is"), rule(#""from":"X","when":{"column":"X","is":["1"],"or":1}"#, "/when/or"),
        (text(csv, use + #",{"to":"c","value":"1","when":{"column":"Z","present":true}}"#), "/fields/5/when/column"),
        // as a whole
        (text().replacing(#"{"to":"code","value":"c"},"#, with: ""), "/fields"), (text(json, use, #","tables":{"t":{"1":2}}"#), "/tables/t/1"),
        (text(json, use, #","asContract":1"#), "/asContract"),
    ]

    @Test("everything wrong in adapter.json is told with its place", arguments: broken)
    func errors(text: String, pointer: String) throws {
        let error = #expect(throws: AdapterLoadError.self) { try load(text) }
        #expect(error?.pointer == pointer, "\(error.map { $0.description } ?? "")")
        #expect(error?.file.hasSuffix("x/adapter.json") == true)
        #expect(error?.reason.zh.isEmpty == false && error?.reason.en.isEmpty == false)
    }

    @Test func theTextsOfTheTableAreBrokenInOnePlaceOnly() throws {
        #expect(try load(Self.text()).keys.sorted() == ["x"])
        #expect(try load(Self.text(Self.csv)).keys.sorted() == ["x"])
    }

    @Test func whatIsNotJSONIsToldWithLineAndColumn() throws {
        let error = #expect(throws: AdapterLoadError.self) { try load("{\n\"name\":}") }
        #expect(error?.file.hasSuffix("x/adapter.json:2:8") == true)
    }

    @Test("folders by name; a folder without adapter.json is a mistake; a directory that is not there gives none")
    func folders() throws {
        let folder = TemporaryFolder()
        #expect(try Adapter.load(directory: folder.path, catalogue: Note.catalogue()).isEmpty)
        try folder.write("x/adapter.json", Self.text())
        try folder.write("y-2/adapter.json", Self.text().replacing(#""name":"x""#, with: #""name":"y-2""#))
        try folder.write("README.md", "")
        let all = try Adapter.load(directory: folder.path + "/", catalogue: Note.catalogue())
        #expect(all.keys.sorted() == ["x", "y-2"])
        #expect(all["y-2"]?.name == "y-2")
        #expect(all["x"]?.title.zh == "测试")
        #expect(all["x"]?.contract.reference.description == "note@1")
        try folder.write("z/other.json", "{}")
        let error = #expect(throws: AdapterLoadError.self) { try Adapter.load(directory: folder.path, catalogue: Note.catalogue()) }
        #expect(error?.file == folder.path + "/z/adapter.json")
    }

    @Test("asContract: fields are columns of the same name, unless rules name them")
    func asContract() throws {
        let text = #"{"name":"x","title":"测","titleEn":"t","contract":"note@1","asContract":true,"input":{"format":"json"},"fields":[{"to":"a","from":"X"}]}"#
        let adapter = try #require(try load(text)["x"])
        let adapted = try record(adapter, #"{"number":"7","X":"一","amount":"1,000","list":["x"]}"#)
        #expect(adapted.json == #"{"number":"7","a":"一","amount":1000,"list":["x"]}"#)
        #expect(try record(adapter, #"{"a":"一"}"#).record.faults.map(\.column) == ["a"])
        #expect(adapter.column(of: "number") == "number")
        // In csv, the columns are those declared: a required one must be among them.
        let csv = text.replacing(#"{"format":"json"}"#, with: #"{"format":"csv","columns":["kind","code","number","X"]}"#)
        #expect(try record(try #require(try load(csv)["x"]), "企业,c,7,一").json == #"{"kind":"企业","code":"c","number":"7","a":"一"}"#)
        #expect(throws: AdapterLoadError.self) { try load(csv.replacing(#""code","#, with: "")) }
    }
}

