import Contracts
import Credit
import Foundation
import JSON
import Kafka

/// A stage of the hub that a process can take on.
public enum Role: String, Sendable, CaseIterable {
    case ingest
    case ledger
    case delivery
}

/// How one hub process is set up: by a JSON file, and by options of the command line that override it.
public struct HubConfiguration: Sendable {
    /// `host:port,…` of the brokers.
    public var bootstrapServers: String
    /// Stands before every topic, group and transactional id, so that several hubs can share a cluster.
    public var prefix = ""
    /// Names this process among those of the same hub: static membership and transactional ids are made from it, so a
    /// process that starts again under its name has its partitions back at once and fences its former self.
    public var instance = "hub-1"
    /// How the processes of a hub share out partitions. `cooperative-sticky` moves fewest, but has faults in librdkafka 2.0.2; with
    /// the others, too, a process keeps the state of partitions that it gets back.
    public var assignment = ConsumerConfiguration.AssignmentStrategy.range
    /// Whether a process keeps its place in the groups when it ends, and has its partitions back at once when it starts again under
    /// its name (static membership). Otherwise it leaves, and the others take over at once: for processes that come and go.
    public var isStaticMember = true
    /// Stands behind the groups' names: another suffix reads all input again (benches only, so no file sets it).
    public var groupSuffix = ""
    public var roles: Set<Role> = Set(Role.allCases)
    public var contracts = "contracts"
    public var topics = "topics"
    /// File with the secret (32 bytes or more) of the keyed hash that stands for natural persons.
    public var subjectKeyFile: String?
    /// librdkafka properties for all clients (TLS, SASL …).
    public var clientProperties: [String: String] = [:]
    /// The broker is the embedded one, which names aborted transactions for ever: once a producer has aborted, what it commits
    /// later is hidden from read_committed readers. So each session has a transactional id of its own, see
    /// ``SessionRegister``. Never needed with Apache Kafka, whose lists end with the abort's marker.
    public var hasStaleAborts = false
    /// Longest time that a transaction stays open while events keep coming, in milliseconds.
    public var transactionMilliseconds = 100
    /// Memory for messages fetched ahead by a stage, in MiB: a topic that has an eighth of it waiting is not fetched further.
    public var bufferMegabytes = 256
    /// Most events in one transaction.
    public var transactionEvents = 10_000
    /// Where the ledger, and the copy that queries are answered from, put the content of entries that memory need not hold: files without
    /// names, gone with the process.
    public var spillDirectory = NSTemporaryDirectory()
    public var query = QuerySettings()
    /// How many days the ledger may have rested before its process starts; nil for any. A clock that is further ahead is taken to be
    /// wrong.
    public var mostPauseDays: Int?

    public init(bootstrapServers: String) {
        self.bootstrapServers = bootstrapServers
    }

    /// Reads a configuration file.
    ///
    /// - throws: ``SetupError`` naming file, place and the members that exist.
    public init(file: String) throws(SetupError) {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw SetupError(
                zh: "无法读取配置文件 \(file)：请检查路径和权限", en: "cannot read the configuration file \(file): check path and permissions")
        }
        let bytes = [UInt8](data)
        let json: JSONValue
        do {
            json = try JSONValue(parsing: bytes)
        } catch {
            let (line, column) = bytes.withUnsafeBytes { error.location(in: $0) }
            throw SetupError(
                zh: "配置文件 \(file) 第 \(line) 行第 \(column) 列不是合法的 JSON（\(error.kind.rawValue)）",
                en: "the configuration file \(file) is not valid JSON at line \(line), column \(column) (\(error.kind.rawValue))")
        }
        guard let members = json.objectValue else {
            throw SetupError(zh: "配置文件 \(file) 应为 JSON 对象", en: "the configuration file \(file) must hold a JSON object")
        }
        self.init(bootstrapServers: "")
        let known = [
            "bootstrapServers", "prefix", "instance", "roles", "contracts", "topics", "subjectKeyFile", "clientProperties",
            "transactionMilliseconds", "transactionEvents", "bufferMegabytes", "hasStaleAborts",
            "assignment", "staticMember", "spillDirectory", "queryPort", "queryAddress", "tokens", "queryRate", "queryMaxAge", "mostPauseDays",
        ]
        for (name, value) in members {
            func bad(_ zh: String, _ en: String) -> SetupError {
                SetupError(zh: "配置文件 \(file) 的 \(name) \(zh)", en: "\(name) in the configuration file \(file) \(en)")
            }
            func text() throws(SetupError) -> String {
                guard let text = value.stringValue else { throw bad("应为字符串", "must be a string") }
                return text
            }
            func count() throws(SetupError) -> Int {
                guard let count = value.intValue, (1...1_000_000).contains(count) else {
                    throw bad("应为 1 到 1000000 的整数", "must be a whole number from 1 to 1000000")
                }
                return count
            }
            switch name {
            case "bootstrapServers": bootstrapServers = try text()
            case "prefix": prefix = try text()
            case "instance": instance = try text()
            case "contracts": contracts = try text()
            case "topics": topics = try text()
            case "subjectKeyFile": subjectKeyFile = try text()
            case "transactionMilliseconds": transactionMilliseconds = try count()
            case "transactionEvents": transactionEvents = try count()
            case "bufferMegabytes": bufferMegabytes = try count()
            case "spillDirectory": spillDirectory = try text()
            case "queryPort":
                guard let port = value.intValue.flatMap({ UInt16(exactly: $0) }) else {
                    throw bad("应为 0 到 65535 的整数", "must be a whole number from 0 to 65535")
                }
                query.port = port
            case "queryAddress": query.address = try text()
            case "tokens": query.tokens = try text()
            case "queryRate": query.perSecond = try count()
            case "mostPauseDays": mostPauseDays = try count()
            case "queryMaxAge": query.maxAgeSeconds = try count()
            case "hasStaleAborts":
                guard let flag = value.boolValue else { throw bad("应为 true 或 false", "must be true or false") }
                hasStaleAborts = flag
            case "staticMember":
                guard let flag = value.boolValue else { throw bad("应为 true 或 false", "must be true or false") }
                isStaticMember = flag
            case "assignment":
                guard let strategy = ConsumerConfiguration.AssignmentStrategy(rawValue: try text()) else {
                    throw bad("应为 range、roundrobin 或 cooperative-sticky", "must be range, roundrobin or cooperative-sticky")
                }
                assignment = strategy
            case "roles":
                roles = try Self.roles((value.arrayValue ?? []).compactMap(\.stringValue))
            case "clientProperties":
                for (property, setting) in value.objectValue ?? JSONObject([]) {
                    clientProperties[property] = setting.stringValue ?? setting.jsonText
                }
            default:
                throw bad("不是已知的配置项（可用：\(known.joined(separator: "、"))）", "is not known (there are: \(known.joined(separator: ", ")))")
            }
        }
    }

    /// The role without a stage: a process that has only this one answers queries, and does nothing else.
    private static let operations = "ops"

    /// Reads names of roles.
    public static func roles(_ names: [String]) throws(SetupError) -> Set<Role> {
        var roles: Set<Role> = []
        for name in names where name != operations {
            guard let role = Role(rawValue: name) else {
                let all = (Role.allCases.map(\.rawValue) + [operations]).joined(separator: ",")
                throw SetupError(zh: "没有角色 \(name)（可用：\(all)）", en: "there is no role \(name) (there are: \(all))")
            }
            roles.insert(role)
        }
        guard !names.isEmpty else { throw SetupError(zh: "至少需要一个角色", en: "at least one role is needed") }
        return roles
    }

    /// Reads the name of an assignment.
    public static func assignment(_ name: String) throws(SetupError) -> ConsumerConfiguration.AssignmentStrategy {
        guard let strategy = ConsumerConfiguration.AssignmentStrategy(rawValue: name) else {
            throw SetupError(
                zh: "没有分配方式 \(name)（可用：range、roundrobin、cooperative-sticky）", en: "there is no assignment \(name) (there are: range, roundrobin, cooperative-sticky)")
        }
        return strategy
    }

    /// What stage loops need to know of it.
    var loopSettings: StageLoop.Settings {
        var settings = StageLoop.Settings(instance: instance)
        settings.groupSuffix = groupSuffix
        settings.strategy = assignment
        settings.isStatic = isStaticMember
        settings.transactionMilliseconds = transactionMilliseconds
        settings.transactionEvents = transactionEvents
        settings.hasStaleAborts = hasStaleAborts
        return settings
    }

    /// Configuration of one Kafka client of this process.
    public func client(_ name: String, log: HubLog? = nil) -> ClientConfiguration {
        var client = ClientConfiguration(bootstrapServers: bootstrapServers, clientID: "credithub-\(instance)-\(name)")
        client.properties = clientProperties
        if let log {
            client.log = { line in
                guard line.level <= 4 else { return }
                log.write(.debug, name, "\(line.facility): \(line.message)")
            }
            client.error = { error in log.brokerTrouble(name, error) }
        }
        return client
    }

    /// Whether other users of the machine may read the file of the secret.
    var isSubjectKeyOpen: Bool {
        guard let file = subjectKeyFile, let mode = try? FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        else { return false }
        return mode & 0o077 != 0
    }

    /// The secret of the subject keys.
    ///
    /// - throws: ``SetupError`` if no file is named, it cannot be read or is too short.
    public func subjectKeys() throws(SetupError) -> SubjectKeys {
        guard let file = subjectKeyFile else {
            throw SetupError(
                zh: "未指定主体密钥文件（自然人主键的 HMAC 密钥）：用 (umask 077; head -c 32 /dev/urandom >subject.key) 生成，再用 --subject-key 指定并妥善保管",
                en: "no subject key file is named (the HMAC secret for natural persons): make one with (umask 077; head -c 32 /dev/urandom >subject.key), name it with --subject-key and keep it safe")
        }
        guard let data = FileManager.default.contents(atPath: file) else {
            throw SetupError(zh: "无法读取主体密钥文件 \(file)", en: "cannot read the subject key file \(file)")
        }
        guard data.count >= 32 else {
            throw SetupError(
                zh: "主体密钥文件 \(file) 只有 \(data.count) 字节，至少需要 32 字节",
                en: "the subject key file \(file) has \(data.count) bytes; at least 32 are needed")
        }
        return SubjectKeys(secret: [UInt8](data))
    }
}
