import Contracts
import Credit
import Testing

@Suite("The catalogue") struct CatalogueTests {
    @Test("contracts are found by name and version", arguments: [
        ("administrative-permit@2", RecordKind.record), ("administrative-penalty@2", .record), ("list-designation@1", .list),
        ("dispute@2", .dispute), ("credit-repair@1", .repair),
    ])
    func contracts(reference: String, kind: RecordKind) throws {
        let named = try #require(ContractReference(reference))
        let contract = try #require(try catalogue().contract(named))
        #expect(contract.reference.description == reference)
        #expect(contract.kind == kind)
        #expect(!contract.title.isEmpty)
        #expect(try catalogue().newest(contract.reference.name) === contract)
    }

    @Test func whatTheCatalogueDoesNotListIsNotFound() throws {
        #expect(try catalogue().contract(ContractReference(name: "dispute", version: 99)) == nil)
        #expect(try catalogue().newest("gossip") == nil)
    }

    @Test("the default operation brings new records", arguments: [
        ("administrative-penalty", "reported"), ("list-designation", "listed"), ("dispute", "submitted"),
    ])
    func defaultOperations(name: String, operation: String) throws {
        let contract = try #require(try catalogue().newest(name))
        #expect(contract.defaultOperation.name == operation)
        #expect(contract.operation(operation) === contract.defaultOperation)
        #expect(contract.operation("default") == nil)
        #expect(contract.operation("renamed") == nil)
    }

    @Test("other texts name no contract", arguments: ["", "@", "a", "a@", "@1", "a@0", "a@-1", "a@1@2", "a@x", "a@1.0"])
    func references(text: String) {
        #expect(ContractReference(text) == nil)
    }

    @Test func everyListHasACodeThatTellsItsName() throws {
        let codes = try catalogue().listCodes()
        #expect(codes["work-safety"] == "安全生产严重失信主体名单")
        let entries = try catalogue().codeTables.values.flatMap(\.entries).filter { $0.designatedBy != nil }
        #expect(codes.count == entries.count)
        for entry in entries {
            #expect(entry.designatedBy?.isEmpty == false, "\(entry.value)")
            #expect(!entry.subjectKinds.isEmpty, "\(entry.value)")
        }
    }

    @Test func aContractKnowsItsDateFieldsAuthorityAndList() throws {
        let penalty = try #require(try catalogue().newest("administrative-penalty"))
        #expect(penalty.dateFields == ["CF_JDRQ", "CF_YXQ", "CF_GSJZQ", "CXRQ"])
        #expect(penalty.defaultOperation.authorityField == "CF_CFJGDM")
        #expect(penalty.defaultOperation.listField == nil)
        let list = try #require(try catalogue().newest("list-designation"))
        #expect(list.defaultOperation.listField == "HMDMC")
        #expect(list.operation("delisted")?.listField == "HMDMC")
        let dispute = try #require(try catalogue().newest("dispute"))
        #expect(dispute.defaultOperation.authorityField == nil)
    }

    @Test func aCheckedListEntryNamesItsListsRules() throws {
        let verdict = try Desk().check(try Example("list-designation/examples/valid/v1-work-safety.json"))
        #expect(verdict.record?.list?.code == "work-safety")
        #expect(verdict.record?.list?.designatedBy == ["emergency-management"])
        #expect(verdict.record?.authority == "11990100MB9901024C")
    }
}
