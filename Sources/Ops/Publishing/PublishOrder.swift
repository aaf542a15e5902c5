import Adapters
import Contracts
import Credit
import Hub

/// What somebody asked to hand over: a file, to whose topic, and how it is to be read.
public struct PublishOrder: Sendable {
    public let binding: DepartmentBinding
    public let record: DepartmentBinding.Record
    public let contract: Contract
    /// Of records that name none themselves.
    public let operation: Contracts.Operation
    public let format: HandedFile.Format
    public let encoding: FileEncoding
    /// csv: between columns.
    public let separator: UInt8
    /// Reads the file in the place of the contract's own names.
    public let adapter: Adapter?

    /// What the command line says, before it is held against the bindings.
    public struct Words: Sendable {
        public var party: String
        public var record: String
        public var contract: String?
        public var operation: String?
        public var format: String?
        public var encoding: String?
        public var separator: String?
        public var adapter: String?

        public init(party: String, record: String) {
            self.party = party
            self.record = record
        }
    }

    /// - parameter path: the file's; its ending tells the format where no word does.
    /// - throws: ``SetupError`` with what there is.
    public init(_ words: Words, path: String, topology: Topology, catalogue: Catalogue) throws(SetupError) {
        guard let binding = topology.departments.first(where: { $0.party == words.party }) else {
            let known = topology.departments.map(\.party).joined(separator: ", ")
            throw SetupError(
                zh: "topics/ 中没有部门 \(words.party)（可用：\(known)）", en: "topics/ has no department \(words.party) (there are: \(known))")
        }
        guard let record = binding.records.first(where: { $0.record == words.record }) else {
            let known = binding.records.map(\.record).joined(separator: ", ")
            throw SetupError(
                zh: "\(words.party) 的绑定中没有 \(words.record)（可用：\(known)）",
                en: "the binding of \(words.party) does not have \(words.record) (there are: \(known))")
        }
        self.binding = binding
        self.record = record
        adapter = try Self.adapter(words, record)
        contract = try Self.contract(words, record, adapter, catalogue)
        operation = try Self.operation(words, contract)
        format = try Self.format(words, path)
        guard let encoding = FileEncoding(name: words.encoding ?? "auto") else {
            throw SetupError(zh: "--encoding 应为 auto、UTF-8 或 GB18030", en: "--encoding must be auto, UTF-8 or GB18030")
        }
        self.encoding = encoding
        separator = try Self.separator(words)
    }

    private static func adapter(_ words: Words, _ record: DepartmentBinding.Record) throws(SetupError) -> Adapter? {
        guard let name = words.adapter else { return nil }
        for (option, value) in [("contract", words.contract), ("encoding", words.encoding), ("separator", words.separator)] where value != nil {
            throw SetupError(
                zh: "--\(option) 不能与 --adapter 同用：适配器已写明", en: "--\(option) does not go with --adapter, which says it already")
        }
        if let bound = record.adapters.first(where: { $0.adapter.name == name }) { return bound.adapter }
        let known = record.adapters.map(\.adapter.name).joined(separator: ", ")
        throw SetupError(
            zh: "绑定中没有适配器 \(name)（可用：\(known.isEmpty ? "无" : known)）",
            en: "the binding has no adapter \(name) (there are: \(known.isEmpty ? "none" : known))")
    }

    private static func contract(
        _ words: Words, _ record: DepartmentBinding.Record, _ adapter: Adapter?, _ catalogue: Catalogue
    ) throws(SetupError) -> Contract {
        if let adapter { return adapter.contract }
        let named = words.contract ?? record.accepts[0].description
        guard let reference = record.accepts.first(where: { $0.description == named }), let contract = catalogue.contract(reference) else {
            let known = record.accepts.map(\.description).joined(separator: ", ")
            throw SetupError(
                zh: "绑定不接受数据合同 \(named)（可用：\(known)）", en: "the binding does not accept the contract \(named) (there are: \(known))")
        }
        return contract
    }

    private static func operation(_ words: Words, _ contract: Contract) throws(SetupError) -> Contracts.Operation {
        guard let name = words.operation else { return contract.defaultOperation }
        if let operation = contract.operation(name) { return operation }
        let known = contract.operations.map(\.name).joined(separator: ", ")
        throw SetupError(
            zh: "合同 \(contract.reference) 没有操作 \(name)（可用：\(known)）", en: "\(contract.reference) has no operation \(name) (there are: \(known))")
    }

    private static func format(_ words: Words, _ path: String) throws(SetupError) -> HandedFile.Format {
        let known = HandedFile.Format.allCases.map(\.rawValue).joined(separator: ", ")
        if let name = words.format {
            if let format = HandedFile.Format(rawValue: name) { return format }
            throw SetupError(zh: "没有格式 \(name)（可用：\(known)）", en: "there is no format \(name) (there are: \(known))")
        }
        if let format = HandedFile.format(of: path) { return format }
        throw SetupError(
            zh: "从文件名 \(path) 看不出格式：请用 --format 指定（\(known)）", en: "the name \(path) does not tell the format: name it with --format (\(known))")
    }

    private static func separator(_ words: Words) throws(SetupError) -> UInt8 {
        switch words.separator {
        case nil: UInt8(ascii: ",")
        case "tab", "\t", "\\t": 0x09
        case .some(let text):
            if [",", ";", "|"].contains(text), let byte = text.utf8.first { byte } else {
                throw SetupError(zh: "--separator 应为 , ; | 或 tab", en: "--separator must be one of , ; | and tab")
            }
        }
    }
}
