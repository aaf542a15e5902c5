import Contracts
import Credit
import Hub

/// Tells what would be sent for a letter, by today's contracts, bindings and adapters.
struct LetterChecker {
    private let check: IntakeCheck
    private let names: TopicNames
    private let binding: DepartmentBinding
    private let catalogue: Catalogue
    private let today: CivilDate

    init(topology: Topology, catalogue: Catalogue, subjectKeys: SubjectKeys, binding: DepartmentBinding, today: CivilDate) {
        check = IntakeCheck(topology: topology, catalogue: catalogue, subjectKeys: subjectKeys)
        names = topology.names
        self.binding = binding
        self.catalogue = catalogue
        self.today = today
    }

    /// - parameter mended: the line of a file that is to be sent in the place of the original bytes.
    func candidate(for letter: Letter, mended: MendedLetter? = nil) -> ReplayCandidate {
        guard let record = kind(of: letter), check.takes(party: binding.party, record: record) else {
            return ReplayCandidate(
                value: letter.value, headers: [], verdicts: [], isEdited: mended != nil, obstacle: .noTopic,
                records: Set([letter.record].compactMap { $0 }))
        }
        let original = original(letter, record)
        guard let mended else { return original }
        guard let value = mended.record else {
            return ReplayCandidate(
                value: nil, headers: [], verdicts: original.verdicts, isEdited: true, obstacle: .noRecord, records: original.records)
        }
        let (contract, operation) = form(of: letter, record, mended, original)
        var headers = letter.headers.filter { !["ce_id", "ce_dataschema", "ce_type", "content-type"].contains($0.name) }
        headers.append(("ce_dataschema", Array(contract.utf8)))
        if let operation { headers.append(("ce_type", Array(EventType.text(record: record, operation: operation).utf8))) }
        headers.append(("content-type", Array("application/json".utf8)))
        // What an adapter read of the bytes as they came does not stand in the contract's form.
        if let sender = original.verdicts.first?.sender, !letter.headers.contains(where: { $0.name == "ce_senderid" || $0.name == "ce_senderrow" }) {
            if let id = sender.id { headers.append(("ce_senderid", Array(id.utf8))) }
            if let row = sender.row { headers.append(("ce_senderrow", Array(row.utf8))) }
        }
        let verdicts = check.check(party: binding.party, record: record, value: value, headers: headers, today: today)
        return ReplayCandidate(
            value: value, headers: headers, verdicts: verdicts, isEdited: true,
            records: original.records.union(verdicts.compactMap(\.recordID)))
    }

    /// The kind of record that a letter's topic is for.
    func kind(of letter: Letter) -> String? {
        let stem = names.department(binding.party, "")
        return letter.origin.topic.hasPrefix(stem) ? String(letter.origin.topic.dropFirst(stem.count)) : nil
    }

    /// Contract and operation in which a mended record goes: what the line says, what is known of the letter, or the binding's own.
    func form(
        of letter: Letter, _ record: String, _ mended: MendedLetter?, _ original: ReplayCandidate
    ) -> (contract: String, operation: String?) {
        let accepted = binding.records.first { $0.record == record }?.accepts.first
        let verdict = original.verdicts.first
        let contract = mended?.contract ?? verdict?.contract?.description ?? letter.contract ?? accepted?.description ?? ""
        let known = ContractReference(contract).flatMap { catalogue.contract($0) }
        return (contract, mended?.operation ?? verdict?.operation ?? letter.operation ?? known?.defaultOperation.name)
    }

    // MARK: As it came

    private func original(_ letter: Letter, _ record: String) -> ReplayCandidate {
        let headers = letter.headers.filter { $0.name != "ce_id" }
        guard !letter.isCut else {
            return ReplayCandidate(
                value: letter.value, headers: headers, verdicts: [], isEdited: false, obstacle: .cut,
                records: Set([letter.record].compactMap { $0 }))
        }
        var candidate = candidate(letter, record, headers)
        if !candidate.isGood, letter.stage == "ledger", let known = letter.record {
            // The ledger's letters name the contract that the record was lifted or adapted to, but hold the bytes as they came: the
            // form that gives the same record is the one in which it was sent.
            let stem = headers.filter { $0.name != "ce_dataschema" }
            let accepts = binding.records.first { $0.record == record }?.accepts ?? []
            let forms = [stem] + accepts.map { stem + [("ce_dataschema", Array($0.description.utf8))] }
            if let found = forms.lazy.map({ self.candidate(letter, record, $0) }).first(where: { $0.isGood && $0.recordID == known }) {
                candidate = found
            }
        }
        return candidate
    }

    private func candidate(_ letter: Letter, _ record: String, _ headers: [Letter.Header]) -> ReplayCandidate {
        let verdicts = check.check(party: binding.party, record: record, value: letter.value, headers: headers, today: today)
        return ReplayCandidate(
            value: letter.value, headers: headers, verdicts: verdicts, isEdited: false,
            records: Set(verdicts.compactMap(\.recordID) + [letter.record].compactMap { $0 }))
    }
}
