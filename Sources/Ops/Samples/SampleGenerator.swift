import Credit

/// Makes events as departments send them, for demonstrations, tests and load: invented, deterministic, and right unless
/// they are meant to be wrong.
///
///     var samples = SampleGenerator(seed: 1, today: CivilDate("2026-11-21")!)
///     for event in samples.mix(count: 1000) { … }
///
/// Names are nobody's and all numbers lie in a region that does not exist (990100, 云岭县). Generators of different seeds
/// use different document numbers. Events keep the fields they were made from: make large loads in portions, which
/// refer back to records of earlier ones.
public struct SampleGenerator: Sendable {
    private var random: SampleRandom
    private let seedText: String
    private let today: CivilDate
    private var eventCount = 0
    private var documentCount = 0
    /// Records that ``mix(count:)`` may send again, correct or withdraw: those that nothing has happened to.
    private var open: [SampleEvent] = []
    /// List entries that ``mix(count:)`` may take off.
    private var entries: [SampleEvent] = []

    public init(seed: UInt64, today: CivilDate) {
        random = SampleRandom(seed: seed)
        seedText = String(seed, radix: 36, uppercase: true)
        self.today = today
    }

    /// The departments whose records it makes.
    public static var parties: [String] { SampleParty.all.map(\.id) }

    // MARK: Records

    /// A penalty (administrative-penalty@2) of one of the last five days.
    public mutating func penalty(party: String) -> SampleEvent {
        penalty(of: .named(party), about: nil)
    }

    /// A permit (administrative-permit@2) of one of the last five days.
    ///
    /// - precondition: the party gives permits; the court does not.
    public mutating func permit(party: String) -> SampleEvent {
        let party = SampleParty.named(party)
        precondition(!party.permits.isEmpty, "\(party.id) gives no permits")
        let kind = random.one(of: party.permits)
        let subject = subject(kind.forPersons ? .person : random.below(10) < 7 ? .organisation : .soleTrader)
        let decided = decisionDate()
        let serial = nextSerial()
        var document = SampleDocument()
        appendSubject(subject, prefix: "XK_", to: &document)
        document.append("XK_XKWS", kind.title)
        document.append("XK_WSH", number(party.permitMark, serial))
        document.append("XK_XKLB", kind.kind)
        document.append("XK_XKZS", kind.certificate)
        document.append("XK_XKBH", "YL\(seedText)\(samplePadded(serial, 6))")
        document.append("XK_NR", kind.content)
        document.append("XK_JDRQ", decided.text)
        document.append("XK_YXQZ", decided.text)
        document.append("XK_YXQZI", kind.kind == "登记" ? "2099-12-31" : decided.adding(days: 5 * 365).text)
        document.append("XK_XKJG", party.name)
        document.append("XK_XKJGDM", party.code)
        document.append("XK_ZT", "1")
        document.append("XK_LYDW", party.name)
        document.append("XK_LYDWDM", party.code)
        return event(party.id, "administrative-permit@2", "reported", key: "XK_WSH", document, subject)
    }

    /// An entry of the party's own list (list-designation@1).
    public mutating func listing(party: String) -> SampleEvent {
        let party = SampleParty.named(party)
        let subject = subject(random.below(10) < 6 ? .organisation : random.below(2) == 0 ? .soleTrader : .person)
        let decided = decisionDate()
        var document = SampleDocument()
        document.append("HMDMC", party.list.name)
        document.append("XYZTLB", subject.category)
        document.append("JGMC", subject.name)
        document.append("TYSHXYDM", subject.code)
        document.append("ZJLX", subject.residentID == nil ? nil : "身份证")
        document.append("ZJHM", subject.residentID)
        document.append("FRDB", subject.representative)
        document.append("WSH", number(party.listMark, nextSerial()))
        document.append("RDBM", party.name)
        document.append("RDBMTYSHXYDM", party.code)
        document.append("RDYJ", party.list.basis)
        document.append("RDRQ", decided.text)
        document.append("GZRQ", decided.adding(days: -15 - random.below(15)).text)
        document.append("YXQS", decided.text)
        document.append("YXQZ", decided.adding(days: party.list.days).text)
        document.append("LRMDSY", party.list.reason)
        return event(party.id, "list-designation@1", "listed", key: "WSH", document, subject)
    }

    // MARK: What happens to records

    /// Takes the subject of a list entry off the list.
    public mutating func delisting(of entry: SampleEvent) -> SampleEvent {
        precondition(entry.record == "list-designation", "only a list entry is taken off a list")
        var document = entry.document.only(
            ["HMDMC", "XYZTLB", "JGMC", "TYSHXYDM", "ZJLX", "ZJHM", "WSH", "RDBM", "RDBMTYSHXYDM"])
        document.append("TCRQ", today.text)
        document.append("TCMDYY", "已纠正失信行为并履行相关义务，经审查准予移出。")
        document.append("TCYJ", SampleParty.named(entry.party).list.exitBasis)
        return event(entry.party, entry.contract, "delisted", key: "WSH", document, entry.subject)
    }

    /// Corrects a record: a smaller fine, or a text that says that it was corrected.
    public mutating func correction(of original: SampleEvent) -> SampleEvent {
        var document = original.document
        if let fine = document.amount("CF_NR_FK"), let content = document.text("CF_NR") {
            let corrected = fine - fine / 5
            document["CF_NR_FK"] = .amount(corrected)
            document["CF_NR"] = .text(
                content.replacing(
                    "罚款\(SampleDocument.yuan(fine))元", with: "罚款\(SampleDocument.yuan(corrected))元"))
        } else {
            let field = original.record == "administrative-permit" ? "XK_NR" : "LRMDSY"
            document[field] = .text((document.text(field) ?? "") + "（更正）")
        }
        let key = documentField(original)
        return event(original.party, original.contract, "corrected", key: key, document, original.subject)
    }

    /// Withdraws a permit or penalty.
    public mutating func withdrawal(of original: SampleEvent) -> SampleEvent {
        let names: [String]
        switch original.record {
        case "administrative-penalty":
            names = ["CF_WSH", "CF_CFJG", "CF_CFJGDM"] + Self.subjectFields.map { "CF_XDR_" + $0 }
        case "administrative-permit":
            names = ["XK_WSH", "XK_XKJG", "XK_XKJGDM"] + Self.subjectFields.map { "XK_XDR_" + $0 }
        default:
            preconditionFailure("a \(original.record) is not withdrawn")
        }
        var document = original.document.only(names)
        let byMistake = random.below(2) == 0
        document.append("CXRQ", today.text)
        document.append("CXYY", byMistake ? "报送时误选文书，该记录不应报送。" : "经行政复议，原决定被撤销。")
        document.append("CXLX", byMistake ? "错报" : "撤销")
        let key = documentField(original)
        return event(original.party, original.contract, "withdrawn", key: key, document, original.subject)
    }

    /// The subject's fields that a withdrawal repeats, without their prefix.
    private static let subjectFields = ["MC", "LB", "SHXYM", "GSZC", "ZJLX", "ZJHM"]

    // MARK: Disputes

    /// The subject disputes a record; the credit office hands the dispute in.
    ///
    /// - parameter recordID: the 32 hexadecimal characters that the receipt of `original` names.
    public mutating func disputeSubmission(caseId: String, about original: SampleEvent, recordID: String) -> SampleEvent {
        var document = disputeSubject(caseId, original, recordID)
        document.append("grounds", "公示内容与决定书不一致，申请核查。")
        document.append("submittedDate", today.text)
        document.append("applicant", "本人")
        var field = SampleDocument()
        if let fine = original.document.amount("CF_NR_FK") {
            field.append("field", "CF_NR_FK")
            field.append("claimedValue", cents: fine - fine / 5)
        } else {
            let name = original.record == "administrative-permit" ? "XK_NR" : "LRMDSY"
            field.append("field", name)
            field.append("claimedValue", "以决定书原件为准。")
        }
        document["disputedFields"] = .list([field])
        return event(SampleParty.creditOffice.id, "dispute@1", "submitted", key: "caseId", document, original.subject)
    }

    /// The credit office accepts the dispute.
    public mutating func disputeAcceptance(caseId: String, about original: SampleEvent, recordID: String) -> SampleEvent {
        var document = disputeSubject(caseId, original, recordID)
        document.append("acceptedDate", today.text)
        document.append("acceptedBy", SampleParty.creditOffice.name)
        return event(SampleParty.creditOffice.id, "dispute@1", "accepted", key: "caseId", document, original.subject)
    }

    /// The department that handed the record in has checked it.
    public mutating func disputeVerification(
        caseId: String, about original: SampleEvent, recordID: String, result: SampleResult
    ) -> SampleEvent {
        var document = disputeSubject(caseId, original, recordID)
        document.append("result", result.rawValue)
        switch result {
        case .upheld: document.append("explanation", "经核对决定书，公示内容无误。")
        case .corrected: document.append("explanation", "经核对决定书，公示内容有误，将重新报送。")
        case .withdrawn: document.append("explanation", "经核实，该决定已被撤销，将撤回公示。")
        }
        document.append("verifiedDate", today.text)
        document.append("verifiedBy", SampleParty.named(original.party).name)
        return event(original.party, "dispute@1", "verified", key: "caseId", document, original.subject)
    }

    // MARK: Wrong records

    /// A record that is wrong in one way, as a new event that the hub refuses with `how.code` alone.
    ///
    /// The record is the event's own if it is a penalty that can be wrong in that way (a fine without amount needs a
    /// fine); otherwise it is a new penalty of the same party.
    public mutating func wrong(_ event: SampleEvent, how: SampleFault) -> SampleEvent {
        var wrong = event
        if !fits(event, how) {
            let kind: SampleSubject.Kind = how == .personWithOrganisationFields ? .person : .organisation
            wrong = penalty(of: .named(event.party), about: kind)
        }
        wrong.id = nextID()
        wrong.expectation = .rejected(code: how.code)
        let fine = wrong.document.amount("CF_NR_FK") ?? 0
        switch how {
        case .missingDecisionDate:
            wrong.document["CF_JDRQ"] = nil
        case .wrongCheckCharacter:
            wrong.document["CF_XDR_SHXYM"] = .text(SampleNumbers.withWrongCheck(wrong.document.text("CF_XDR_SHXYM") ?? ""))
        case .fineWithoutAmount:
            wrong.document["CF_NR_FK"] = nil
        case .yuanAsTenThousands:
            wrong.document["CF_NR_FK"] = .number(SampleDocument.yuan(fine))
        case .unknownKind:
            wrong.document["CF_CFLB"] = .text((wrong.document.text("CF_CFLB") ?? "") + ";批评教育")
        case .dateInFuture:
            wrong.document["CF_JDRQ"] = .text(today.adding(days: 3).text)
        case .datesReversed:
            wrong.document["CF_YXQ"] = .text(today.adding(days: -30).text)
        case .unknownField:
            wrong.document["CF_CFMC"] = .text("行政处罚")
        case .amountAsText:
            wrong.document["CF_NR_FK"] = .text(SampleDocument.tenThousands(fine))
        case .personWithOrganisationFields:
            let other = subject(.organisation)
            wrong.document.append("CF_XDR_SHXYM", other.code)
            wrong.document.append("CF_FRDB", other.representative)
        case .blankInName:
            wrong.document["CF_XDR_MC"] = .text((wrong.document.text("CF_XDR_MC") ?? "") + "\u{3000}")
        case .foreignAuthority:
            let others = SampleParty.all.filter { $0.id != event.party }
            wrong.document["CF_CFJGDM"] = .text(random.one(of: others).code)
        case .brokenUTF8, .cutOff:
            break
        }
        wrong.value = wrong.document.json
        if how == .brokenUTF8, let place = wrong.value.firstIndex(where: { $0 >= 0x80 }) {
            // 云 in GB18030, where UTF-8 has three bytes.
            wrong.value.replaceSubrange(place..<place + 3, with: [0xd4, 0xc6])
        }
        if how == .cutOff, let comma = wrong.value.lastIndex(of: UInt8(ascii: ",")) {
            wrong.value.removeSubrange(comma...)
        }
        return wrong
    }

    private func fits(_ event: SampleEvent, _ how: SampleFault) -> Bool {
        guard event.record == "administrative-penalty", event.operation == "reported" else { return false }
        switch how {
        case .wrongCheckCharacter:
            guard let code = event.document.text("CF_XDR_SHXYM") else { return false }
            return code != SampleNumbers.placeholder
        case .personWithOrganisationFields: return event.subject.kind == .person
        case .fineWithoutAmount, .yuanAsTenThousands, .amountAsText: return event.document.amount("CF_NR_FK") != nil
        default: return true
        }
    }

    // MARK: A day's traffic

    /// What three departments send: about three quarters new permits and penalties, the rest list entries and removals,
    /// corrections, withdrawals, records sent twice, and mistakes of every kind.
    ///
    /// Of one record the events stand in the order in which they must be handled.
    public mutating func mix(count: Int) -> [SampleEvent] {
        var events: [SampleEvent] = []
        events.reserveCapacity(count)
        while events.count < count { events.append(any()) }
        return events
    }

    private mutating func any() -> SampleEvent {
        let share = random.below(100)
        let draw = random.below(100)
        let party = draw < 55 ? "market-regulation" : draw < 82 ? "emergency-management" : "court"
        switch share {
        case 0..<8:
            return wrong(penalty(party: party), how: random.one(of: SampleFault.allCases))
        case 8..<11 where !open.isEmpty:
            var again = random.one(of: open)
            again.id = nextID()
            again.expectation = .duplicate
            return again
        case 11..<13 where !open.isEmpty:
            return correction(of: open.remove(at: random.below(open.count)))
        case 13..<14 where !open.isEmpty:
            return withdrawal(of: open.remove(at: random.below(open.count)))
        case 14..<22:
            let entry = listing(party: party)
            Self.remember(entry, in: &entries, &random)
            return entry
        case 22..<24 where !entries.isEmpty:
            return delisting(of: entries.remove(at: random.below(entries.count)))
        default:
            let isPermit = party != "court" && random.below(100) < 40
            let record = isPermit ? permit(party: party) : penalty(party: party)
            Self.remember(record, in: &open, &random)
            return record
        }
    }

    /// Keeps an event, in the place of another once there are many.
    private static func remember(_ event: SampleEvent, in events: inout [SampleEvent], _ random: inout SampleRandom) {
        if events.count < 256 { events.append(event) } else { events[random.below(events.count)] = event }
    }

    // MARK: Parts

    private mutating func penalty(of party: SampleParty, about kind: SampleSubject.Kind?) -> SampleEvent {
        let draw = random.below(100)
        let kind = kind ?? (draw < 60 ? .organisation : draw < 85 ? .soleTrader : .person)
        let subject = subject(kind)
        let cause = random.one(of: kind == .person ? party.penalties.filter(\.byPersons) : party.penalties)
        let decided = decisionDate()
        let fine = (5 + random.below(496)) * 100_00
        var gains: Int?
        var content: [String] = []
        var taken = 0
        for kind in cause.kinds {
            switch kind {
            case "没收违法所得":
                let cents = 100_00 + random.below(900_000)
                taken += cents
                content.append("没收违法所得\(SampleDocument.yuan(cents))元")
            case "没收非法财物":
                let cents = 50_00 + random.below(100_000)
                taken += cents
                content.append("没收非法财物，价值\(SampleDocument.yuan(cents))元")
            case "暂扣许可证件":
                content.append("暂扣\(cause.licence ?? "许可证")三十日")
            default:
                content.append(kind)
            }
        }
        if taken > 0 { gains = taken }
        content.append("罚款\(SampleDocument.yuan(fine))元")
        let serial = nextSerial()
        var document = SampleDocument()
        appendSubject(subject, prefix: "CF_", to: &document)
        document.append("CF_WSH", number(party.penaltyMark, serial))
        document.append("CF_WFXW", cause.violation)
        let inspected = decided.adding(days: -20 - random.below(20))
        document.append(
            "CF_SY",
            "\(inspected.year)年\(inspected.month)月\(inspected.day)日，\(cause.facts)"
                + "以上事实有现场检查笔录、询问笔录等证据证明，当事人在法定期限内未提出陈述和申辩。")
        document.append("CF_YJ", cause.basis)
        document.append("CF_CFLB", (cause.kinds + ["罚款"]).joined(separator: ";"))
        document.append("CF_NR", content.enumerated().map { "\($0 + 1).\($1)" }.joined(separator: "；") + "。")
        document.append("CF_NR_FK", cents: fine)
        document.append("CF_NR_WFFF", cents: gains)
        document.append("CF_NR_ZKDX", cause.licence.map { "\($0)(编号YL\(samplePadded(serial, 6)))" })
        document.append("CF_JDRQ", random.below(4) == 0 ? decided.slashed : decided.text)
        document.append("CF_YXQ", decided.adding(days: 365).text)
        document.append("CF_GSJZQ", decided.adding(days: 365).text)
        document.append("CF_CFJG", party.name)
        document.append("CF_CFJGDM", party.code)
        document.append("CF_SJLY", party.name)
        document.append("CF_SJLYDM", party.code)
        return event(party.id, "administrative-penalty@2", "reported", key: "CF_WSH", document, subject)
    }

    private mutating func subject(_ kind: SampleSubject.Kind) -> SampleSubject {
        SampleSubject(kind: kind, index: random.below(SampleSubject.population))
    }

    private func appendSubject(_ subject: SampleSubject, prefix: String, to document: inout SampleDocument) {
        document.append(prefix + "XDR_MC", subject.name)
        document.append(prefix + "XDR_LB", subject.category)
        document.append(prefix + "XDR_SHXYM", subject.code)
        document.append(prefix + "XDR_GSZC", subject.registration)
        document.append(prefix + "FRDB", subject.representative)
        document.append(prefix + "XDR_ZJLX", subject.residentID == nil ? nil : "身份证")
        document.append(prefix + "XDR_ZJHM", subject.residentID)
    }

    private func disputeSubject(_ caseId: String, _ original: SampleEvent, _ recordID: String) -> SampleDocument {
        let subject = original.subject
        var document = SampleDocument()
        document.append("caseId", caseId)
        document.append("recordId", recordID)
        document.append("subjectCategory", subject.category)
        document.append("subjectName", subject.name)
        document.append("subjectCode", subject.code)
        document.append("subjectDocumentType", subject.residentID == nil ? nil : "身份证")
        document.append("subjectDocumentNumber", subject.residentID)
        return document
    }

    /// One of the five days before today.
    private mutating func decisionDate() -> CivilDate {
        today.adding(days: -1 - random.below(5))
    }

    private mutating func nextSerial() -> Int {
        documentCount += 1
        return documentCount
    }

    private mutating func nextID() -> String {
        eventCount += 1
        return "sample-\(seedText)-\(samplePadded(eventCount, 6))"
    }

    private func number(_ mark: String, _ serial: Int) -> String {
        "\(mark)〔\(today.year)〕\(seedText)-\(samplePadded(serial, 6))号"
    }

    private func documentField(_ event: SampleEvent) -> String {
        switch event.record {
        case "administrative-penalty": "CF_WSH"
        case "administrative-permit": "XK_WSH"
        default: "WSH"
        }
    }

    private mutating func event(
        _ party: String, _ contract: String, _ operation: String, key: String, _ document: SampleDocument,
        _ subject: SampleSubject
    ) -> SampleEvent {
        SampleEvent(
            party: party, record: String(contract.prefix { $0 != "@" }), contract: contract, operation: operation,
            id: nextID(), key: document.text(key) ?? "", value: document.json, expectation: .accepted, document: document,
            subject: subject)
    }
}
