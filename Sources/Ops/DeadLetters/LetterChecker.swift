import Contracts
import Credit
import Hub

/// Tells what would be sent for a letter, by today's contracts, bindings and adapters.
struct LetterChecker {
    private let check: IntakeCheck
    private let catalogue: Catalogue
    private let today: CivilDate

    init(topology: Topology, catalogue: Catalogue, subjectKeys: SubjectKeys, today: CivilDate) {
        check = IntakeCheck(topology: topology, catalogue: catalogue, subjectKeys: subjectKeys)
        self.catalogue = catalogue
        self.today = today
    }

    /// What a letter is; nil if the hub does not read its topic any more.
    func kind(of letter: Letter) -> IntakeKind? {
        check.kind(topic: letter.origin.topic, headers: letter.headers, isEntry: letter.origin.record != nil)
    }

    /// - parameter mended: the line of a file that is to be sent in the place of the original bytes.
    func candidate(for letter: Letter, mended: MendedLetter? = nil) -> ReplayCandidate {
        guard let kind = kind(of: letter) else {
            return ReplayCandidate(
                kind: nil, value: letter.value, headers: [], verdicts: [], isEdited: mended != nil, obstacle: .noTopic,
                records: Set([letter.record].compactMap { $0 }))
        }
        guard let form = check.form(topic: letter.origin.topic), kind == .record || kind == .feedback else {
            return message(letter, kind, mended)
        }
        return record(letter, kind, form.record, form.accepts, mended)
    }

    /// Contract and operation in which a mended record goes: what the line says, what is known of the letter, or the binding's own.
    func form(
        of letter: Letter, _ mended: MendedLetter?, _ original: ReplayCandidate
    ) -> (contract: String, operation: String?) {
        let accepted = check.form(topic: letter.origin.topic)?.accepts.first
        let verdict = original.verdicts.first
        let contract = mended?.contract ?? verdict?.contract?.description ?? letter.contract ?? accepted?.description ?? ""
        let known = ContractReference(contract).flatMap { catalogue.contract($0) }
        return (contract, mended?.operation ?? verdict?.operation ?? letter.operation ?? known?.defaultOperation.name)
    }

    // MARK: Messages that are no record

    private func message(_ letter: Letter, _ kind: IntakeKind, _ mended: MendedLetter?) -> ReplayCandidate {
        var headers = letter.headers.filter { $0.name != "ce_id" }
        var candidate = ReplayCandidate(
            kind: kind, value: letter.value, headers: headers, verdicts: [], isEdited: mended != nil, records: [],
            line: ListFileName(header: letter.header).map { .file($0) } ?? .none)
        switch kind {
        case .listFileEntry: candidate.obstacle = .listFileEntry
        case .listFilePart where mended != nil: candidate.obstacle = .sealedPart
        default:
            if let mended {
                candidate.obstacle = mended.record == nil ? .notMended : nil
                candidate.value = mended.record ?? letter.value
                if kind == .listFileEnd, let contract = mended.contract, !contract.isEmpty {
                    headers.removeAll { $0.name == "ce_dataschema" }
                    headers.append(("ce_dataschema", Array(contract.utf8)))
                    candidate.headers = headers
                }
            } else if letter.isCut {
                candidate.obstacle = .cut
            }
        }
        guard !letter.isCut || mended?.record != nil else { return candidate }
        candidate.verdicts = check.check(
            topic: letter.origin.topic, value: candidate.value, headers: headers, isEntry: letter.origin.record != nil, today: today)
        return candidate
    }

    // MARK: Records

    private func record(
        _ letter: Letter, _ kind: IntakeKind, _ record: String, _ accepts: [ContractReference], _ mended: MendedLetter?
    ) -> ReplayCandidate {
        let original = original(letter, kind, accepts)
        guard let mended else { return original }
        guard let value = mended.record else {
            return ReplayCandidate(
                kind: kind, value: nil, headers: [], verdicts: original.verdicts, isEdited: true, obstacle: .notMended, records: original.records)
        }
        let (contract, operation) = form(of: letter, mended, original)
        var headers = letter.headers.filter { !["ce_id", "ce_dataschema", "ce_type", "content-type"].contains($0.name) }
        headers.append(("ce_dataschema", Array(contract.utf8)))
        if let operation { headers.append(("ce_type", Array(EventType.text(record: record, operation: operation).utf8))) }
        headers.append(("content-type", Array("application/json".utf8)))
        // What an adapter read of the bytes as they came does not stand in the contract's form.
        if let sender = original.verdicts.first?.sender, !letter.headers.contains(where: { $0.name == "ce_senderid" || $0.name == "ce_senderrow" }) {
            if let id = sender.id { headers.append(("ce_senderid", Array(id.utf8))) }
            if let row = sender.row { headers.append(("ce_senderrow", Array(row.utf8))) }
        }
        let verdicts = check.check(topic: letter.origin.topic, value: value, headers: headers, today: today)
        return ReplayCandidate(
            kind: kind, value: value, headers: headers, verdicts: verdicts, isEdited: true,
            records: original.records.union(verdicts.compactMap(\.recordID)))
    }

    // MARK: As it came

    private func original(_ letter: Letter, _ kind: IntakeKind, _ accepts: [ContractReference]) -> ReplayCandidate {
        let headers = letter.headers.filter { $0.name != "ce_id" }
        guard !letter.isCut else {
            return ReplayCandidate(
                kind: kind, value: letter.value, headers: headers, verdicts: [], isEdited: false, obstacle: .cut,
                records: Set([letter.record].compactMap { $0 }))
        }
        var candidate = candidate(letter, kind, headers)
        if !candidate.isGood, letter.stage == "ledger", let known = letter.record {
            // The ledger's letters name the contract that the record was lifted or adapted to, but hold the bytes as they came: the
            // form that gives the same record is the one in which it was sent.
            let stem = headers.filter { $0.name != "ce_dataschema" }
            let forms = [stem] + accepts.map { stem + [("ce_dataschema", Array($0.description.utf8))] }
            if let found = forms.lazy.map({ self.candidate(letter, kind, $0) }).first(where: { $0.isGood && $0.recordID == known }) {
                candidate = found
            }
        }
        return candidate
    }

    private func candidate(_ letter: Letter, _ kind: IntakeKind, _ headers: [Letter.Header]) -> ReplayCandidate {
        let verdicts = check.check(topic: letter.origin.topic, value: letter.value, headers: headers, today: today)
        return ReplayCandidate(
            kind: kind, value: letter.value, headers: headers, verdicts: verdicts, isEdited: false,
            records: Set(verdicts.compactMap(\.recordID) + [letter.record].compactMap { $0 }))
    }
}
