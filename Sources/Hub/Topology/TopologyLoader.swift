import Adapters
import Contracts
import Credit
import Foundation
import JSON

/// Reads the files of `topics/`.
struct TopologyLoader {
    let directory: String
    let prefix: String
    let catalogue: Catalogue
    private let adapters: [String: Adapter]

    /// - throws: ``SetupError`` if an adapter cannot be used.
    init(directory: String, prefix: String, catalogue: Catalogue) throws(SetupError) {
        self.directory = directory
        self.prefix = prefix
        self.catalogue = catalogue
        do throws(AdapterLoadError) {
            adapters = try Adapter.load(directory: directory + "/adapters", catalogue: catalogue)
        } catch {
            throw SetupError(zh: error.text(.zh), en: error.text(.en))
        }
    }

    static let kinds = [
        "dept", "platform", "receipt", "dlq", "ledger.in", "ledger.state", "subscriber", "upstream", "notice", "audit",
    ]

    func load() throws(SetupError) -> Topology {
        let (plans, replication) = try topicPlans()
        var departments: [DepartmentBinding] = []
        for file in try files("departments") { departments.append(try department(file)) }
        var subscribers: [SubscriberBinding] = []
        for file in try files("subscribers") { subscribers.append(try subscriber(file)) }
        var platforms: [PlatformBinding] = []
        for file in try files("platforms") { platforms.append(try platform(file)) }
        guard !departments.isEmpty else {
            throw SetupError(
                zh: "\(directory)/departments 中没有任何部门绑定；请检查 --topics 指向的目录",
                en: "\(directory)/departments holds no bindings; check the folder that --topics names")
        }
        return Topology(
            names: TopicNames(prefix: prefix), departments: departments, subscribers: subscribers, platforms: platforms,
            replicationFactor: replication, plans: plans)
    }

    // MARK: Files

    private struct File {
        let path: String
        let json: JSONValue

        func bad(_ place: String, _ zh: String, _ en: String) -> SetupError {
            SetupError(zh: "\(path)#\(place)：\(zh)", en: "\(path)#\(place): \(en)")
        }

        func text(_ member: String) throws(SetupError) -> String {
            guard let text = json[member]?.stringValue, !text.isEmpty else {
                throw bad("/\(member)", "缺少或不是字符串", "is missing or no string")
            }
            return text
        }

        func texts(_ member: String) throws(SetupError) -> [String] {
            guard let values = json[member]?.arrayValue else { throw bad("/\(member)", "应为字符串数组", "must be an array of strings") }
            return values.compactMap(\.stringValue)
        }

        var name: Bilingual {
            let zh = json["name"]?.stringValue ?? ""
            return Bilingual(zh: zh, en: json["nameEn"]?.stringValue ?? zh)
        }

        /// The party, which must be what the file is named for: topics are made from it.
        func party() throws(SetupError) -> String {
            let party = try text("party")
            guard path.hasSuffix("/\(party).json") else {
                throw bad("/party", "与文件名不符", "is not what the file is named for")
            }
            let allowed = party.utf8.allSatisfy { ($0 >= 0x61 && $0 <= 0x7a) || ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: "-") }
            guard allowed else { throw bad("/party", "只能用小写字母、数字和连字符", "may have lower-case letters, digits and hyphens only") }
            return party
        }
    }

    private func read(_ path: String) throws(SetupError) -> File {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SetupError(
                zh: "无法读取 \(path)；请检查 --topics 指向的目录", en: "cannot read \(path); check the folder that --topics names")
        }
        let bytes = [UInt8](data)
        do {
            return File(path: path, json: try JSONValue(parsing: bytes))
        } catch {
            let (line, column) = bytes.withUnsafeBytes { error.location(in: $0) }
            throw SetupError(
                zh: "\(path) 第 \(line) 行第 \(column) 列不是合法的 JSON（\(error.kind.rawValue)）",
                en: "\(path) is not valid JSON at line \(line), column \(column) (\(error.kind.rawValue))")
        }
    }

    private func files(_ folder: String) throws(SetupError) -> [File] {
        let path = "\(directory)/\(folder)"
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter { $0.hasSuffix(".json") }
        var files: [File] = []
        for name in names.sorted() { files.append(try read("\(path)/\(name)")) }
        return files
    }

    // MARK: Each kind

    private func topicPlans() throws(SetupError) -> ([String: TopicPlan], Int32) {
        let file = try read("\(directory)/topics.json")
        guard let replication = file.json["replicationFactor"]?.intValue, (1...9).contains(replication) else {
            throw file.bad("/replicationFactor", "应为 1 到 9 的整数", "must be a whole number from 1 to 9")
        }
        var plans: [String: TopicPlan] = [:]
        for kind in Self.kinds {
            guard let entry = file.json["kinds"]?[kind], let partitions = entry["partitions"]?.intValue,
                (1...1000).contains(partitions)
            else { throw file.bad("/kinds/\(kind)", "缺少该类主题或 partitions", "this kind of topic or its partitions are missing") }
            var configuration: [String: String] = [:]
            for (name, value) in entry["configuration"]?.objectValue ?? JSONObject([]) {
                configuration[name] = value.stringValue ?? value.jsonText
            }
            plans[kind] = TopicPlan(partitions: Int32(partitions), configuration: configuration)
        }
        // The ledger writes what follows from one of its partitions to that same partition of these, and numbers it.
        for kind in ["ledger.state", "subscriber", "upstream", "audit"] where plans[kind]?.partitions != plans["ledger.in"]?.partitions {
            throw file.bad("/kinds/\(kind)/partitions", "必须与 ledger.in 相同", "must be that of ledger.in")
        }
        return (plans, Int32(replication))
    }

    private func department(_ file: File) throws(SetupError) -> DepartmentBinding {
        guard let rows = file.json["records"]?.arrayValue, !rows.isEmpty else {
            throw file.bad("/records", "没有可报送的记录", "names no records")
        }
        var records: [DepartmentBinding.Record] = []
        for (index, row) in rows.enumerated() {
            guard let record = row["record"]?.stringValue else {
                throw file.bad("/records/\(index)/record", "缺少", "is missing")
            }
            var accepts: [ContractReference] = []
            for value in row["accepts"]?.arrayValue ?? [] {
                guard let reference = value.stringValue.flatMap({ ContractReference($0) }), reference.name == record,
                    let contract = catalogue.contract(reference)
                else {
                    throw file.bad(
                        "/records/\(index)/accepts", "\(value.jsonText) 不在合同目录中", "\(value.jsonText) is not in the catalogue")
                }
                guard contract.info.status != .draft, contract.kind != .repair else {
                    throw file.bad(
                        "/records/\(index)/accepts", "\(reference) 尚不能用于报送（草案，或台账还不处理）",
                        "\(reference) cannot be published yet (a draft, or not handled by the ledger so far)")
                }
                accepts.append(reference)
            }
            guard !accepts.isEmpty else { throw file.bad("/records/\(index)/accepts", "缺少", "is missing") }
            guard !records.contains(where: { $0.record == record }) else {
                throw file.bad("/records/\(index)/record", "\(record) 出现两次", "\(record) occurs twice")
            }
            records.append(
                DepartmentBinding.Record(
                    record: record, accepts: accepts, adapters: try boundAdapters(row, "/records/\(index)/adapters", accepts, file)))
        }
        let party = try file.party()
        let region = try file.text("region")
        return DepartmentBinding(
            party: party, name: file.name, code: try file.text("code"), region: region,
            regions: file.json["regions"] == nil ? [region] : try file.texts("regions"),
            principal: file.json["principal"]?.stringValue ?? party, authorities: Set(try file.texts("authorities")),
            records: records)
    }

    private func boundAdapters(
        _ row: JSONValue, _ place: String, _ accepts: [ContractReference], _ file: File
    ) throws(SetupError) -> [DepartmentBinding.BoundAdapter] {
        var bound: [DepartmentBinding.BoundAdapter] = []
        for (index, entry) in (row["adapters"]?.arrayValue ?? []).enumerated() {
            let place = "\(place)/\(index)"
            guard let name = entry["name"]?.stringValue, let adapter = adapters[name] else {
                throw file.bad("\(place)/name", "没有这个适配器（topics/adapters）", "there is no such adapter in topics/adapters")
            }
            guard let from = entry["from"]?.stringValue.flatMap({ CivilDate($0) }) else {
                throw file.bad("\(place)/from", "应为日期 YYYY-MM-DD", "must be a day as YYYY-MM-DD")
            }
            guard accepts.contains(adapter.contract.reference) else {
                throw file.bad(
                    "\(place)/name", "适配器输出 \(adapter.contract.reference)，不在 accepts 中",
                    "the adapter makes \(adapter.contract.reference), which accepts does not name")
            }
            bound.append(DepartmentBinding.BoundAdapter(from: from, adapter: adapter))
        }
        return bound.sorted { $0.from > $1.from }
    }

    private func subscriber(_ file: File) throws(SetupError) -> SubscriberBinding {
        var lists: Set<String>?
        if file.json["lists"]?.stringValue != "all" {
            let codes = try file.texts("lists")
            let known = catalogue.listCodes()
            for code in codes where known[code] == nil {
                throw file.bad("/lists", "没有名单 \(code)", "there is no list \(code)")
            }
            lists = Set(codes)
        }
        var kinds: Set<SubjectKind> = []
        for name in try file.texts("subjectKinds") {
            guard let kind = SubjectKind(rawValue: name) else {
                throw file.bad("/subjectKinds", "没有主体类别 \(name)", "there is no kind of subject \(name)")
            }
            kinds.insert(kind)
        }
        if kinds.contains(.person), (file.json["legalMeasure"]?.stringValue ?? "").isEmpty {
            throw file.bad("/legalMeasure", "订阅自然人信息必须写明法定措施", "natural persons may be subscribed only with a legal measure")
        }
        return SubscriberBinding(
            party: try file.party(), name: file.name, lists: lists, subjectKinds: kinds, fields: try file.texts("fields"))
    }

    private func platform(_ file: File) throws(SetupError) -> PlatformBinding {
        guard file.json["transport"]?["kind"]?.stringValue == "kafka",
            let topic = file.json["transport"]?["topic"]?.stringValue
        else { throw file.bad("/transport", "目前支持 kind 为 kafka 且写明 topic", "must have the kind kafka and a topic") }
        let records = try file.texts("records")
        for record in records where catalogue.newest(record) == nil {
            throw file.bad("/records", "\(record) 不在合同目录中", "\(record) is not in the catalogue")
        }
        return PlatformBinding(
            party: try file.party(), name: file.name, records: records, topic: topic,
            usesSlashDates: file.json["format"]?["dates"]?.stringValue == "YYYY/MM/DD")
    }
}
