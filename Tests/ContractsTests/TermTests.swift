import Contracts
import Credit
import JSON
import Testing

@Suite("The end of a record's term") struct TermTests {
    private func end(_ contract: String, _ record: String) throws -> String? {
        let reference = try #require(ContractReference(contract))
        let rule = try #require(try catalogue().contract(reference)?.term)
        let parser = JSONParser()
        return try Array(record.utf8).withUnsafeBytes { rule.end(of: try parser.parse($0))?.description }
    }

    @Test func theRecordsOwnEndComesFirst() throws {
        #expect(try end("administrative-penalty@2", #"{"CF_JDRQ":"2026-05-10","CF_GSJZQ":"2026-08-09"}"#) == "2026-08-09")
        #expect(try end("list-designation@1", #"{"HMDMC":"市场监管严重违法失信名单","YXQS":"2026-01-01","YXQZ":"2027-06-30"}"#) == "2027-06-30")
    }

    @Test("otherwise the most that the rule in force at the decision allows", arguments: [
        ("2026-03-31", "2029-03-30"), ("2026-04-01", "2029-03-31"), ("2023-05-01", "2026-04-30"),
    ])
    func mostByRule(decision: String, last: String) throws {
        #expect(try end("administrative-penalty@2", "{\"CF_JDRQ\":\"\(decision)\"}") == last)
    }

    @Test func beforeTheFirstRuleThereIsNoEnd() throws {
        #expect(try end("administrative-penalty@2", #"{"CF_JDRQ":"2023-04-30"}"#) == nil)
    }

    @Test func aListHasTheMonthsOfItsTable() throws {
        #expect(try end("list-designation@1", #"{"HMDMC":"失信被执行人名单","YXQS":"2026-01-31"}"#) == "2028-01-30")
        #expect(try end("list-designation@1", #"{"HMDMC":"没有的名单","YXQS":"2026-01-31"}"#) == nil)
    }

    @Test func aContractMayNameTheMonths() throws {
        #expect(try end("tax-credit-a@1", #"{"decisionDate":"2026-04-30"}"#) == "2027-04-29")
    }

    @Test("what is unlimited, or lasts until it is withdrawn, has none", arguments: [
        ("administrative-permit@2", #"{"XK_YXQZ":"2026-01-01","XK_YXQZI":"2099-12-31"}"#),
        ("administrative-award@1", #"{"decisionDate":"2026-01-01"}"#),
        ("administrative-permit@2", #"{"XK_YXQZ":"2026-01-01"}"#),
    ])
    func unlimited(contract: String, record: String) throws {
        #expect(try end(contract, record) == nil)
    }

    @Test func everyContractHasARule() throws {
        for contract in try catalogue().contracts { #expect(contract.term != nil, "\(contract.reference)") }
    }
}

@Suite("Retention as data") struct RetentionFileTests {
    private func load(_ file: String) throws -> Catalogue {
        try TestCatalogue(files: ["retention.json": file]).load()
    }

    @Test func withoutAFileNothingIsKnown() throws {
        #expect(try TestCatalogue().load().retention == nil)
    }

    @Test func theCountysRulesAreThere() throws {
        let retention = try #require(try catalogue().retention)
        let day = CivilDate("2026-11-21")!
        #expect(retention.rule(of: "administrative-penalty", on: day)?.expires == true)
        #expect(retention.rule(of: "list-designation", on: day)?.expires == true)
        #expect(retention.rule(of: "administrative-permit", on: day)?.expires == false)
        #expect(retention.rule(of: "dispute", on: day)?.identityMonths == 1200)
    }

    @Test func aRuleIsRead() throws {
        let catalogue = try load(
            #"{"rules":[{"from":"2026-01-01","contracts":["note"],"expires":true,"retentionMonths":6,"identityMonths":0,"basis":"示例"}]}"#)
        let rule = try #require(catalogue.retention?.rule(of: "note", on: CivilDate("2026-01-01")!))
        #expect(rule.retentionMonths == 6 && rule.identityMonths == 0 && rule.expires)
        #expect(catalogue.retention?.rule(of: "note", on: CivilDate("2025-12-31")!) == nil)
    }

    @Test("what is wrong stops the start, and is named", arguments: [
        (#"{}"#, "/rules"),
        (#"{"rules":[]}"#, "/rules"),
        (#"{"rules":[{"expires":true,"retentionMonths":1,"identityMonths":1,"basis":"x"}]}"#, "/rules/0/from"),
        (#"{"rules":[{"from":"2026-13-01","expires":true,"retentionMonths":1,"identityMonths":1,"basis":"x"}]}"#, "/rules/0/from"),
        (#"{"rules":[{"from":"2026-01-01","expires":"yes","retentionMonths":1,"identityMonths":1,"basis":"x"}]}"#, "/rules/0/expires"),
        (#"{"rules":[{"from":"2026-01-01","expires":true,"retentionMonths":-1,"identityMonths":1,"basis":"x"}]}"#, "/rules/0/retentionMonths"),
        (#"{"rules":[{"from":"2026-01-01","expires":true,"retentionMonths":1,"identityMonths":1201,"basis":"x"}]}"#, "/rules/0/identityMonths"),
        (#"{"rules":[{"from":"2026-01-01","expires":true,"retentionMonths":1,"identityMonths":1}]}"#, "/rules/0/basis"),
        (#"{"rules":[{"from":"2026-01-01","contracts":["other"],"expires":true,"retentionMonths":1,"identityMonths":1,"basis":"x"}]}"#, "/rules/0/contracts"),
    ])
    func broken(file: String, pointer: String) throws {
        let error = try #require(throws: ContractLoadError.self) { try load(file) }
        #expect(error.pointer == pointer)
        #expect(error.file.hasSuffix("/retention.json"))
    }
}
