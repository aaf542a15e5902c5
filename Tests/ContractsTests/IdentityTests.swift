import Contracts
import Credit
import Testing

@Suite("The identity of a record") struct IdentityTests {
    private let desk = Desk()

    private func record(_ draft: Draft, _ operation: String = "reported") throws -> CheckedRecord {
        let verdict = try desk.check(draft.text, "administrative-penalty@2", operation)
        return try #require(verdict.record, "\(verdict.places)")
    }

    @Test func theSameDecisionIsTheSameRecordWhateverElseItSays() throws {
        var other = try Draft.penalty()
        other["CF_SY"] = "\"其他事实。\""
        other["CF_NR_FK"] = "0.4"
        other["CF_XDR_MC"] = "\"改名后的公司\""
        #expect(try record(other).recordID == record(Draft.penalty()).recordID)
    }

    @Test("the same document number of another authority, subject or number is another record", arguments: [
        ("CF_CFJGDM", "11990100MB9901024C"), ("CF_XDR_SHXYM", "91990100MA1YL0039T"), ("CF_WSH", "云市监罚〔2026〕102号"),
    ])
    func otherIdentity(name: String, value: String) throws {
        var other = try Draft.penalty()
        other[name] = "\"\(value)\""
        #expect(try record(other).recordID != record(Draft.penalty()).recordID)
    }

    @Test func reportCorrectionAndWithdrawalOfADecisionAreTheSameRecord() throws {
        let report = try record(Draft.penalty())
        let correction = try Example("administrative-penalty/examples/valid/v2-corrected.json")
        let withdrawal = try Example("administrative-penalty/examples/valid/v2-withdrawn.json")
        for example in [correction, withdrawal] {
            let other = try #require(try desk.check(example).record)
            #expect(other.recordID == report.recordID)
            #expect(other.subjectKey == report.subjectKey)
        }
    }

    @Test("every step in the life of a list's entry is of the same record", arguments: [
        ("list-designation", "work-safety", ["changed", "suspended", "resumed", "delisted", "repaired", "withdrawn"]),
        ("red-list", "no-term", ["suspended", "resumed"]),
        ("red-list", "organisation", ["changed", "delisted", "withdrawn"]),
        ("key-attention-list", "organisation", ["changed", "suspended", "resumed", "delisted", "repaired", "withdrawn"]),
        ("abnormal-list", "organisation", ["corrected", "changed", "suspended", "resumed", "delisted", "repaired", "withdrawn"]),
    ])
    func lifeOfAnEntry(contract: String, entry: String, steps: [String]) throws {
        let listed = try #require(try desk.check(try Example("\(contract)/examples/valid/v1-\(entry).json")).record)
        for step in steps {
            let example = try Example("\(contract)/examples/valid/v1-\(step).json")
            #expect(example.operation.name == step)
            let record = try #require(try desk.check(example).record)
            #expect(record.recordID == listed.recordID)
            #expect(record.list?.value == listed.list?.value)
        }
    }

    @Test func theStepsOfADisputeAreTheSameCase() throws {
        let ids = try ["submitted", "accepted", "verified"].map {
            try #require(try desk.check(try Example("dispute/examples/valid/v1-\($0).json")).record).recordID
        }
        #expect(Set(ids).count == 1)
    }

    @Test func theStepsOfADisputeAreTheSameCaseWhateverTheVersion() throws {
        let steps = [
            "submitted", "returned", "supplemented", "accepted", "forwarded", "extended", "verified", "answered", "cancelled", "reopened",
        ]
        let ids = try steps.map { try #require(try desk.check(try Example("dispute/examples/valid/v2-\($0).json")).record).recordID }
        #expect(Set(ids).count == 1)
        var former = try Draft("dispute/examples/valid/v1-accepted.json")
        former["caseId"] = "\"YY-2026-0021\""
        #expect(try desk.check(former.text, "dispute@1", "accepted").record?.recordID == ids.first)
    }

    @Test func theSameNumberInAnotherContractIsAnotherRecord() throws {
        let ids = try Example.valid.compactMap { path in
            try path.contains("organisation") ? desk.check(try Example(path)).record?.recordID : nil
        }
        #expect(ids.count >= 2)
        #expect(Set(ids).count == ids.count)
    }

    @Test("the identity does not depend on the secret, for organisations")
    func secretAndOrganisations() throws {
        let text = try Draft.penalty().text
        #expect(try Desk(secret: "one").check(text).record?.recordID == Desk(secret: "two").check(text).record?.recordID)
    }
}

@Suite("The key of a subject") struct SubjectKeyTests {
    private let person = "administrative-penalty/examples/valid/v2-person.json"

    private func key(
        _ draft: Draft, _ contract: String = "administrative-penalty@2", _ operation: String? = nil, secret: String = "one"
    ) throws -> String {
        let verdict = try Desk(secret: secret).check(draft.text, contract, operation)
        return try #require(verdict.record, "\(verdict.places)").subjectKey
    }

    @Test func anOrganisationsKeyIsItsCode() throws {
        #expect(try key(Draft.penalty()) == "91990100MA1YL00123")
    }

    @Test("a natural person's key tells nothing of the number", arguments: Example.valid)
    func noNumberInAnyKey(path: String) throws {
        let example = try Example(path)
        let record = try #require(try Desk().check(example).record)
        for secret in example.secrets {
            #expect(!record.subjectKey.contains(secret))
            #expect(!record.subjectKey.contains(secret.prefix(6)))
        }
        if record.subjectKind == .person {
            #expect(record.subjectKey.wholeMatch(of: /p[0-9a-f]{32}/) != nil)
            #expect(record.subjectKey.utf8.count == 33)
        }
    }

    @Test func aNaturalPersonsKeyChangesWithTheSecret() throws {
        let draft = try Draft(person)
        #expect(try key(draft, secret: "one") == key(draft, secret: "one"))
        #expect(try key(draft, secret: "one") != key(draft, secret: "two"))
    }

    @Test func aNaturalPersonsKeyChangesWithNumberAndTypeOfTheDocumentAndNothingElse() throws {
        let plain = try Draft(person)
        var renamed = plain
        renamed["CF_XDR_MC"] = "\"示例九\""
        #expect(try key(renamed) == key(plain))
        var numbered = plain
        numbered["CF_XDR_ZJHM"] = "\"11010519491231002X\""
        #expect(try key(numbered) != key(plain))
        var typed = plain
        typed["CF_XDR_ZJLX"] = "\"护照号\""
        #expect(try key(typed) != key(plain))
    }

    @Test func aPersonHasOneKeyInAllContracts() throws {
        let paths = [
            person, "list-designation/examples/valid/v1-judgment-defaulter.json", "dispute/examples/valid/v1-submitted-by-agent.json",
        ]
        let keys = try paths.map { try #require(try Desk().check(try Example($0)).record).subjectKey }
        #expect(Set(keys).count == 1)
    }

    private let soleTrader = "administrative-penalty/examples/valid/v2-sole-trader-without-code.json"

    @Test func aSoleTraderWithoutACodeHasOneKeyInAllContracts() throws {
        var honour = try Draft("honour/examples/valid/v1-sole-trader-without-code.json")
        honour["registrationNumber"] = "\"990100600000121\""
        let keys = try [
            key(Draft(soleTrader)), key(honour, "honour@1"),
            key(Draft("dispute/examples/valid/v2-sole-trader-without-code.json"), "dispute@2"),
            key(Draft("dispute/examples/valid/v2-accepted-sole-trader-without-code.json"), "dispute@2", "accepted"),
            key(Draft("credit-repair/examples/valid/v1-sole-trader-without-code.json"), "credit-repair@1"),
        ]
        #expect(Set(keys).count == 1)
    }

    @Test func aSoleTraderKnownByItsNameHasOneKeyInAllContracts() throws {
        var penalty = try Draft(soleTrader)
        penalty["CF_XDR_GSZC"] = nil
        var dispute = try Draft("dispute/examples/valid/v2-sole-trader-without-code.json")
        dispute["subjectRegistrationNumber"] = nil
        #expect(try key(dispute, "dispute@2") == key(penalty))
        // A number that is written like the name is another trader's.
        dispute["subjectRegistrationNumber"] = "\"云岭县示例小吃店\""
        #expect(try key(dispute, "dispute@2") != key(penalty))
    }

    @Test("a sole trader without a code is known by its registration number, else by its name")
    func soleTraderWithoutCode() throws {
        let plain = try Draft(soleTrader)
        #expect(try key(plain).wholeMatch(of: /t[0-9a-f]{32}/) != nil)
        var otherNumber = plain
        otherNumber["CF_XDR_GSZC"] = "\"990100600000130\""
        #expect(try key(otherNumber) != key(plain))
        var renamed = plain
        renamed["CF_XDR_MC"] = "\"改名小吃店\""
        #expect(try key(renamed) == key(plain))
        var nameOnly = plain
        nameOnly["CF_XDR_GSZC"] = nil
        #expect(try key(nameOnly) != key(plain))
        renamed["CF_XDR_GSZC"] = nil
        #expect(try key(renamed) != key(nameOnly))
    }
}
