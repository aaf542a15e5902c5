import JSON

/// What the repair policy says of one record, by what it holds of it.
struct RepairTerms {
    private let policy: RepairPolicy
    private let record: RecordState
    private let entry: EntryState?

    init(_ policy: RepairPolicy, _ record: RecordState, _ entry: EntryState?) {
        self.policy = policy
        self.record = record
        self.entry = entry
    }

    /// Nil where the policy knows nothing of such records, or their content is not held. What the record says itself of the end of its
    /// display comes before the longest that the policy allows.
    ///
    /// - parameter day: chooses the regime.
    func terms(on day: CivilDate) -> RepairPolicy.Terms? {
        guard var terms = policyTerms(on: day) else { return nil }
        if let end = record.termEnd { terms.latest = min(terms.latest, end) }
        return terms
    }

    private func policyTerms(on day: CivilDate) -> RepairPolicy.Terms? {
        // Every record that is held passes here: most are of no kind that can be repaired.
        guard let entry, entry.list != nil || record.contractName == "administrative-penalty" else { return nil }
        let parser = JSONParser()
        return withExtendedLifetime(parser) {
            entry.content.withUnsafeBytes { bytes -> RepairPolicy.Terms? in
                guard let view = try? parser.parse(bytes) else { return nil }
                func date(_ name: StaticString) -> CivilDate? { view.member(name).flatMap { CivilDate($0.string) } }
                if let list = entry.list {
                    guard let listed = date("RDRQ") else { return nil }
                    return policy.listTerms(list: list, listedOn: listed, termEnd: record.termEnd, on: day)
                }
                guard let decided = date("CF_JDRQ") else { return nil }
                let kinds = (view.member("CF_CFLB")?.string ?? "").split { $0 == ";" || $0 == "；" }.map(String.init)
                return policy.terms(kinds: kinds, decidedOn: decided, party: record.party, on: day)
            }
        }
    }
}
