import Contracts
import Credit
import Foundation
import Kafka

/// One process of the hub: the stages that it was given, each on a thread of its own.
public final class Hub: Sendable {
    public let configuration: HubConfiguration
    public let catalogue: Catalogue
    public let topology: Topology
    public let stop = StopSignal()
    /// Whether the ledger's state is rebuilt.
    public let readiness = Readiness()
    /// Counts by role.
    public let statistics: [Role: StageStatistics]
    package let subjectKeys: SubjectKeys
    package let log: HubLog
    /// Nil without the ledger's stage.
    private let shelves: ShelfRoom?

    /// Reads contracts, bindings and the secret.
    ///
    /// - throws: ``SetupError`` or `ContractLoadError`: what is wrong, and where.
    public init(_ configuration: HubConfiguration, log: HubLog) throws {
        self.configuration = configuration
        self.log = log
        catalogue = try Catalogue.load(directory: configuration.contracts)
        topology = try Topology.load(directory: configuration.topics, prefix: configuration.prefix, catalogue: catalogue)
        subjectKeys = try configuration.subjectKeys()
        if let file = configuration.subjectKeyFile, configuration.isSubjectKeyOpen {
            log.write(
                .warning, "hub", zh: "主体密钥文件 \(file) 可被其他用户读取：请 chmod 600", en: "the subject key file \(file) can be read by others: chmod 600 it")
        }
        shelves = configuration.roles.contains(.ledger) ? try ShelfRoom(directory: configuration.spillDirectory, log: log) : nil
        statistics = Dictionary(uniqueKeysWithValues: configuration.roles.map { ($0, StageStatistics()) })
    }

    /// Runs until ``stop`` is set.
    ///
    /// - throws: ``SetupError`` if the brokers cannot be reached, a topic is missing or has other partitions than planned, or
    ///   if a stage or a service had to give up.
    public func run(clock: any Clock = SystemClock(), services: [any HubService] = []) throws(SetupError) {
        guard !configuration.roles.isEmpty || !services.isEmpty else {
            throw SetupError(
                zh: "角色 ops 只应答查询：请用 --query-port 指定端口", en: "the role ops only answers queries: name a port with --query-port")
        }
        try TopicCheck(configuration: configuration, topology: topology).run()
        if configuration.roles.contains(.ledger), let year = catalogue.calendar.missingYear(from: clock.now().day) {
            log.write(
                .warning, "hub", zh: "没有 \(year) 年的工作日历（contracts/calendars/\(year).json）：跨入该年的办理期限为暂定，载入后重新计算",
                en: "there is no calendar of \(year) (contracts/calendars/\(year).json): deadlines that reach into it are provisional, and counted again when it is loaded")
        }
        let group = DispatchGroup()
        for service in services {
            group.enter()
            let thread = Thread { [stop] in
                do throws(SetupError) {
                    try service.run(until: stop)
                } catch {
                    stop.fail(error)
                }
                group.leave()
            }
            thread.name = service.name
            thread.stackSize = 4 << 20
            thread.start()
        }
        for role in Role.allCases where configuration.roles.contains(role) {
            group.enter()
            let thread = Thread { [self] in
                let cluster = KafkaCluster(configuration: configuration, log: log, stop: stop)
                StageLoop(
                    stage: stage(role, cluster, clock), cluster: cluster, settings: configuration.loopSettings, names: topology.names,
                    log: log, stop: stop, statistics: statistics[role]!
                ).run()
                group.leave()
            }
            thread.name = role.rawValue
            thread.stackSize = 4 << 20
            thread.start()
        }
        let stages = Role.allCases.filter { configuration.roles.contains($0) }.map(\.rawValue)
        let names = (stages + services.map(\.name)).joined(separator: ", ")
        log.write(.info, "hub", zh: "信枢已启动（\(names)）", en: "the hub is running (\(names))")
        group.wait()
        if let failure = stop.failure { throw failure }
        log.write(.info, "hub", zh: "信枢已停止", en: "the hub has stopped")
    }

    private func stage(_ role: Role, _ cluster: KafkaCluster, _ clock: any Clock) -> any Stage {
        switch role {
        case .ingest:
            return IngestStage(topology: topology, catalogue: catalogue, subjectKeys: subjectKeys, clock: clock)
        case .ledger:
            let ledger = Ledger(routing: topology.routing, retention: catalogue.retention ?? .forever, policy: topology.casePolicy(catalogue))
            let restorer = StateRestorer(
                cluster: cluster, topic: topology.names.ledgerState, ledger: ledger, shelves: shelves, log: log, stop: stop,
                readiness: readiness, pause: configuration.mostPauseDays.map { PauseGuard(clock: clock, mostDays: $0) })
            return LedgerStage(
                topology: topology, catalogue: catalogue, ledger: ledger, clock: clock, restorer: restorer, log: log,
                readiness: readiness)
        case .delivery:
            return DeliveryStage(topology: topology, catalogue: catalogue, clock: clock, log: log)
        }
    }
}
