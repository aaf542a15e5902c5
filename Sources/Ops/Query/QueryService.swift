import Credit
import Dispatch
import HTTP
import Hub

/// Answers queries about single subjects from the ledger, for approval systems that hold no copy of the lists.
public final class QueryService: HubService {
    static let name = "query"

    private let hub: Hub
    private let register: TokenRegister
    private let port: UInt16

    public var name: String { Self.name }

    /// The service that a hub's configuration asks for; nil if it asks for none.
    ///
    /// - throws: ``SetupError`` if there is no register of tokens, or it cannot be used.
    public init?(of hub: Hub) throws(SetupError) {
        let settings = hub.configuration.query
        guard let port = settings.port else { return nil }
        guard let file = settings.tokens else {
            throw SetupError(
                zh: "应答查询需要令牌登记文件：请用 --tokens 指定，令牌用 credithub lists token --party P 生成",
                en: "queries are answered only to holders of tokens: name the register with --tokens, and make tokens with credithub lists token --party P")
        }
        do throws(TokenRegisterError) {
            register = try TokenRegister.load(file)
        } catch {
            throw SetupError(zh: error.text(.zh), en: error.text(.en))
        }
        self.hub = hub
        self.port = port
    }

    public func run(until stop: StopSignal) throws(SetupError) {
        let (settings, topology, log) = (hub.configuration.query, hub.topology, hub.log)
        let uptime: @Sendable () -> UInt64 = { DispatchTime.now().uptimeNanoseconds }
        let copy = LedgerCopy(partitions: topology.ledgerPartitions, maxAgeSeconds: settings.maxAgeSeconds, uptime: uptime)
        let subscribers = Set(topology.subscribers.map(\.party))
        for party in register.parties.subtracting(subscribers).sorted() {
            log.write(
                .warning, Self.name, zh: "令牌登记中的 \(party) 不是订阅方，不能查询",
                en: "\(party) of the register of tokens is no subscriber, and is answered nothing")
        }
        let handler = QueryHandler(
            copy: copy, register: register, subjects: QueriedSubject(keys: hub.subjectKeys, catalogue: hub.catalogue),
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
}
