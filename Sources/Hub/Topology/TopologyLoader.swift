import Adapters
import Contracts
import Credit
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
        let (plans, replication, held) = try topicPlans()
        let files = (
            departments: try BindingFile.all(in: "\(directory)/departments"),
            subscribers: try BindingFile.all(in: "\(directory)/subscribers"),
            platforms: try BindingFile.all(in: "\(directory)/platforms")
        )
        var departments: [DepartmentBinding] = []
        for file in files.departments {
            departments.append(try DepartmentLoader(catalogue: catalogue, adapters: adapters, file: file).load())
        }
        var subscribers: [SubscriberBinding] = []
        for file in files.subscribers {
            subscribers.append(try SubscriberLoader(catalogue: catalogue, heldRecords: held, file: file).load())
        }
        var platforms: [PlatformBinding] = []
        for file in files.platforms { platforms.append(try PlatformLoader(catalogue: catalogue, file: file).load()) }
        try checkUnique(files.departments + files.subscribers + files.platforms)
        guard !departments.isEmpty else {
            throw SetupError(
                zh: "\(directory)/departments 中没有任何部门绑定；请检查 --topics 指向的目录",
                en: "\(directory)/departments holds no bindings; check the folder that --topics names")
        }
        let offices = departments.filter(\.handlesCases)
        if offices.count > 1, let file = files.departments.first(where: { (try? $0.party()) == offices[1].party }) {
            throw file.bad(
                "/handlesCases", "\(offices[0].party) 已受理办件，只能有一个部门", "\(offices[0].party) handles cases already: one department does")
        }
        return Topology(
            names: TopicNames(prefix: prefix), departments: departments, subscribers: subscribers, platforms: platforms,
            replicationFactor: replication, heldRecords: held, plans: plans)
    }

    private func topicPlans() throws(SetupError) -> ([String: TopicPlan], Int32, Set<String>) {
        let file = try BindingFile(path: "\(directory)/topics.json")
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
        let held = Set(try file.texts("heldRecords"))
        for record in held.sorted() where ![.record, .feedback].contains(catalogue.newest(record)?.kind) {
            throw file.bad("/heldRecords", "\(record) 不是合同目录中的记录", "\(record) is no record of the catalogue")
        }
        return (plans, Int32(replication), held)
    }

    /// Receipts, dead letters and rights go by the party alone, whatever kind of binding it has.
    private func checkUnique(_ files: [BindingFile]) throws(SetupError) {
        var owners: [String: String] = [:]
        for file in files {
            guard let other = owners.updateValue(file.path, forKey: try file.party()) else { continue }
            throw file.bad("/party", "\(other) 已用此代号", "\(other) has the same party")
        }
    }
}
