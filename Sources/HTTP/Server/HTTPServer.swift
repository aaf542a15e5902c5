import Dispatch
import Foundation

/// A small HTTP/1.1 listener for requests and answers that fit in memory; without TLS, which is a proxy's in front of it.
///
/// It listens from its making until ``stop()``. Each connection has a thread of its own, on which the handler runs.
public final class HTTPServer: Sendable {
    /// Answers a request. HEAD is answered like GET: the server leaves the body out.
    public typealias Handler = @Sendable (HTTPRequest) -> HTTPResponse

    /// The port listened on.
    public let port: UInt16
    public let limits: HTTPLimits
    private let bell: StopBell
    private let connections: ConnectionRegistry
    private let handler: Handler
    private let threads = DispatchGroup()

    /// Listens at once.
    ///
    /// - parameters:
    ///   - address: IPv4 or IPv6, in figures.
    ///   - port: 0 takes any that is free.
    /// - throws: ``HTTPServerError`` if that is not possible.
    public init(
        address: String = "127.0.0.1", port: UInt16, limits: HTTPLimits = HTTPLimits(), handler: @escaping Handler
    ) throws(HTTPServerError) {
        do throws(SystemFailure) {
            bell = try StopBell()
        } catch {
            throw .system(error.number, address, port)
        }
        let socket = try ListeningSocket(address: address, port: port)
        self.port = socket.port
        self.limits = limits
        self.handler = handler
        connections = ConnectionRegistry(limit: limits.connections)
        onThread("http") { [self] in
            var acceptor = Acceptor(socket: socket, bell: bell, limits: limits, serve: serve)
            acceptor.run()
        }
    }

    /// How many connections are being served.
    public var connectionCount: Int { connections.count }

    /// Takes no more connections, closes those without a request and lets the responses under way finish, for as long as
    /// `stopMilliseconds` allows; then breaks them off. Not to be called by a handler.
    ///
    /// - returns: whether all threads have ended. False if a handler has still not returned.
    @discardableResult
    public func stop() -> Bool {
        bell.ring()
        if threads.wait(timeout: .now() + .milliseconds(limits.stopMilliseconds)) == .success { return true }
        connections.breakOff()
        return threads.wait(timeout: .now() + .milliseconds(limits.lingerMilliseconds)) == .success
    }

    private func serve(_ connection: Int32) -> Bool {
        guard connections.add(connection) else { return false }
        onThread("http-connection") { [self] in
            var worker = ConnectionWorker(
                stream: ConnectionStream(descriptor: connection, bell: bell), limits: limits, handler: handler)
            worker.run()
            connections.close(connection)
        }
        return true
    }

    private func onThread(_ name: String, _ body: @escaping @Sendable () -> Void) {
        threads.enter()
        let thread = Thread { [threads] in
            body()
            threads.leave()
        }
        thread.name = name
        thread.stackSize = 2 << 20
        thread.start()
    }
}
