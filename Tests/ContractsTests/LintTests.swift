import Contracts
import Credit
import Foundation
import JSON
import Testing

/// A small catalogue that the lint has nothing to say of, and ways to spoil it. Each test spoils one thing and expects the one
/// finding of its rule.
private enum Clean {
    static let code = "91990100MA1YL0020X"

    static let schema = """
        {
          "$id": "https://credithub.example/contracts/note/v1.schema.json",
          "title": "便条信息",
          "description": "A note about an organisation.",
          "x-contract": {
            "name": "note", "version": 1, "status": "active", "effectiveFrom": "2026-01-01", "standard": "local", "owner": "credit-office",
            "catalogueItem": "地方补充目录: 便条信息", "legalBasis": [{"law": "示例法", "article": "第一条"}], "disclosure": "government",
            "subjects": ["organisation"],
            "term": {"start": "decisionDate", "months": 12, "basis": "示例"}
          },
          "x-subject": {"category": "kind", "categories": {"企业": "organisation"}, "name": "subjectName", "code": "code"},
          "x-identity": {"number": ["number"]},
          "x-operations": {"default": "reported", "reported": "#", "corrected": "#", "withdrawn": "#"},
          "type": "object",
          "properties": {
            "kind": {"title": "类别", "type": "string", "enum": ["企业"], "x-disclosure": "government"},
            "subjectName": {"title": "名称", "type": "string", "maxLength": 200, "x-disclosure": "government"},
            "code": {"title": "代码", "type": "string", "format": "uscc", "x-disclosure": "government"},
            "number": {"title": "编号", "type": "string", "maxLength": 64, "x-disclosure": "government"},
            "decisionDate": {"title": "决定日期", "type": "string", "format": "standard-date", "x-disclosure": "government"}
          },
          "required": ["kind", "code", "number", "decisionDate"],
          "additionalProperties": false,
          "x-conditions": [{"id": "past", "code": "CH2031", "notInFuture": "decisionDate"}]
        }
        """

    static let listOperations = ##""default": "listed", "listed": "#", "corrected": "#", "changed": "#", "suspended": "#", "resumed": "#", "delisted": "#", "withdrawn": "#""##

    static let row = """
        {"contracts": [{"name": "note", "title": "便条信息", "versions": [1], "newest": 1, "owner": "credit-office", "legalBasis": "示例法第一条",
        "catalogueItem": "地方补充目录: 便条信息", "disclosure": "government", "status": "active"}]}
        """

    static func example(code: String = code, number: String = "\"1\"", more: String = "", expect: String = "") -> String {
        """
        {"note": "示例", "operation": "reported", "asOf": "2026-11-20",
        "document": {"kind": "企业", "code": "\(code)", "number": \(number), "decisionDate": "2026-11-19"\(more)}\(expect)}
        """
    }

    static let wrongNumber = #", "expect": [{"code": "CH2002", "path": "/number"}]"#

    static func files() throws -> [String: String?] {
        [
            "catalogue.json": row,
            "note/v1.schema.json": schema,
            "lint-rules.json": try String(contentsOfFile: contractsFolder + "/lint-rules.json", encoding: .utf8),
            "note/examples/valid/v1-note.json": example(),
            "note/examples/invalid/v1-number.json": example(number: "1", expect: wrongNumber),
        ]
    }

}

@Suite("The lint of contracts") struct LintTests {
    private func lint(_ changes: [String: String?] = [:]) throws -> (findings: [LintFinding], folder: String) {
        let catalogue = try TestCatalogue(files: try Clean.files().merging(changes) { $1 })
        return (try ContractLint.run(directory: catalogue.folder, today: anyDay), catalogue.folder)
    }

    /// `rule file#pointer` of each finding.
    private func places(_ changes: [String: String?]) throws -> [String] {
        let (findings, folder) = try lint(changes)
        for finding in findings {
            #expect(finding.line >= 1)
            #expect(finding.reason.zh.unicodeScalars.contains { (0x4e00...0x9fff).contains($0.value) })
            #expect(!finding.reason.en.isEmpty && finding.reason.en != finding.reason.zh)
            for language in Language.allCases { #expect(finding.text(language).hasPrefix("\(finding.file):\(finding.line): ")) }
        }
        return findings.map { "\($0.rule.rawValue) \($0.file.dropFirst(folder.count + 1))#\($0.pointer)" }
    }

    private func spoilt(_ part: String, _ replacement: String) throws -> [String] {
        #expect(Clean.schema.contains(part))
        return try places(["note/v1.schema.json": Clean.schema.replacing(part, with: replacement)])
    }

    /// The findings of a catalogue with one more field.
    private func withField(_ field: String, in schema: String = Clean.schema) throws -> [String] {
        let text = schema.replacing(#""properties": {"#, with: "\"properties\": {\n\(field),")
        return try places(["note/v1.schema.json": text])
    }

    @Test func theRepositorysCatalogueIsClean() throws {
        let findings = try ContractLint.run(directory: contractsFolder, today: anyDay)
        #expect(findings.map { $0.text(.en) } == [])
    }

    @Test func theSmallCatalogueIsClean() throws {
        #expect(try lint().findings.map { $0.text(.en) } == [])
    }

    @Test func aCatalogueThatDoesNotLoadIsItsLoadError() throws {
        #expect(throws: ContractLoadError.self) { try lint(["note/v1.schema.json": nil]) }
        #expect(throws: ContractLoadError.self) { try lint(["lint-rules.json": nil]) }
        #expect(throws: ContractLoadError.self) { try lint(["lint-rules.json": "{}"]) }
        #expect(throws: ContractLoadError.self) { try lint(["lint-rules.json": #"{"forbidden":[{"id":"x"}]}"#]) }
    }

    @Test func aFindingNamesTheLineOfItsPlace() throws {
        let (findings, folder) = try lint(["note/v1.schema.json": Clean.schema.replacing(#""title": "编号", "#, with: "")])
        let finding = try #require(findings.first)
        #expect(findings.count == 1)
        #expect(finding.file == folder + "/note/v1.schema.json")
        #expect(finding.line == 19)
        var writer = JSONWriter()
        finding.write(to: &writer)
        let json = try JSONValue(parsing: writer.bytes)
        #expect(json["rule"]?.stringValue == "field-title" && json["line"]?.intValue == 19 && json["severity"]?.stringValue == "error")
    }

    @Test func everyRuleHasAnIdAndAText() {
        for rule in LintRule.allCases {
            #expect(rule.rawValue.allSatisfy { ($0.isLowercase && $0.isASCII) || $0 == "-" })
            #expect(!rule.summary.zh.isEmpty && !rule.summary.en.isEmpty)
        }
    }

    // MARK: What a contract says of itself

    @Test("what a contract must say of itself", arguments: [
        (#", "article": "第一条""#, "", "legal-basis", "/x-contract/legalBasis/0"),
        (#""subjects": ["organisation"],"#, "", "subjects", "/x-contract/subjects"),
        (#""subjects": ["organisation"],"#, #""subjects": ["company"],"#, "subjects", "/x-contract/subjects"),
        (#""subjects": ["organisation"],"#, #""subjects": ["organisation", "soleTrader"],"#, "subjects", "/x-contract/subjects"),
        (#""standard": "local", "#, "", "standard", "/x-contract/standard"),
        ("\"effectiveFrom\": \"2026-01-01\", ", "", "effective-dates", "/x-contract/effectiveFrom"),
        (#""effectiveFrom": "2026-01-01", "#, #""effectiveFrom": "2026-01-01", "effectiveTo": "2025-12-31", "#, "effective-dates", "/x-contract/effectiveTo"),
        (#""effectiveFrom": "2026-01-01", "#, #""effectiveFrom": "2026-01-01", "effectiveTo": "soon", "#, "effective-dates", "/x-contract/effectiveTo"),
        (#""description": "A note about an organisation.","#, "", "description", "/description"),
        (#""description": "A note about an organisation.","#, #""description": "便条","#, "description", "/description"),
        (#""$id": "https://credithub.example/contracts/note/v1.schema.json","#, "", "schema-id", "/$id"),
        (#""required": ["kind", "code", "number", "#, #""required": ["kind", "code", "#, "identity", "/required"),
        (#""months": 12, "#, "", "term", "/x-contract/term"),
        (#""term": {"start": "decisionDate", "months": 12, "basis": "示例"}"#, #""deadline": {"field": "decisionDate"}"#, "term", "/x-contract/term"),
        (#""months": 12"#, #""untilWithdrawn": true"#, "term", "/x-contract/term"),
        (#""months": 12"#, #""end": "number""#, "term", "/x-contract/term/end"),
        (#"{"start": "decisionDate""#, #"{"start": "number""#, "term", "/x-contract/term/start"),
        (##", "withdrawn": "#""##, "", "operations", "/x-operations"),
    ])
    func head(part: String, replacement: String, rule: String, pointer: String) throws {
        #expect(try spoilt(part, replacement) == ["\(rule) note/v1.schema.json#\(pointer)"])
    }

    @Test("what the catalogue repeats is told there too", arguments: [
        (#""owner": "credit-office","#, #""owner": " ","#, "owner", "/x-contract/owner", "owner"),
        (#""status": "active""#, #""status": "living""#, "status", "/x-contract/status", "status"),
        (#""disclosure": "government",\#n    "subjects""#, #""disclosure": "open",\#n    "subjects""#, "disclosure", "/x-contract/disclosure", "disclosure"),
        (#""catalogueItem": "地方补充目录: 便条信息""#, #""catalogueItem": "便条""#, "catalogue-item", "/x-contract/catalogueItem", "catalogueItem"),
        (#""title": "便条信息""#, #""title": "note""#, "title", "/title", "title"),
    ])
    func repeated(part: String, replacement: String, rule: String, pointer: String, member: String) throws {
        #expect(
            try spoilt(part, replacement) == ["catalogue-row catalogue.json#/contracts/0/\(member)", "\(rule) note/v1.schema.json#\(pointer)"])
    }

    @Test func aDeprecatedContractNeedsNoWithdrawal() throws {
        let schema = Clean.schema.replacing(##", "withdrawn": "#""##, with: "").replacing(#""status": "active""#, with: #""status": "deprecated""#)
        #expect(
            try places(["note/v1.schema.json": schema, "catalogue.json": Clean.row.replacing(#""status": "active""#, with: #""status": "deprecated""#)]) == [])
    }

    // MARK: Disputes

    private static let disputeOperations = ["accepted", "verified", "notAccepted", "answered", "cancelled"]

    /// The small contract as one of disputes.
    private func disputes(_ operations: [String], version: Int = 1) -> String {
        let named = operations.map { ##", "\##($0)": "#""## }.joined()
        return Clean.schema
            .replacing(##""default": "reported", "reported": "#", "corrected": "#", "withdrawn": "#""##,
                       with: ##""default": "submitted", "submitted": "#""## + named)
            .replacing("/v1.schema.json", with: "/v\(version).schema.json").replacing(#""version": 1"#, with: "\"version\": \(version)")
    }

    private func disputes(_ changes: [String: String?]) throws -> [String] {
        var files: [String: String?] = [:]
        for version in 1...2 {
            files["note/examples/valid/v\(version)-note.json"] = Clean.example().replacing("reported", with: "submitted")
            files["note/examples/invalid/v\(version)-number.json"] =
                Clean.example(number: "1", expect: Clean.wrongNumber).replacing("reported", with: "submitted")
        }
        files["catalogue.json"] = Clean.row.replacing(#""versions": [1], "newest": 1"#, with: #""versions": [1, 2], "newest": 2"#)
        files["note/v1.schema.json"] = disputes(["accepted", "verified"])
        files["note/v2.schema.json"] = disputes(Self.disputeOperations, version: 2)
        return try places(files.merging(changes) { $1 })
    }

    @Test("a dispute lacks a step", arguments: disputeOperations)
    func disputesWithoutAStepAreRefused(operation: String) throws {
        let schema = disputes(Self.disputeOperations.filter { $0 != operation }, version: 2)
        #expect(try disputes(["note/v2.schema.json": schema]) == ["operations note/v2.schema.json#/x-operations"])
    }

    @Test func anOlderVersionOfDisputesGoesOnWithoutAnAnswerAndIsNotLifted() throws {
        #expect(try disputes([:]) == [])
        #expect(try disputes(["note/v1.schema.json": disputes(["verified"])]) == ["operations note/v1.schema.json#/x-operations"])
        #expect(try disputes(["note/upgrade.v1-v2.json": #"{"from": 1, "to": 2}"#]) == ["upgrade note/upgrade.v1-v2.json#"])
    }

    // MARK: Lists

    private func list(_ list: String) throws -> [String] {
        let schema = Clean.schema
            .replacing(##""default": "reported", "reported": "#", "corrected": "#", "withdrawn": "#""##,
                       with: Clean.listOperations)
            .replacing(#""term": {"#, with: list + #""term": {"#)
        return try places([
            "note/v1.schema.json": schema,
            "note/examples/valid/v1-note.json": Clean.example().replacing("reported", with: "listed"),
            "note/examples/invalid/v1-number.json": Clean.example(number: "1", expect: Clean.wrongNumber).replacing("reported", with: "listed"),
        ])
    }

    @Test func aListNeedsAuthorityExitAndRemedy() throws {
        let place = ["list-governance note/v1.schema.json#/x-contract/list"]
        #expect(try list("") == place)
        #expect(try list(#""list": {"exit": "期满", "remedy": "申诉"},"#) == place)
        #expect(try list(#""list": {"designatedBy": ["court"], "remedy": "申诉"},"#) == place)
        #expect(try list(#""list": {"designatedBy": ["court"], "exit": "期满"},"#) == place)
        #expect(try list(#""list": {"designatedBy": ["court"], "exit": "期满", "remedy": "申诉"},"#) == [])
    }

    @Test("a list lacks a step in the life of an entry", arguments: ["corrected", "changed", "suspended", "resumed", "delisted", "withdrawn"])
    func aListWithoutAStepIsRefused(operation: String) throws {
        let schema = Clean.schema
            .replacing(##""default": "reported", "reported": "#", "corrected": "#", "withdrawn": "#""##,
                       with: Clean.listOperations.replacing(##", "\##(operation)": "#""##, with: ""))
            .replacing(#""term": {"#, with: #""list": {"designatedBy": ["court"], "exit": "期满", "remedy": "申诉"}, "term": {"#)
        let found = try places([
            "note/v1.schema.json": schema,
            "note/examples/valid/v1-note.json": Clean.example().replacing("reported", with: "listed"),
            "note/examples/invalid/v1-number.json": Clean.example(number: "1", expect: Clean.wrongNumber).replacing("reported", with: "listed"),
        ])
        #expect(found == ["operations note/v1.schema.json#/x-operations"])
    }

    @Test func aListThatTakesPeopleLooksAtTheirAge() throws {
        let age = #", {"id": "of-age", "code": "CH2036", "minimumAge": {"documentNumber": "idNumber", "date": "decisionDate", "years": 18}}"#
        let people = Clean.schema
            .replacing(##""default": "reported", "reported": "#", "corrected": "#", "withdrawn": "#""##, with: Clean.listOperations)
            .replacing(#""term": {"#, with: #""list": {"designatedBy": ["court"], "exit": "期满", "remedy": "申诉"}, "term": {"#)
            .replacing(#"["organisation"]"#, with: #"["organisation", "person"]"#)
            .replacing(#"{"企业": "organisation"}"#, with: #"{"企业": "organisation", "自然人": "person"}"#)
            .replacing(#""code": "code"}"#, with: #""code": "code", "documentTypeValue": "身份证", "documentNumber": "idNumber"}"#)
            .replacing(#""maxLength": 200, "#, with: #""maxLength": 200, "x-mask": {"head": 1, "tail": 0}, "#)
            .replacing(#""code": {"#, with: #""idNumber": {"title": "证件号码", "type": "string", "maxLength": 18, "x-disclosure": "authorised", "x-mask": {"head": 3, "tail": 2}}, "code": {"#)
        func found(_ conditions: String) throws -> [String] {
            try places([
                "note/v1.schema.json": people.replacing(#""notInFuture": "decisionDate"}"#, with: #""notInFuture": "decisionDate"}"# + conditions),
                "note/examples/valid/v1-note.json": Clean.example().replacing("reported", with: "listed"),
                "note/examples/invalid/v1-number.json": Clean.example(number: "1", expect: Clean.wrongNumber).replacing("reported", with: "listed"),
            ])
        }
        #expect(try found(age) == [])
        #expect(try found("") == ["minors note/v1.schema.json#/x-conditions"])
        #expect(try found(age.replacing("18", with: "16")) == ["minors note/v1.schema.json#/x-conditions"])
        #expect(try found(age.replacing(#""documentNumber": "idNumber""#, with: #""documentNumber": "number""#)) == ["minors note/v1.schema.json#/x-conditions"])
    }

    @Test("each entry of a table of lists says who, why, for whom and how long", arguments: [
        #""designatedBy": ["court"], "#, #""exit": "期满", "#, #""remedy": "申诉", "#, #""legalBasis": "示例法", "#, #""subjectKinds": ["organisation"], "#,
        #""termMonths": 12, "#,
    ])
    func listTable(member: String) throws {
        let entry = #"{"value": "甲", "designatedBy": ["court"], "exit": "期满", "remedy": "申诉", "legalBasis": "示例法", "subjectKinds": ["organisation"], "termMonths": 12, "code": "a"}"#
        #expect(entry.contains(member))
        // The first entry makes the table one of lists.
        let entries = #"{"value": "乙", "designatedBy": ["court"], "exit": "期满", "remedy": "申诉", "legalBasis": "示例法", "subjectKinds": ["organisation"], "noTerm": true, "code": "b"}"#
        let schema = Clean.schema
            .replacing(##""default": "reported", "reported": "#", "corrected": "#", "withdrawn": "#""##,
                       with: Clean.listOperations)
            .replacing(#""properties": {"#, with: #""properties": {"list": {"title": "名单名称", "type": "string", "x-codeTable": "t", "x-disclosure": "government"},"#)
        func found(_ entry: String) throws -> [String] {
            try places([
                "note/v1.schema.json": schema,
                "code-tables/t.json": #"{"name": "t", "title": "名单", "source": "示例", "certainty": "I", "entries": [\#(entries), \#(entry)]}"#,
                "note/examples/valid/v1-note.json": Clean.example().replacing("reported", with: "listed"),
                "note/examples/invalid/v1-number.json": Clean.example(number: "1", expect: Clean.wrongNumber).replacing("reported", with: "listed"),
            ])
        }
        #expect(try found(entry) == [])
        #expect(try found(entry.replacing(member, with: "")) == ["list-governance code-tables/t.json#/entries/1"])
    }

    // MARK: What may not be collected

    @Test("forbidden words in a title", arguments: [
        "宗教信仰", "宗 教", "基因检测结果", "指纹特征", "血型", "疾病史", "既往病史", "医疗记录编号", "人脸照片", "转基因食品基因序列",
        "Religion", "blood type", "Genetic profile", "bloodType",
    ])
    func forbiddenTitles(title: String) throws {
        #expect(
            try withField(#""extra": {"title": "\#(title)", "type": "string", "maxLength": 9, "x-disclosure": "government"}"#)
                == ["forbidden-collection note/v1.schema.json#/properties/extra/title"])
    }

    @Test("forbidden words in a name", arguments: [
        "religion", "religiousBelief", "religiousbelief", "geneTest", "fingerprint", "bloodType", "bloodtype", "medicalHistory", "diseaseName", "dna",
        "zongjiaoxinyang", "xuexing",
    ])
    func forbiddenNames(name: String) throws {
        #expect(
            try withField(#""\#(name)": {"title": "其他", "type": "string", "maxLength": 9, "x-disclosure": "government"}"#)
                == ["forbidden-collection note/v1.schema.json#/properties/\(name)"])
    }

    @Test("phrases that mean something else, and words that only look alike", arguments: [
        "民政、宗教事务部门", "宗教活动场所名称", "转基因食品标识", "疾病预防控制机构", "文件指纹", "基本医疗机构类别", "General remarks", "Generation", "Religious affairs bureau",
    ])
    func allowedPhrases(title: String) throws {
        #expect(try withField(#""extra": {"title": "\#(title)", "type": "string", "maxLength": 9, "x-disclosure": "government"}"#) == [])
    }

    @Test("forbidden words are found wherever a contract leads to", arguments: [
        (#""extra": {"title": "其他", "description": "C9. Religion.", "type": "string", "maxLength": 9, "x-disclosure": "government"}"#, "/properties/extra/description"),
        (#""extra": {"title": "其他", "type": "string", "enum": ["无", "宗教"], "x-disclosure": "government"}"#, "/properties/extra/enum/1"),
        (#""extra": {"title": "其他", "type": "array", "maxItems": 1, "x-disclosure": "government", "items": {"type": "object", "additionalProperties": false, "properties": {"a": {"title": "血型", "type": "string", "maxLength": 2, "x-disclosure": "government"}}}}"#,
         "/properties/extra/items/properties/a/title"),
    ])
    func forbiddenDeep(field: String, pointer: String) throws {
        #expect(try withField(field) == ["forbidden-collection note/v1.schema.json#\(pointer)"])
    }

    @Test func forbiddenWordsAreFoundBehindReferencesConditionsAndInCodeTables() throws {
        let field = #""extra": {"$ref": "../common/types.schema.json#/$defs/x", "x-disclosure": "government"}"#
        let schema = Clean.schema.replacing(#""properties": {"#, with: "\"properties\": {\n\(field),")
        #expect(
            try places([
                "note/v1.schema.json": schema,
                "common/types.schema.json": #"{"$defs": {"x": {"title": "指纹", "type": "string", "maxLength": 9}}}"#,
            ]) == ["forbidden-collection common/types.schema.json#/$defs/x/title"])
        #expect(
            try spoilt(#""additionalProperties": false,"#, #""additionalProperties": false, "if": {"properties": {"number": {"const": "血型"}}}, "#)
                == ["forbidden-collection note/v1.schema.json#/if/properties/number/const"])
        #expect(
            try places(["code-tables/t.json": #"{"name": "t", "title": "表", "source": "示例", "certainty": "I", "entries": [{"value": "甲"}, {"value": "病史"}]}"#])
                == ["forbidden-collection code-tables/t.json#/entries/1/value"])
    }

    @Test func aRuleThatIsNotInForceYetDoesNotCount() throws {
        let rules = try #require(try Clean.files()["lint-rules.json"] ?? nil)
        let schema = Clean.schema.replacing(#""title": "编号""#, with: #""title": "血型""#)
        let later = try places(["note/v1.schema.json": schema, "lint-rules.json": rules.replacing("2013-03-15", with: "2027-01-01")])
        #expect(later.contains { $0.hasPrefix("forbidden") } == false)
    }

    // MARK: Natural persons

    @Test("numbers of identity documents are masked and authorised", arguments: [
        ("idNo", "身份证号", #""maxLength": 18"#), ("certificateNumber", "证照", #""maxLength": 18"#), ("passportNumber", "证照", #""maxLength": 18"#),
        ("extra", "证件号码", #""maxLength": 18"#), ("extra", "号码", #""format": "resident-id""#), ("agentCertificateNumber", "号码", #""maxLength": 18"#),
    ])
    func documentNumbers(name: String, title: String, bound: String) throws {
        func found(_ rest: String) throws -> [String] {
            try withField(#""\#(name)": {"title": "\#(title)", "type": "string", \#(bound), \#(rest)}"#)
        }
        let place = ["document-number note/v1.schema.json#/properties/\(name)"]
        #expect(try found(#""x-disclosure": "authorised", "x-mask": {"head": 3, "tail": 2}"#) == [])
        #expect(try found(#""x-disclosure": "authorised""#) == place)
        #expect(try found(#""x-disclosure": "authorised", "x-mask": {"head": 6, "tail": 4}"#) == place)
        #expect(try found(#""x-disclosure": "government", "x-mask": {"head": 3, "tail": 2}"#) == place)
    }

    @Test func aPermitsNumberIsNoIdentityNumber() throws {
        #expect(try withField(#""extra": {"title": "许可证件号码", "type": "string", "maxLength": 9, "x-disclosure": "government"}"#) == [])
    }

    @Test("names of people are masked", arguments: ["姓名", "法定代表人", "主要负责人", "被执行人(2015)"])
    func personNames(title: String) throws {
        let field = #""extra": {"title": "\#(title)", "type": "string", "maxLength": 9, "x-disclosure": "government"}"#
        #expect(try withField(field) == ["person-name note/v1.schema.json#/properties/extra"])
        #expect(try withField(field.dropLast() + #", "x-mask": {"head": 1, "tail": 0}}"#) == [])
    }

    @Test func theNameOfASubjectIsMaskedWherePeopleAreSubjects() throws {
        let schema = Clean.schema.replacing(#"["organisation"]"#, with: #"["organisation", "person"]"#)
            .replacing(#"{"企业": "organisation"}"#, with: #"{"企业": "organisation", "自然人": "person"}"#)
        #expect(try places(["note/v1.schema.json": schema]) == ["person-name note/v1.schema.json#/properties/subjectName"])
    }

    @Test("phones are masked and authorised, whoever the subject is", arguments: [("extra", "联系电话"), ("mobile", "号码"), ("extra", "电子邮箱")])
    func phones(name: String, title: String) throws {
        func found(_ rest: String) throws -> [String] {
            try withField(#""\#(name)": {"title": "\#(title)", "type": "string", "maxLength": 20, \#(rest)}"#)
        }
        #expect(try found(#""x-disclosure": "government", "x-mask": {"head": 0, "tail": 0}"#) == ["contact note/v1.schema.json#/properties/\(name)"])
        #expect(try found(#""x-disclosure": "authorised", "x-mask": {"head": 3, "tail": 0}"#) == ["contact note/v1.schema.json#/properties/\(name)"])
        #expect(try found(#""x-disclosure": "authorised", "x-mask": {"head": 0, "tail": 0}"#) == [])
    }

    @Test func addressesAreAnOrganisationsOwnAndAPersonsHome() throws {
        let field = #""extra": {"title": "住所", "type": "string", "maxLength": 200, "x-disclosure": "government"}"#
        #expect(try withField(field) == [])
        let traders = Clean.schema.replacing(#"["organisation"]"#, with: #"["soleTrader"]"#)
            .replacing(#"{"企业": "organisation"}"#, with: #"{"企业": "soleTrader"}"#)
        #expect(try withField(field, in: traders) == ["contact note/v1.schema.json#/properties/extra"])
        #expect(try withField(field.dropLast() + #", "x-mask": {"head": 3, "tail": 0}}"#, in: traders) == [])
        let people = Clean.schema.replacing(#"["organisation"]"#, with: #"["person"]"#).replacing(#"{"企业": "organisation"}"#, with: #"{"企业": "person"}"#)
            .replacing(#""title": "名称""#, with: #""title": "名称", "x-mask": {"head": 1, "tail": 0}"#)
        let found = try withField(field.dropLast() + #", "x-mask": {"head": 3, "tail": 0}}"#, in: people).filter { !$0.hasPrefix("example") }
        #expect(found == ["contact note/v1.schema.json#/properties/extra"])
    }

    // MARK: Payments, social insurance, real estate, tax

    @Test("what a contract is about is known by its words", arguments: [
        ("extra", "水费欠缴金额"), ("extra", "社会保险险种"), ("extra", "不动产权证号"), ("extra", "纳税金额"), ("utilityType", "类型"), ("socialInsuranceKind", "类型"),
        ("taxAmount", "金额"),
    ])
    func mattersByWords(name: String, title: String) throws {
        let field = #""\#(name)": {"title": "\#(title)", "type": "string", "maxLength": 9, "x-disclosure": "government"}"#
        #expect(try withField(field) == ["matter note/v1.schema.json#/properties/\(name)"])
        #expect(try withField(field, in: Clean.schema.replacing(#""term": {"#, with: #""matter": "tax", "term": {"#)) == [])
    }

    @Test func aTaxNumberIsNoTax() throws {
        #expect(try withField(#""taxNumber": {"title": "税务登记号", "type": "string", "maxLength": 9, "x-disclosure": "government"}"#) == [])
    }

    @Test func anUnknownMatterIsRefused() throws {
        #expect(try spoilt(#""term": {"#, #""matter": "gossip", "term": {"#) == ["matter note/v1.schema.json#/x-contract/matter"])
    }

    @Test("payments and the like are organisations'", arguments: ["payment", "social-insurance", "real-estate", "tax"])
    func matterSubjects(matter: String) throws {
        let declared = Clean.schema.replacing(#""term": {"#, with: #""matter": "\#(matter)", "term": {"#)
        let traders = declared.replacing(#"["organisation"]"#, with: #"["organisation", "soleTrader"]"#)
            .replacing(#"{"企业": "organisation"}"#, with: #"{"企业": "organisation", "个体": "soleTrader"}"#)
        #expect(try places(["note/v1.schema.json": traders]) == ["matter-subjects note/v1.schema.json#/x-contract/subjects"])
        let rules = try #require(try Clean.files()["lint-rules.json"] ?? nil)
        let allowed = rules.replacing(#""soleTraders": []"#, with: #""soleTraders": [{"contract": "note", "reason": "示例"}]"#)
            .replacing("\"contract\": \"administrative-levy\"", with: "\"contract\": \"note\"")
        #expect(try places(["note/v1.schema.json": traders, "lint-rules.json": allowed]) == [])
    }

    @Test func naturalPersonsNeedWrittenConsent() throws {
        func found(_ consent: String, required: String = "", disclosure: String = "authorised") throws -> [String] {
            let schema = Clean.schema
                .replacing(#""disclosure": "government","#, with: #""disclosure": "\#(disclosure)","#)
                .replacing(#""x-disclosure": "government""#, with: #""x-disclosure": "authorised""#)
                .replacing(#""term": {"#, with: #""matter": "tax", \#(consent) "term": {"#)
                .replacing(#"["organisation"]"#, with: #"["organisation", "person"]"#)
                .replacing(#"{"企业": "organisation"}"#, with: #"{"企业": "organisation", "自然人": "person"}"#)
                .replacing(#""title": "名称""#, with: #""title": "名称", "x-mask": {"head": 1, "tail": 0}"#)
                .replacing(#""properties": {"#, with: #""properties": {"consentNumber": {"title": "同意书编号", "type": "string", "maxLength": 64, "x-disclosure": "authorised"},"#)
                .replacing(#""required": ["#, with: #""required": [\#(required)"#)
            return try places([
                "note/v1.schema.json": schema, "catalogue.json": Clean.row.replacing(#""government""#, with: "\"\(disclosure)\""),
            ]).filter { !$0.hasPrefix("example") }
        }
        let consent = #""consent": {"field": "consentNumber"},"#
        #expect(try found("") == ["matter-subjects note/v1.schema.json#/x-contract/subjects"])
        #expect(try found(consent) == ["consent note/v1.schema.json#/x-contract/consent"])
        #expect(try found(consent, required: #""consentNumber", "#) == [])
        #expect(
            try found(consent, required: #""consentNumber", "#, disclosure: "government") == ["consent note/v1.schema.json#/x-contract/disclosure"])
    }

    // MARK: Fields

    @Test("what every field has", arguments: [
        (#""extra": {"type": "string", "maxLength": 9, "x-disclosure": "government"}"#, "field-title", "/properties/extra"),
        (#""extra": {"title": "其他", "maxLength": 9, "x-disclosure": "government"}"#, "field-type", "/properties/extra"),
        (#""extra": {"title": "其他", "type": "string", "x-disclosure": "government"}"#, "field-bound", "/properties/extra"),
        (#""extra": {"title": "其他", "type": "string", "format": "name-text", "x-disclosure": "government"}"#, "field-bound", "/properties/extra"),
        (#""extra": {"title": "其他", "type": "number", "minimum": 0, "x-disclosure": "government"}"#, "field-bound", "/properties/extra"),
        (#""extra": {"title": "其他", "type": "array", "x-disclosure": "government"}"#, "field-bound", "/properties/extra"),
        (#""extra": {"title": "其他", "type": "string", "maxLength": 9}"#, "field-disclosure", "/properties/extra"),
        (#""extra": {"title": "其他", "type": "string", "maxLength": 9, "x-disclosure": "everyone"}"#, "field-disclosure", "/properties/extra"),
        (#""extra": {"title": "其他", "type": "string", "maxLength": 9, "x-disclosure": "public"}"#, "wider-field", "/properties/extra"),
        (#""EXTRA": {"title": "其他", "type": "string", "maxLength": 9, "x-disclosure": "government"}"#, "field-name", "/properties/EXTRA"),
        (#""extra_field": {"title": "其他", "type": "string", "maxLength": 9, "x-disclosure": "government"}"#, "field-name", "/properties/extra_field"),
        (#""extra": {"title": "到期日期", "type": "string", "maxLength": 10, "x-disclosure": "government"}"#, "date-format", "/properties/extra"),
        (#""extraDate": {"title": "其他", "type": "string", "maxLength": 10, "x-disclosure": "government"}"#, "date-format", "/properties/extraDate"),
        (#""extra": {"title": "认定日期", "type": "string", "format": "standard-date", "x-disclosure": "government"}"#, "past-date", "/properties/extra"),
        (#""extra": {"title": "其他", "type": "object", "properties": {"a": {"title": "甲", "type": "boolean", "x-disclosure": "government"}}, "x-disclosure": "government"}"#,
         "closed-object", "/properties/extra"),
    ])
    func fields(field: String, rule: String, pointer: String) throws {
        #expect(try withField(field) == ["\(rule) note/v1.schema.json#\(pointer)"])
    }

    @Test("fields that have all they need", arguments: [
        #""extra": {"title": "其他", "type": "string", "pattern": "^a$", "x-disclosure": "government"}"#,
        #""extra": {"title": "其他", "const": "甲", "x-disclosure": "government"}"#,
        #""extra": {"title": "其他", "type": "number", "multipleOf": 0.01, "x-disclosure": "authorised"}"#,
        #""extra": {"title": "有效期至", "type": "string", "format": "standard-date", "x-disclosure": "government"}"#,
        ##""extra": {"$ref": "#/$defs/x", "x-disclosure": "government"}"##,
    ])
    func goodFields(field: String) throws {
        let schema = Clean.schema.replacing(
            #""additionalProperties": false,"#, with: #""additionalProperties": false, "$defs": {"x": {"title": "其他", "type": "boolean"}},"#)
        #expect(try withField(field, in: schema) == [])
    }

    @Test func onlyAWarningIsNoError() throws {
        let text = Clean.schema.replacing(
            #""properties": {"#, with: #""properties": {"extra": {"title": "其他", "type": "boolean", "x-disclosure": "public"},"#)
        #expect(try lint(["note/v1.schema.json": text]).findings.map(\.severity) == [.warning])
    }

    @Test func aRecordHasNoFieldsButTheContracts() throws {
        #expect(try spoilt(#""additionalProperties": false,"#, "") == ["closed-object note/v1.schema.json#"])
    }

    @Test func aNationalContractHasTheCodesOfItsStandard() throws {
        let rules = try #require(try Clean.files()["lint-rules.json"] ?? nil)
        let named = rules.replacing(
            #""fieldNames": ["#,
            with: #""fieldNames": [{"contracts": ["note"], "prefixes": ["sub"], "names": ["kind", "code", "decisionDate"], "reason": "示例"},"#)
        #expect(try places(["lint-rules.json": named]) == ["field-name note/v1.schema.json#/properties/number"])
    }

    @Test func aDateThatIsNotAfterAPastOneIsPast() throws {
        #expect(
            try spoilt(#""x-conditions": [{"id": "past", "code": "CH2031", "notInFuture": "decisionDate"}]"#, #""x-conditions": []"#)
                == ["past-date note/v1.schema.json#/properties/decisionDate"])
        let schema = Clean.schema
            .replacing(#""properties": {"#, with: #""properties": {"sentDate": {"title": "报送日期", "type": "string", "format": "standard-date", "x-disclosure": "government"},"#)
            .replacing(#""notInFuture": "decisionDate"}"#, with: #""notInFuture": "sentDate"}, {"id": "order", "code": "CH2030", "notAfter": ["decisionDate", "sentDate"]}"#)
        let place = ["past-date note/v1.schema.json#/properties/decisionDate"]
        func found(_ schema: String) throws -> [String] { try places(["note/v1.schema.json": schema]).filter { !$0.hasPrefix("example") } }
        #expect(try found(schema) == place)
        #expect(try found(schema.replacing(#""required": ["#, with: #""required": ["sentDate", "#)) == [])
    }

    // MARK: The files around the contracts

    @Test("code tables say where they come from", arguments: [
        (#""title": "表", "#, "", "/title"), (#""source": "示例", "#, "", "/source"), (#""certainty": "I", "#, "", "/certainty"),
        (#""certainty": "I""#, #""certainty": "X""#, "/certainty"), (#""name": "t""#, #""name": "u""#, "/name"),
        (#"{"value": "乙", "from": "2026-01-01"}"#, #"{"value": "乙"}"#, "/entries/1"),
        (#"{"value": "乙", "from": "2026-01-01"}"#, #"{"value": "乙", "from": "2026-01-01", "to": "2025-01-01"}"#, "/entries/1/to"),
    ])
    func codeTables(part: String, replacement: String, pointer: String) throws {
        let table = #"{"name": "t", "title": "表", "source": "示例", "certainty": "I", "entries": [{"value": "甲", "from": "2026-01-01"}, {"value": "乙", "from": "2026-01-01"}]}"#
        #expect(table.contains(part))
        #expect(try places(["code-tables/t.json": table]) == [])
        #expect(try places(["code-tables/t.json": table.replacing(part, with: replacement)]) == ["code-table code-tables/t.json#\(pointer)"])
    }

    @Test func calendarsSayHowSureTheyAreAndLeaveNoYearOut() throws {
        func file(_ year: Int, certainty: String = "S") -> String {
            """
            {"name": "\(year)", "title": "节假日", "source": "示例", "published": "2025-11-04", "certainty": "\(certainty)", "year": \(year),
            "version": "\(year)-1", "off": [{"name": "元旦", "from": "\(year)-01-01", "to": "\(year)-01-01"}], "makeUp": []}
            """
        }
        #expect(try places(["calendars/2025.json": file(2025), "calendars/2026.json": file(2026)]) == [])
        #expect(try places(["calendars/2025.json": file(2025, certainty: "X")]) == ["calendar calendars/2025.json#/certainty"])
        #expect(try places(["calendars/2025.json": file(2025), "calendars/2027.json": file(2027)]) == ["calendar calendars/2027.json#/year"])
    }

    @Test("deadlines of cases say where they come from, and remind in time", arguments: [
        (#""title": "期限", "#, "", "/title"), (#""source": "示例", "#, "", "/source"), (#""name": "case-deadlines""#, #""name": "t""#, "/name"),
        (#""certainty": "M", "#, "", "/certainty"), (#""certainty": "I""#, #""certainty": "X""#, "/rules/0/certainty"),
        (#""remindBefore": 1"#, #""remindBefore": 2"#, "/rules/0/remindBefore"),
    ])
    func caseDeadlines(part: String, replacement: String, pointer: String) throws {
        let file = """
            {"name": "case-deadlines", "title": "期限", "source": "示例", "certainty": "M", "rules": [{"kind": "dispute", "step": "submitted",
            "from": "2026-01-01", "count": 2, "unit": "workingDays", "remindBefore": 1, "escalateAfter": 1, "basis": "示例", "certainty": "I"}]}
            """
        #expect(file.contains(part))
        #expect(try places(["case-deadlines.json": file]) == [])
        #expect(
            try places(["case-deadlines.json": file.replacing(part, with: replacement)]) == ["case-deadlines case-deadlines.json#\(pointer)"])
    }

    @Test("the policy of repair says where it comes from, rule by rule", arguments: [
        (#""title": "修复", "#, "", "/title"), (#""name": "repair-policy""#, #""name": "t""#, "/name"),
        (#""certainty": "S", "place""#, #""place""#, "/regimes/0/certainty"),
        (#", "basis": "三个月", "certainty": "S""#, #", "basis": "三个月", "certainty": "s""#, "/regimes/0/classes/0/certainty"),
        (#", "basis": "三个月""#, "", "/regimes/0/classes/0"),
    ])
    func repairPolicy(part: String, replacement: String, pointer: String) throws {
        let file = """
            {"name": "repair-policy", "title": "修复", "source": "示例", "certainty": "I", "regimes": [{"regime": "r", "from": "2026-01-01",
            "basis": "示例", "certainty": "S", "place": {"zh": "网站", "en": "site"},
            "classes": [{"severity": "一般", "displayed": true, "minMonths": 3, "maxMonths": 12, "basis": "三个月", "certainty": "S"}]}], "lists": []}
            """
        #expect(file.contains(part))
        #expect(try places(["repair-policy.json": file]) == [])
        #expect(try places(["repair-policy.json": file.replacing(part, with: replacement)]) == ["repair-policy repair-policy.json#\(pointer)"])
    }

    @Test func theTablesOfListsSayTheSameOfEarlyExit() throws {
        func found(months: Int?) throws -> [String] {
            let exit = months.map { ", \"earliestExitMonths\": \($0)" } ?? ""
            return try places([
                "code-tables/t.json": """
                    {"name": "t", "title": "名单", "source": "示例", "certainty": "I",
                    "entries": [{"value": "甲", "code": "safety", "designatedBy": ["p"]\(exit)}]}
                    """,
                "repair-policy.json": """
                    {"name": "repair-policy", "title": "修复", "source": "示例", "certainty": "I", "regimes": [{"regime": "r", "from": "2026-01-01",
                    "basis": "示例", "certainty": "S", "place": {"zh": "网站", "en": "site"},
                    "classes": [{"severity": "一般", "displayed": true, "minMonths": 3, "maxMonths": 12, "basis": "示例", "certainty": "S"}]}],
                    "lists": [{"list": "safety", "from": "2026-01-01", "party": "p", "severity": "严重", "earliestMonths": 6, "basis": "示例",
                    "certainty": "I"}]}
                    """,
            ])
        }
        #expect(try found(months: 6) == [])
        #expect(try found(months: 12) == ["repair-policy code-tables/t.json#/entries/0"])
        #expect(try found(months: nil) == ["repair-policy code-tables/t.json#/entries/0"])
    }

    @Test("the catalogue agrees with the newest contract", arguments: [
        (#""title": "便条信息""#, #""title": "便条""#, "title"), (#""newest": 1"#, #""newest": 2"#, "newest"),
        (#""owner": "credit-office""#, #""owner": "nobody""#, "owner"), (#""legalBasis": "示例法第一条""#, #""legalBasis": """#, "legalBasis"),
        (#""disclosure": "government""#, #""disclosure": "public""#, "disclosure"), (#""status": "active""#, #""status": "draft""#, "status"),
        (#""catalogueItem": "地方补充目录: 便条信息""#, #""catalogueItem": "地方补充目录: 便条""#, "catalogueItem"),
    ])
    func catalogueRows(part: String, replacement: String, member: String) throws {
        #expect(Clean.row.contains(part))
        #expect(
            try places(["catalogue.json": Clean.row.replacing(part, with: replacement)]) == ["catalogue-row catalogue.json#/contracts/0/\(member)"])
    }

    @Test func contractsThatAreNotListedAreTold() throws {
        #expect(try places(["note/v2.schema.json": Clean.schema]) == ["unlisted note/v2.schema.json#"])
        #expect(try places(["memo/v1.schema.json": Clean.schema]) == ["unlisted memo/v1.schema.json#"])
    }

    @Test func eachVersionHasExamplesOfBothKinds() throws {
        #expect(try places(["note/examples/valid/v1-note.json": nil]) == ["examples note/v1.schema.json#"])
        #expect(try places(["note/examples/invalid/v1-number.json": nil]) == ["examples note/v1.schema.json#"])
    }

    @Test("an example has the right members", arguments: [
        (#""note": "示例", "#, "", ""), (#""note": "示例""#, #""note": """#, "/note"), (#""asOf": "2026-11-20""#, #""asOf": "today""#, "/asOf"),
        (#""operation": "reported""#, #""operation": "listed""#, "/operation"), (#""note": "示例""#, #""note": "示例", "author": "x""#, ""),
        (#""note": "示例", "#, #""note": "示例" "#, ""),
    ])
    func exampleForm(part: String, replacement: String, pointer: String) throws {
        #expect(Clean.example().contains(part))
        #expect(
            try places(["note/examples/valid/v1-more.json": Clean.example().replacing(part, with: replacement)])
                == ["example-form note/examples/valid/v1-more.json#\(pointer)"])
    }

    @Test func anExampleIsOfAListedVersionAndSaysWhatItExpects() throws {
        #expect(try places(["note/examples/valid/v2-note.json": Clean.example()]) == ["example-form note/examples/valid/v2-note.json#"])
        #expect(try places(["note/examples/valid/note.json": Clean.example()]) == ["example-form note/examples/valid/note.json#"])
        #expect(
            try places(["note/examples/invalid/v1-none.json": Clean.example(number: "1", expect: #", "expect": []"#)])
                == ["example-form note/examples/invalid/v1-none.json#/expect"])
    }

    @Test func anExamplesVerdictIsWhatItSays() throws {
        #expect(
            try places(["note/examples/valid/v1-bad.json": Clean.example(number: "1")]) == ["example-verdict note/examples/valid/v1-bad.json#/document"])
        for expect in [
            #"[{"code": "CH2001", "path": "/number"}]"#, #"[{"code": "CH2002", "path": "/code"}]"#,
            #"[{"code": "CH2002", "path": "/number"}, {"code": "CH2010", "path": "/code"}]"#,
        ] {
            #expect(
                try places(["note/examples/invalid/v1-bad.json": Clean.example(number: "1", expect: ", \"expect\": \(expect)")])
                    == ["example-verdict note/examples/invalid/v1-bad.json#/expect"])
        }
    }

    @Test func examplesAreOfInventedSubjects() throws {
        // A right code of another region: the check character is computed, no subject was looked up.
        let code = try #require(
            Self.code(region: "330106"))
        #expect(
            try places(["note/examples/valid/v1-real.json": Clean.example(code: code)])
                == ["example-subject note/examples/valid/v1-real.json#/document/code"])
        #expect(
            try places(["note/examples/valid/v1-text.json": Clean.example(number: "\"见\(code)号\"")])
                == ["example-subject note/examples/valid/v1-text.json#/document/number"])
    }

    /// A code with right check characters in a region.
    private static func code(region: String) -> String? {
        let start = "91" + region + String(Clean.code.dropFirst(8).prefix(9))
        return "0123456789ABCDEFGHJKLMNPQRTUWXY".map { start + String($0) }.first { UnifiedSocialCreditCode.isValid($0) }
    }

    // MARK: Upgrades

    /// Two versions of the small contract that differ in the name of one field.
    private func upgrade(_ changes: [String: String?]) throws -> [String] {
        func version(_ number: Int) -> String {
            Clean.schema.replacing("/v1.schema.json", with: "/v\(number).schema.json").replacing(#""version": 1"#, with: "\"version\": \(number)")
        }
        let rules = ["kind", "subjectName", "code", "decisionDate"].map { #"{"to": "\#($0)", "from": "\#($0)"}"# }.joined(separator: ",")
        var files: [String: String?] = [
            "catalogue.json": Clean.row.replacing(#""versions": [1], "newest": 1"#, with: #""versions": [1, 2], "newest": 2"#),
            "note/v2.schema.json": version(2).replacing(#""number""#, with: #""serial""#).replacing(#""serial": ["#, with: #""number": ["#),
            "note/upgrade.v1-v2.json": #"{"from": 1, "to": 2, "fields": [\#(rules), {"to": "serial", "from": "number"}]}"#,
            "note/examples/valid/v2-note.json": Clean.example().replacing(#""number""#, with: #""serial""#),
            "note/examples/invalid/v2-serial.json": Clean.example(number: "1", expect: Clean.wrongNumber).replacing(#""number""#, with: #""serial""#)
                .replacing("/number", with: "/serial"),
            "note/examples/upgrade/v1-v2-note.json": Self.lifted("1"),
        ]
        files.merge(changes) { $1 }
        return try places(files)
    }

    private static func lifted(_ serial: String, number: String = "\"1\"", more: String = "") -> String {
        """
        {"note": "示例", "asOf": "2026-11-20"\(more), "binding": {},
        "document": {"kind": "企业", "code": "\(Clean.code)", "number": \(number), "decisionDate": "2026-11-19"},
        "lifted": {"kind": "企业", "code": "\(Clean.code)", "serial": "\(serial)", "decisionDate": "2026-11-19"}}
        """
    }

    @Test func upgradesLiftToExactlyWhatTheirExamplesSay() throws {
        let example = "note/examples/upgrade/v1-v2-note.json"
        #expect(try upgrade([:]) == [])
        #expect(try upgrade([example: nil]) == ["upgrade note/upgrade.v1-v2.json#"])
        #expect(try upgrade([example: Self.lifted("2")]) == ["upgrade \(example)#/lifted"])
        #expect(try upgrade([example: Self.lifted("1", number: "1")]) == ["upgrade \(example)#/document"])
        #expect(try upgrade([example: Self.lifted("1", more: #", "author": "x""#)]) == ["upgrade \(example)#"])
        #expect(try upgrade([example: "{"]) == ["upgrade \(example)#"])
    }

    @Test func upgradesJoinListedVersions() throws {
        #expect(try upgrade(["note/upgrade.v2-v3.json": "{}"]) == ["upgrade note/upgrade.v2-v3.json#"])
        #expect(try upgrade(["note/examples/upgrade/v2-v3-note.json": "{}"]) == ["upgrade note/examples/upgrade/v2-v3-note.json#"])
    }
}
