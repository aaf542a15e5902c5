import Contracts
import Credit
import Testing

@Suite("A catalogue that cannot be used stops the start") struct LoadErrorTests {
    private func error(
        properties: String = "", root: String = "", files: [String: String?] = [:], sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> (error: ContractLoadError, file: String) {
        let catalogue = try TestCatalogue(properties: properties, root: root, files: files)
        let error = try #require(throws: ContractLoadError.self, sourceLocation: sourceLocation) { try catalogue.load() }
        #expect(error.reason.zh.unicodeScalars.contains { (0x4e00...0x9fff).contains($0.value) }, sourceLocation: sourceLocation)
        #expect(!error.reason.en.isEmpty && error.reason.en != error.reason.zh, sourceLocation: sourceLocation)
        for language in Language.allCases {
            #expect(error.text(language).hasPrefix(error.file), sourceLocation: sourceLocation)
            #expect(error.text(language).contains(error.reason.text(language)), sourceLocation: sourceLocation)
        }
        let prefix = catalogue.folder + "/"
        #expect(error.file.hasPrefix(prefix), "\(error.file)", sourceLocation: sourceLocation)
        return (error, String(error.file.dropFirst(prefix.count)))
    }

    @Test func theSmallCatalogueIsGoodAsItIs() throws {
        let catalogue = try TestCatalogue().load()
        let contract = try #require(catalogue.newest("note"))
        #expect(Desk().check(Array(TestCatalogue.document().utf8), contract, contract.defaultOperation).isAccepted)
    }

    @Test("a missing file is named", arguments: ["catalogue.json", "note/v1.schema.json"])
    func missingFile(path: String) throws {
        let (_, file) = try error(files: [path: nil])
        #expect(file == path)
    }

    @Test("broken JSON is named with line and column", arguments: [
        "catalogue.json", "note/v1.schema.json", "code-tables/t.json",
    ])
    func brokenJSON(path: String) throws {
        let (error, file) = try error(files: [path: "{\n  \"a\": 1,\n  b\n}"])
        #expect(file == "\(path):3:3")
        #expect(error.pointer.isEmpty)
    }

    @Test func brokenJSONInAFileThatIsReferredToIsNamedWithLineAndColumn() throws {
        let (_, file) = try error(
            properties: #""x":{"$ref":"../common/t.json#/$defs/x"}"#, files: ["common/t.json": "{\n\"$defs\" 1}"])
        #expect(file == "common/t.json:2:9")
    }

    @Test func aReferenceToAMissingFileIsNamedWhereItStands() throws {
        let (error, file) = try error(properties: #""x":{"$ref":"../common/t.json#/$defs/x"}"#)
        #expect(file == "note/v1.schema.json")
        #expect(error.pointer == "/properties/x/$ref")
        #expect(error.reason.en.contains("../common/t.json"))
    }

    @Test("a reference to nothing is named where it stands", arguments: ["#/$defs/nothing", "#nothing", "../common/t.json#/$defs/y"])
    func danglingReference(target: String) throws {
        let (error, file) = try error(
            properties: "\"x\":{\"$ref\":\"\(target)\"}", files: ["common/t.json": #"{"$defs":{"x":true}}"#])
        #expect(file == "note/v1.schema.json")
        #expect(error.pointer == "/properties/x/$ref")
        #expect(error.reason.en.contains(target) && error.reason.zh.contains(target))
    }

    @Test("an unknown keyword is named", arguments: ["patterns", "minlength", "x-madeUp", "dependencies"])
    func unknownKeyword(keyword: String) throws {
        let (error, file) = try error(properties: "\"x\":{\"\(keyword)\":1}")
        #expect(file == "note/v1.schema.json")
        #expect(error.pointer == "/properties/x/\(keyword)")
        #expect(error.reason.en.contains(keyword) && error.reason.zh.contains(keyword))
    }

    @Test func anUnknownKeywordBehindAReferenceIsNamedWhereItStands() throws {
        let (same, sameFile) = try error(root: ##""allOf":[{"$ref":"#/$defs/x"}],"$defs":{"x":{"patterns":"a"}}"##)
        #expect(sameFile == "note/v1.schema.json")
        #expect(same.pointer == "/$defs/x/patterns")
        let (other, otherFile) = try error(
            properties: #""x":{"$ref":"../common/t.json#/$defs/x"}"#, files: ["common/t.json": #"{"$defs":{"x":{"patterns":"a"}}}"#])
        #expect(otherFile == "common/t.json")
        #expect(other.pointer == "/$defs/x/patterns")
    }

    @Test("references in a circle are refused", arguments: [
        ##""x":{"$ref":"#/properties/x"}"##,
        ##""x":{"$ref":"#/properties/y"},"y":{"$ref":"#/properties/x"}"##,
        ##""x":{"allOf":[{"$ref":"#/properties/x"}]}"##,
        ##""x":{"not":{"anyOf":[true,{"$ref":"#/properties/x"}]}}"##,
        ##""x":{"if":true,"then":{"$ref":"#/properties/x"}}"##,
    ])
    func circles(properties: String) throws {
        let (error, file) = try error(properties: properties)
        #expect(file == "note/v1.schema.json")
        #expect(error.pointer.hasPrefix("/properties/"))
    }

    @Test func aSchemaMayReferToItselfFurtherDown() throws {
        let catalogue = try TestCatalogue(properties: ##""x":{"type":"object","properties":{"x":{"$ref":"#/properties/x"}}}"##).load()
        let contract = try #require(catalogue.newest("note"))
        let verdict = Desk().check(
            Array(TestCatalogue.document(with: #""x":{"x":{"x":1}}"#).utf8), contract, contract.defaultOperation)
        #expect(verdict.places == ["CH2002 /x/x/x"])
    }

    @Test func anUnknownCodeTableIsNamed() throws {
        let (error, file) = try error(properties: #""x":{"x-codeTable":"colours"}"#)
        #expect(file == "note/v1.schema.json")
        #expect(error.pointer == "/properties/x/x-codeTable")
        #expect(error.reason.en.contains("colours"))
    }

    @Test("a broken code table is named with its place", arguments: [
        ("{}", ""), (#"{"name":"t"}"#, ""), (#"{"name":"t","entries":[{"value":"a"},{}]}"#, "/entries/1"),
        (#"{"name":"t","entries":[{"value":"a","from":"2021-13-01"}]}"#, "/entries/0/from"),
        (#"{"name":"t","entries":[{"value":"a"},{"value":"a"}]}"#, "/entries/1"),
    ])
    func brokenCodeTable(text: String, pointer: String) throws {
        let (error, file) = try error(files: ["code-tables/t.json": text])
        #expect(file == "code-tables/t.json")
        #expect(error.pointer == pointer)
    }

    @Test("a contract without a legal basis is refused", arguments: [#""legalBasis": []"#, #""note": 1"#, #""legalBasis": "示例法""#])
    func noLegalBasis(member: String) throws {
        let schema = TestCatalogue.schema().replacing(#""legalBasis": [{"law": "示例法"}]"#, with: member)
        let (error, file) = try error(files: ["note/v1.schema.json": schema])
        #expect(file == "note/v1.schema.json")
        #expect(error.pointer == "/x-contract/legalBasis")
    }

    @Test("a condition on an unknown field is refused", arguments: [
        #"{"id":"c","code":"CH2032","require":["nothing"]}"#, #"{"id":"c","code":"CH2018","forbid":["nothing"]}"#,
        #"{"id":"c","code":"CH2030","notAfter":["number","nothing"]}"#, #"{"id":"c","code":"CH2031","notInFuture":"nothing"}"#,
        #"{"id":"c","code":"CH2032","when":{"field":"nothing","present":true},"require":["number"]}"#,
        #"{"id":"c","code":"CH2033","then":{"not":{"any":[{"field":"nothing","is":["x"]}]}},"field":"number"}"#,
        #"{"id":"c","code":"CH2033","then":{"field":"number","is":["x"]},"field":"nothing"}"#,
        #"{"id":"c","code":"CH2036","minimumAge":{"documentNumber":"nothing","date":"number","years":18}}"#,
        #"{"id":"c","code":"CH2036","minimumAge":{"documentNumber":"number","date":"nothing","years":18}}"#,
    ])
    func conditionOnUnknownField(condition: String) throws {
        let (error, file) = try error(root: "\"x-conditions\":[{\"id\":\"good\",\"code\":\"CH2032\",\"require\":[\"number\"]},\(condition)]")
        #expect(file == "note/v1.schema.json")
        #expect(error.pointer == "/x-conditions/1")
        #expect(error.reason.en.contains("nothing") && error.reason.zh.contains("nothing"))
    }

    @Test("a condition that says nothing is refused", arguments: [
        "{}", #"{"id":"c"}"#, #"{"id":"c","code":"CH0000","require":["number"]}"#, #"{"id":"c","code":"CH2032"}"#,
        #"{"id":"c","code":"CH2032","when":{"field":"number"},"require":["number"]}"#,
        #"{"id":"c","code":"CH2032","when":{},"require":["number"]}"#,
        #"{"id":"c","code":"CH2036","minimumAge":{"documentNumber":"number","date":"code"}}"#,
        #"{"id":"c","code":"CH2036","minimumAge":{"documentNumber":"number","date":"code","years":0}}"#,
    ])
    func emptyCondition(condition: String) throws {
        #expect(try error(root: "\"x-conditions\":[\(condition)]").error.pointer == "/x-conditions/0")
    }

    @Test("a catalogue without usable rows is refused", arguments: [
        ("{}", ""), (#"{"contracts":[]}"#, ""), (#"{"contracts":[{"name":"note"}]}"#, "/contracts/0"),
        (#"{"contracts":[{"versions":[1]}]}"#, "/contracts/0"), (#"{"contracts":[{"name":"note","versions":[]}]}"#, "/contracts/0"),
        (#"{"contracts":[{"name":"note","versions":[1]},{}]}"#, "/contracts/1"),
    ])
    func emptyCatalogue(text: String, pointer: String) throws {
        let (error, file) = try error(files: ["catalogue.json": text])
        #expect(file == "catalogue.json")
        #expect(error.pointer == pointer)
    }

    @Test("a contract that is listed twice is refused", arguments: [
        (#"{"contracts":[{"name":"note","versions":[1,1]}]}"#, "/contracts/0"),
        (#"{"contracts":[{"name":"note","versions":[1]},{"name":"note","versions":[1]}]}"#, "/contracts/1"),
    ])
    func listedTwice(text: String, pointer: String) throws {
        let (error, file) = try error(files: ["catalogue.json": text])
        #expect(file == "catalogue.json")
        #expect(error.pointer == pointer)
        #expect(error.reason.en.contains("note@1"))
    }

    @Test("a schema whose parts do not fit each other is refused", arguments: [
        (#""version": 1"#, #""version": 2"#, "/x-contract"), (#""name": "note""#, #""name": "memo""#, "/x-contract"),
        (##""reported": "#""##, ##""reported": "note""##, "/x-operations/reported"),
        (##""reported": "#""##, ##""reported": "#/$defs/x""##, "/$defs/x"),
        (#""default": "reported""#, #""default": "listed""#, "/x-operations"),
        (#""category": "kind""#, #""category": "sort""#, "/x-subject/category"),
        (#""企业": "organisation""#, #""企业": "company""#, "/x-subject/categories"),
        (#""number": ["number"]"#, #""number": ["nr"]"#, "/x-identity/number"), (#""number": ["number"]"#, #""number": []"#, "/x-identity"),
    ])
    func misfits(part: String, replacement: String, pointer: String) throws {
        let schema = TestCatalogue.schema()
        #expect(schema.contains(part))
        let (error, file) = try error(files: ["note/v1.schema.json": schema.replacing(part, with: replacement)])
        #expect(file == "note/v1.schema.json")
        #expect(error.pointer == pointer)
    }

    @Test("what would come to light only later is refused at once", arguments: [
        (#""x":{"type":"string","title":"甲","x-mask":{"head":-1,"tail":0}}"#, "", "/properties/x/x-mask"),
        (#""x":{"type":"string","title":"甲","x-mask":{"head":1}}"#, "", "/properties/x/x-mask"),
        ("", #""$defs":{"unused":{"maxLenght":3}}"#, "/$defs/unused/maxLenght"),
        ("", ##""$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}}"##, "/$defs/a"),
    ])
    func latentMistakes(properties: String, root: String, pointer: String) throws {
        let (error, file) = try error(properties: properties, root: root)
        #expect(file == "note/v1.schema.json")
        #expect(error.pointer == pointer)
        #expect(error.line != nil)
    }

    @Test("misspelt members are refused", arguments: [
        (#""legalBasis": [{"law": "示例法"}]"#, #""legalBasis": [{"law": " "}]"#, "/x-contract/legalBasis"),
        (#""version": 1,"#, #""version": 1, "stauts": "draft","#, "/x-contract/stauts"),
        (#""code": "code""#, #""code": "cod""#, "/x-subject/code"), (#""code": "code""#, #""code": "code", "nmae": "code""#, "/x-subject/nmae"),
    ])
    func misspeltMembers(part: String, replacement: String, pointer: String) throws {
        let schema = TestCatalogue.schema()
        #expect(schema.contains(part))
        #expect(try error(files: ["note/v1.schema.json": schema.replacing(part, with: replacement)]).error.pointer == pointer)
    }

    @Test("a keyword with a value of the wrong kind is refused", arguments: [
        ("type", "\"text\""), ("type", "1"), ("required", "\"a\""), ("required", "[1]"), ("properties", "[]"), ("enum", "[]"),
        ("minLength", "-1"), ("maxLength", "1.5"), ("uniqueItems", "1"), ("minimum", "\"1\""), ("multipleOf", "0"), ("multipleOf", "-1"),
        ("allOf", "[]"), ("anyOf", "{}"), ("format", "1"), ("x-codeTable", "1"), ("x-separator", "\"；\""), ("x-placeholder", "0"),
        ("$ref", "1"), ("items", "1"), ("not", "null"),
    ])
    func wrongKeywordValues(keyword: String, value: String) throws {
        let (error, file) = try error(properties: "\"x\":{\"\(keyword)\":\(value)}")
        #expect(file == "note/v1.schema.json")
        #expect(error.pointer.hasPrefix("/properties/x/\(keyword)"))
    }
}
