import Contracts
import Credit
import JSON

/// What a topic of an upper platform takes: the entries of a list file's parts, each checked as one that a department lists, and
/// against the list of the file. Knows nothing of Kafka; used from one thread.
final class ListFileIntake {
    private let binding: DepartmentBinding
    private let catalogue: Catalogue
    private let checker: RecordChecker
    private var intakes: [String: Intake] = [:]
    private let retention: RetentionPolicy
    private let parser = JSONParser()
    private var current: Intake?
    private var list = ""
    private var today = CivilDate(days: 0)
    /// What the entries of the part said, by their identities.
    private var contents: [Identifier128: Identifier128] = [:]
    /// The end of the term of the entry that was accepted last.
    private(set) var termEnd: CivilDate?

    init(_ platform: PlatformBinding, catalogue: Catalogue, checker: RecordChecker) {
        binding = DepartmentBinding(sentDownBy: platform)
        self.catalogue = catalogue
        self.checker = checker
        retention = catalogue.retention ?? .forever
    }

    /// 行政区划 of the platform.
    var region: String { binding.region }

    /// Takes up a part, or one entry of it, whose memory must live until the next one.
    ///
    /// - returns: how many entries it holds; nil if its contract is none of lists.
    func open(_ value: UnsafeRawBufferPointer?, _ envelope: Envelope, _ file: ListFileMessage, today: CivilDate) -> Int? {
        guard let intake = intake(file.contract) else { return nil }
        current = intake
        list = file.list
        self.today = today
        contents.removeAll(keepingCapacity: true)
        guard !Self.isEmptyArray(value) else { return 0 }
        // Each entry is what a department would list.
        var headers = envelope
        headers.type = nil
        headers.source = nil
        return intake.open(value, headers, today: today)
    }

    /// Checks one entry of the part.
    func check(_ index: Int) -> Intake.Item {
        guard let current else { return Intake.Item(faults: [Fault(.internalError)]) }
        var item = current.check(index)
        if let record = item.record, item.faults.isEmpty, let fault = fault(record) { item.faults.append(fault) }
        return item
    }

    /// What the contract alone does not see: another list, an entry past its term, an entry that says two things.
    private func fault(_ record: CheckedRecord) -> Fault? {
        guard record.list?.code == list else {
            return Fault(.inconsistent, path: record.operation.listField.map { "/\($0)" } ?? "", expected: list, value: record.list?.code)
        }
        let content = withCanonical { canonical in
            termEnd = record.contract.term.flatMap { rule in (try? parser.parse(canonical)).flatMap { rule.end(of: $0) } }
            return SHA256.hash(canonical).prefix
        }
        if let termEnd, retention.hasExpired(termEnd, of: Substring(record.contract.reference.name), on: today) {
            return Fault(.termOver, value: termEnd.description)
        }
        guard let former = contents.updateValue(content, forKey: record.recordID), former != content else { return nil }
        return Fault(
            .inconsistent, message: Bilingual(zh: "同一条目在文件中出现两次且内容不同", en: "the entry stands in the file twice, and says two things"))
    }

    func original(_ index: Int) -> UnsafeRawBufferPointer { current?.original(index) ?? UnsafeRawBufferPointer(start: nil, count: 0) }
    func contractForm(_ index: Int) -> UnsafeRawBufferPointer { current?.contractForm(index) ?? UnsafeRawBufferPointer(start: nil, count: 0) }

    /// The canonical form of the entry that was accepted last.
    func withCanonical<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R { try checker.withCanonical(body) }

    private func intake(_ contract: ContractReference) -> Intake? {
        if let known = intakes[contract.description] { return known }
        guard let found = catalogue.contract(contract), found.kind == .list else { return nil }
        let intake = Intake(
            binding: binding, record: DepartmentBinding.Record(record: contract.name, accepts: [contract], adapters: []), catalogue: catalogue,
            checker: checker)
        intakes[contract.description] = intake
        return intake
    }

    private static func isEmptyArray(_ value: UnsafeRawBufferPointer?) -> Bool {
        guard let value, value.count <= 64 else { return false }
        let text = value.filter { ![0x20, 0x09, 0x0a, 0x0d].contains($0) }
        return text.elementsEqual("[]".utf8)
    }
}
