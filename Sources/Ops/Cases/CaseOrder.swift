import Contracts
import Credit
import Hub
import JSON

/// One step of a case that somebody orders on the command line: whose event it will be, and what stands in it.
public struct CaseOrder {
    /// What the command line says.
    public struct Words: Sendable {
        public var kind: CaseKind
        public var verb: CaseVerb
        public var caseID: String
        /// Who does it; nil for whoever the lifecycle says.
        public var party: String?
        /// The contract with its version; nil for that of the case.
        public var contract: String?
        /// Members that are given: they go before what is filled in.
        public var members: [(name: String, value: JSONValue)] = []

        public init(kind: CaseKind, verb: CaseVerb, caseID: String) {
            self.kind = kind
            self.verb = verb
            self.caseID = caseID
        }
    }

    public let publication: PublishOrder
    /// The event's content, in the contract's form.
    public let content: JSONValue

    /// - parameters:
    ///   - held: The case as it stands; nil where it is opened.
    ///   - source: The department whose record it is.
    ///   - submission: What is known of the case's submission: it names the subject.
    ///   - today: The day of the step.
    /// - throws: ``SetupError`` if nobody can be found to do it, or the party cannot publish it.
    public init(
        _ words: Words, held: CaseState?, source: String?, submission: JSONValue?, topology: Topology, catalogue: Catalogue, today: CivilDate
    ) throws(SetupError) {
        let party: String
        if let named = words.party { party = named } else { party = try Self.party(words, held, source, topology) }
        guard let binding = topology.departments.first(where: { $0.party == party }) else {
            throw SetupError(
                zh: "\(party) 不是 topics/departments/ 中的部门：请用 --party 指定由谁办理",
                en: "\(party) is no department of topics/departments/: name with --party who does it")
        }
        var publishing = PublishOrder.Words(party: party, record: words.kind.contract)
        publishing.contract = words.contract ?? Self.contract(words, held, binding, catalogue)
        publishing.operation = words.verb.operation
        publishing.format = HandedFile.Format.json.rawValue
        publication = try PublishOrder(publishing, path: words.caseID, topology: topology, catalogue: catalogue)

        var members: [(String, JSONValue)] = []
        func fill(_ name: String, _ value: JSONValue?) {
            guard let value, !value.isNull, !members.contains(where: { $0.0 == name }) else { return }
            members.append((name, value))
        }
        for member in words.members { fill(member.name, member.value) }
        let operation = publication.operation
        func know(_ name: String, _ value: @autoclosure () -> JSONValue?) {
            if operation.fields.contains(name) { fill(name, value()) }
        }
        know("caseId", .string(words.caseID))
        know("recordId", held.map { .string($0.recordID.description) })
        for member in submission?.objectValue.map(Array.init) ?? [] where member.name.hasPrefix("subject") { know(member.name, member.value) }
        know("expectedVersion", held.map { .int($0.version) })
        know(operation.name + "Date", .string(today.description))
        know(operation.name + "By", .string(binding.name.zh))
        know(operation.name + "ByCode", .string(binding.code))
        let addressee = topology.departments.first { $0.party == source }
        know(operation.name + "To", addressee.map { .string($0.name.zh) })
        know(operation.name + "ToCode", addressee.map { .string($0.code) })
        content = .object(JSONObject(members))
    }

    /// Who does a step by the lifecycle, where there is no doubt.
    private static func party(
        _ words: Words, _ held: CaseState?, _ source: String?, _ topology: Topology
    ) throws(SetupError) -> String {
        let parties = words.verb.roles(of: words.kind).compactMap { role -> String? in
            switch role {
            case .intake: held?.party ?? topology.caseOffice?.party
            case .office: topology.caseOffice?.party ?? held?.party
            case .source: source
            case .ledger: nil
            }
        }
        guard let party = parties.first else {
            throw SetupError(
                zh: "不知道由谁办理“\(words.verb.word)”：请用 --party 指定", en: "nobody is known who does \(words.verb.word): name the party with --party")
        }
        return party
    }

    /// The contract of the case if that has the step, or else the newest that the party may publish.
    private static func contract(
        _ words: Words, _ held: CaseState?, _ binding: DepartmentBinding, _ catalogue: Catalogue
    ) -> String? {
        let accepted = binding.records.first { $0.record == words.kind.contract }?.accepts ?? []
        let able = accepted.filter { catalogue.contract($0)?.operation(words.verb.operation) != nil }
        return (able.first { $0.description == held?.contract } ?? able.max { $0.version < $1.version })?.description
    }
}
