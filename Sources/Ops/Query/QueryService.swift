import Credit
import Dispatch
import HTTP
import Hub

/// Answers queries about single subjects from the ledger, for approval systems that hold no copy of the lists.
public final class QueryService: HubService {
    static let name = "query"

    private let hub: Hub
    private let tokens: TokenRegisterFile
    private let shelves: ShelfRoom
    private let uptime: @Sendable () -> UInt64
    private let port: UInt16

    public var name: String { Self.name }

    /// The service that a hub's configuration asks for; nil if it asks for none.
    ///
    /// - throws: ``SetupError`` if there is no register of tokens, or it cannot be used, or nothing can be put into the directory for
    ///   what memory need not hold.
    public init?(of hub: Hub) throws(SetupError) {
        let settings = hub.configuration.query
        guard let port = settings.port else { return nil }
        guard let file = settings.tokens else {
            throw SetupError(
                zh: "应答查询需要令牌登记文件：请用 --tokens 指定，令牌用 credithub lists token --party P 生成",
                en: "queries are answered only to holders of tokens: name the register with --tokens, and make tokens with credithub lists token --party P")
        }
        let uptime: @Sendable () -> UInt64 = { DispatchTime.now().uptimeNanoseconds }
        self.uptime = uptime
        let (log, subscribers) = (hub.log, Set(hub.topology.subscribers.map(\.party)))
        do throws(TokenRegisterError) {
            tokens = try TokenRegisterFile(file, uptime: uptime) { Self.note($0, file, subscribers, log) }
        } catch {
            throw SetupError(zh: error.text(.zh), en: error.text(.en))
        }
        // There is one file for each partition, and few entries come at once.
        var sizes = FileShelf.Settings()
        sizes.block = 32 << 10
        shelves = try ShelfRoom(directory: hub.configuration.spillDirectory, settings: sizes, name: Self.name, log: log)
        self.hub = hub
        self.port = port
    }

    public func run(until stop: StopSignal) throws(SetupError) {
        let (settings, topology, log) = (hub.configuration.query, hub.topology, hub.log)
        let copy = LedgerCopy(
            partitions: topology.ledgerPartitions, maxAgeSeconds: settings.maxAgeSeconds, shelves: shelves, uptime: uptime)
        let subscribers = Set(topology.subscribers.map(\.party))
        Self.warn(of: tokens.register, subscribers, log)
        let handler = QueryHandler(
            copy: copy, tokens: tokens, subjects: QueriedSubject(keys: hub.subjectKeys, catalogue: hub.catalogue),
            subscribers: subscribers, perSecond: settings.perSecond, log: log, uptime: uptime)
        let server: HTTPServer
        do throws(HTTPServerError) {
            server = try HTTPServer(address: settings.address, port: port, handler: handler.answer)
        } catch {
            throw SetupError(zh: error.zh, en: error.en)
        }
        defer { server.stop() }
        log.write(
            .info, Self.name, zh: "在 \(settings.address) 的端口 \(server.port) 应答查询",
            en: "listening on port \(server.port) of \(settings.address)")
        try LedgerFollower(
            client: hub.configuration.client(Self.name, log: log), topic: topology.names.ledgerState, partitions: topology.ledgerPartitions,
            copy: copy, maxAgeSeconds: settings.maxAgeSeconds, log: log, stop: stop
        ).run()
    }
    // MARK: The register of tokens

    private static func note(
        _ news: Result<TokenRegister, TokenRegisterError>, _ file: String, _ subscribers: Set<String>, _ log: HubLog
    ) {
        switch news {
        case .success(let register):
            log.write(
                .info, name, zh: "已重新读取令牌登记文件 \(file)（\(register.count) 个令牌）",
                en: "the register of tokens \(file) is read again (\(register.count) tokens)")
            warn(of: register, subscribers, log)
        case .failure(let error):
            log.write(
                .warning, name, zh: "令牌登记文件已变更但无法使用，继续使用原有令牌：\(error.text(.zh))",
                en: "the register of tokens has changed and cannot be used; the tokens known before still hold: \(error.text(.en))")
        }
    }

    private static func warn(of register: TokenRegister, _ subscribers: Set<String>, _ log: HubLog) {
        for party in register.parties.subtracting(subscribers).sorted() {
            log.write(
                .warning, name, zh: "令牌登记中的 \(party) 不是订阅方，不能查询",
                en: "\(party) of the register of tokens is no subscriber, and is answered nothing")
        }
    }
}
