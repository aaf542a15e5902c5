import Dispatch
import Foundation
import HTTP
import Synchronization
import Testing

@Suite("The listener on the loopback interface", .timeLimit(.minutes(1))) struct HTTPServerTests {
    /// Answers with what was asked.
    private static let echo: HTTPServer.Handler = { request in
        .text("\(request.method.rawValue) \(request.path) \(String(decoding: request.body, as: UTF8.self))")
    }

    private static func get(_ path: String, _ more: String = "") -> String {
        "GET \(path) HTTP/1.1\r\nHost: hub\r\n\(more)\r\n"
    }

    private func withServer<Result>(
        _ change: (inout HTTPLimits) -> Void = { _ in }, handler: @escaping HTTPServer.Handler = echo,
        _ body: (HTTPServer) throws -> Result
    ) throws -> Result {
        var limits = HTTPLimits()
        limits.lingerMilliseconds = 200
        change(&limits)
        let server = try HTTPServer(port: 0, limits: limits, handler: handler)
        defer { server.stop() }
        return try body(server)
    }

    /// Waits until something holds; false after ten seconds.
    private func eventually(_ holds: () throws -> Bool) rethrows -> Bool {
        let end = ContinuousClock.now + .seconds(10)
        while try !holds() {
            guard ContinuousClock.now < end else { return false }
            sched_yield()
        }
        return true
    }

    @Test("A response carries the server's own fields, and no others of their names")
    func fields() throws {
        let handler: HTTPServer.Handler = { _ in
            var response = HTTPResponse.json(Array("{}".utf8))
            response.headers.add("X-Own", "a")
            response.headers.add("cache-control", "public")
            response.headers.add("Content-length", "99")
            return response
        }
        try withServer(handler: handler) { server in
            let client = try Client(port: server.port)
            client.send(Self.get("/"))
            let response = try #require(client.response())
            #expect(response.status == 200 && response.text == "{}")
            #expect(response.headers["content-type"] == "application/json; charset=utf-8")
            #expect(response.headers["content-length"] == "2")
            #expect(response.headers["connection"] == "keep-alive")
            #expect(response.headers["cache-control"] == "no-store")
            #expect(response.headers["x-content-type-options"] == "nosniff")
            #expect(response.headers["x-own"] == "a")
            let date = try #require(response.headers["date"])
            let format = DateFormatter()
            format.locale = Locale(identifier: "en_US_POSIX")
            format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
            #expect(try abs(#require(format.date(from: date)).timeIntervalSinceNow) < 60)
        }
    }

    @Test("One connection carries several requests, up to the limit")
    func keepAlive() throws {
        try withServer { $0.requestsPerConnection = 3 } _: { server in
            let client = try Client(port: server.port)
            for number in 1...3 {
                client.send(Self.get("/\(number)"))
                let response = try #require(client.response())
                #expect(response.text == "GET /\(number) ")
                #expect(response.headers["connection"] == (number < 3 ? "keep-alive" : "close"))
            }
            #expect(client.isAtEnd())
        }
    }

    @Test("A connection is closed when the client says so, or speaks HTTP/1.0")
    func closing() throws {
        try withServer { server in
            for request in [Self.get("/", "Connection: close\r\n"), "GET / HTTP/1.0\r\n\r\n"] {
                let client = try Client(port: server.port)
                client.send(request)
                #expect(client.response()?.headers["connection"] == "close")
                #expect(client.isAtEnd())
            }
            let client = try Client(port: server.port)
            client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            #expect(client.response()?.headers["connection"] == "keep-alive")
        }
    }

    @Test("Requests sent at once are answered in order, the first bad one last")
    func pipelining() throws {
        try withServer { server in
            let client = try Client(port: server.port)
            let post = "POST /2 HTTP/1.1\r\nHost: hub\r\nContent-Length: 3\r\n\r\nabc"
            client.send(Self.get("/1") + post + Self.get("/3") + "GET /% HTTP/1.1\r\n" + Self.get("/4"))
            #expect(client.response()?.text == "GET /1 ")
            #expect(client.response()?.text == "POST /2 abc")
            #expect(client.response()?.text == "GET /3 ")
            let last = try #require(client.response())
            #expect(last.status == 400 && last.headers["connection"] == "close")
            #expect(last.text.hasPrefix(#"{"code":"badEscape","message":{"zh":"#))
            #expect(try JSONSerialization.jsonObject(with: Data(last.body)) is [String: Any])
            #expect(client.isAtEnd())
        }
    }

    @Test("HEAD gets what GET gets, without the body; the connection goes on")
    func head() throws {
        try withServer { server in
            let client = try Client(port: server.port)
            client.send("HEAD /a HTTP/1.1\r\nHost: hub\r\n\r\n" + Self.get("/b"))
            let response = try #require(client.response(toHead: true))
            #expect(response.status == 200 && response.headers["content-length"] == "8")
            #expect(client.response()?.text == "GET /b ")
        }
    }

    @Test("204 has neither body nor length")
    func noContent() throws {
        try withServer { _ in } handler: { request in
            request.path == "/none" ? HTTPResponse(status: 204, body: [1]) : .text("a")
        } _: { server in
            let client = try Client(port: server.port)
            client.send(Self.get("/none") + Self.get("/"))
            let response = try #require(client.response())
            #expect(response.status == 204 && response.headers["content-length"] == nil)
            #expect(client.response()?.text == "a")
        }
    }

    @Test("What HTTP cannot carry is not sent", arguments: [
        HTTPResponse(status: 100), HTTPResponse(status: 700),
        HTTPResponse(status: 200, headers: HTTPHeaders([HTTPHeaders.Field(name: "A", value: "b\r\nSet-Cookie: c")])),
        HTTPResponse(status: 200, headers: HTTPHeaders([HTTPHeaders.Field(name: "A b", value: "")])),
    ])
    func badResponse(response: HTTPResponse) throws {
        try withServer { _ in } handler: { _ in response } _: { server in
            let client = try Client(port: server.port)
            client.send(Self.get("/"))
            let answer = try #require(client.response())
            #expect(answer.status == 500 && answer.headers["set-cookie"] == nil)
        }
    }

    @Test("Methods: those of other resources get 405, unknown ones 501")
    func methods() throws {
        try withServer { _ in } handler: { _ in .methodNotAllowed([.get, .head]) } _: { server in
            let client = try Client(port: server.port)
            client.send("DELETE / HTTP/1.1\r\nHost: hub\r\n\r\nBREW / HTTP/1.1\r\n\r\n")
            let response = try #require(client.response())
            #expect(response.status == 405 && response.headers["allow"] == "GET, HEAD")
            #expect(client.response()?.status == 501)
        }
    }

    @Test("Too much is refused, and the answer arrives although the rest was not read", arguments: [
        (Self.get("/", "A: " + String(repeating: "a", count: 2_000_000) + "\r\n"), 431),
        (Self.get("/", String(repeating: "A: b\r\n", count: 100_000)), 431),
        (Self.get("/" + String(repeating: "a", count: 2_000_000)), 414),
        ("POST / HTTP/1.1\r\nHost: hub\r\nContent-Length: 2000000\r\n\r\n" + String(repeating: "a", count: 2_000_000), 413),
    ])
    func tooMuch(request: String, status: Int) throws {
        try withServer { $0.lingerMilliseconds = 5_000 } _: { server in
            let client = try Client(port: server.port)
            client.send(request)
            #expect(client.response()?.status == status)
            #expect(client.isAtEnd())
        }
    }

    @Test("A head, or a body, that does not come to its end is answered 408", arguments: [
        ("GET / HT", "headTimedOut"), ("\r\n", "headTimedOut"),
        ("POST / HTTP/1.1\r\nHost: hub\r\nContent-Length: 3\r\n\r\nab", "bodyTimedOut"),
    ])
    func slow(request: String, code: String) throws {
        try withServer {
            $0.headMilliseconds = 30
            $0.bodyMilliseconds = 30
        } _: { server in
            let client = try Client(port: server.port)
            client.send(request)
            let response = try #require(client.response())
            #expect(response.status == 408 && response.headers["connection"] == "close")
            #expect(response.text.contains(code))
            #expect(client.isAtEnd())
        }
    }

    @Test("A byte now and then does not keep a head alive")
    func trickle() throws {
        try withServer {
            $0.headMilliseconds = 100
            $0.targetBytes = 64 << 20
        } _: { server in
            let client = try Client(port: server.port)
            client.send("GET /")
            let trickling = Atomic(true)
            try withThread {
                while trickling.load(ordering: .relaxed) {
                    client.send("a")
                    sched_yield()
                }
            } _: {
                #expect(client.response()?.status == 408)
                trickling.store(false, ordering: .relaxed)
            }
        }
    }

    @Test("A connection without requests is closed without a word")
    func idle() throws {
        try withServer { $0.idleMilliseconds = 30 } _: { server in
            let silent = try Client(port: server.port)
            #expect(silent.isAtEnd())
            let client = try Client(port: server.port)
            client.send(Self.get("/"))
            #expect(client.response()?.status == 200)
            #expect(client.isAtEnd())
        }
    }

    @Test("100 Continue is sent to those who wait for it")
    func goesOn() throws {
        try withServer { server in
            let client = try Client(port: server.port)
            client.send("POST /a HTTP/1.1\r\nHost: hub\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
            #expect(client.response()?.status == 100)
            client.send("abc")
            #expect(client.response()?.text == "POST /a abc")
        }
    }

    @Test("A connection above the limit is answered 503; the others are not disturbed")
    func tooManyConnections() throws {
        try withServer { $0.connections = 2 } _: { server in
            let clients = try (0..<2).map { _ in try Client(port: server.port) }
            for client in clients {
                client.send(Self.get("/"))
                #expect(client.response()?.status == 200)
            }
            for _ in 0..<3 {
                let late = try Client(port: server.port)
                late.send(Self.get("/", "A: " + String(repeating: "a", count: 10_000) + "\r\n"))
                let response = try #require(late.response())
                #expect(response.status == 503 && response.headers["retry-after"] == "1")
                #expect(response.headers["connection"] == "close")
                #expect(late.isAtEnd())
            }
            clients[0].send(Self.get("/", "Connection: close\r\n"))
            #expect(clients[0].response()?.status == 200)
            #expect(clients[0].isAtEnd())
            clients[0].endSending()
            #expect(eventually { server.connectionCount < 2 })
            let next = try Client(port: server.port)
            for client in [next, clients[1]] {
                client.send(Self.get("/"))
                #expect(client.response()?.status == 200)
            }
        }
    }

    @Test("A client that does not read its response is given up")
    func slowReader() throws {
        let size = 32 << 20
        try withServer { $0.writeMilliseconds = 50 } handler: { _ in
            HTTPResponse(status: 200, body: [UInt8](repeating: 0, count: size))
        } _: { server in
            let client = try Client(port: server.port, receiveBuffer: 4096)
            client.send(Self.get("/"))
            #expect(eventually { server.connectionCount == 1 })
            #expect(eventually { server.connectionCount == 0 })
            #expect(client.rest().count < size)
        }
    }

    @Test("A client that is gone before its answer does no harm")
    func goneClient() throws {
        let entered = DispatchSemaphore(value: 0)
        let leave = DispatchSemaphore(value: 0)
        try withServer { _ in } handler: { request in
            guard request.path == "/wait" else { return .text("a") }
            entered.signal()
            leave.wait()
            return HTTPResponse(status: 200, body: [UInt8](repeating: 0, count: 16 << 20))
        } _: { server in
            do {
                let client = try Client(port: server.port)
                client.send(Self.get("/wait"))
                #expect(entered.wait(timeout: .now() + 10) == .success)
                client.dropWhenClosed()
            }
            leave.signal()
            #expect(eventually { server.connectionCount == 0 })
            let next = try Client(port: server.port)
            next.send(Self.get("/"))
            #expect(next.response()?.text == "a")
        }
    }

    @Test("Connections are served side by side")
    func sideBySide() throws {
        let together = DispatchSemaphore(value: 0)
        let leave = DispatchSemaphore(value: 0)
        try withServer { _ in } handler: { _ in
            together.signal()
            leave.wait()
            return .text("a")
        } _: { server in
            let clients = try (0..<8).map { _ in try Client(port: server.port) }
            for client in clients { client.send(Self.get("/")) }
            for _ in clients { #expect(together.wait(timeout: .now() + 10) == .success) }
            for _ in clients { leave.signal() }
            for client in clients { #expect(client.response()?.text == "a") }
        }
    }

    @Test("At a stop the response under way arrives, idle connections close, and nobody else is let in")
    func stop() throws {
        let entered = DispatchSemaphore(value: 0)
        let leave = DispatchSemaphore(value: 0)
        var limits = HTTPLimits()
        limits.stopMilliseconds = 20_000
        let server = try HTTPServer(port: 0, limits: limits) { request in
            guard request.path == "/wait" else { return .text("a") }
            entered.signal()
            leave.wait()
            return .text("done")
        }
        let idle = try Client(port: server.port)
        idle.send(Self.get("/"))
        #expect(idle.response()?.text == "a")
        let busy = try Client(port: server.port)
        busy.send(Self.get("/wait"))
        #expect(entered.wait(timeout: .now() + 10) == .success)
        let stopped = Mutex<Bool?>(nil)
        func result() -> Bool? { stopped.withLock { $0 } }
        try withThread {
            let isComplete = server.stop()
            stopped.withLock { $0 = isComplete }
        } _: {
            #expect(idle.isAtEnd())
            #expect(eventually { (try? Client(port: server.port)) == nil })
            #expect(result() == nil)
            leave.signal()
            let response = try #require(busy.response())
            #expect(response.text == "done" && response.headers["connection"] == "close")
            #expect(busy.isAtEnd())
            busy.endSending()
        }
        #expect(result() == true)
        #expect(server.connectionCount == 0)
        #expect(server.stop())
    }

    @Test("A stop does not wait for ever, neither for a handler nor for a client")
    func stopLimit() throws {
        let entered = DispatchSemaphore(value: 0)
        let leave = DispatchSemaphore(value: 0)
        var limits = HTTPLimits()
        limits.stopMilliseconds = 30
        limits.lingerMilliseconds = 30
        let stuck = try HTTPServer(port: 0, limits: limits) { _ in
            entered.signal()
            leave.wait()
            return .text("a")
        }
        let client = try Client(port: stuck.port)
        client.send(Self.get("/"))
        #expect(entered.wait(timeout: .now() + 10) == .success)
        #expect(!stuck.stop())
        #expect(client.isAtEnd())
        leave.signal()
        #expect(eventually { stuck.connectionCount == 0 })
        #expect(eventually { stuck.stop() })

        limits.lingerMilliseconds = 10_000
        let server = try HTTPServer(port: 0, limits: limits, handler: Self.echo)
        let slow = try Client(port: server.port)
        slow.send("GET /half")
        #expect(eventually { server.connectionCount == 1 })
        #expect(server.stop())
        #expect(slow.isAtEnd())
    }

    @Test("Where it cannot listen it says why")
    func cannotListen() throws {
        try withServer { server in
            do throws(HTTPServerError) {
                _ = try HTTPServer(port: server.port, handler: Self.echo)
                Issue.record("two listen on one port")
            } catch {
                #expect(error.code == .addressInUse && error.en.contains("\(server.port)") && !error.zh.isEmpty)
            }
        }
        for (address, code) in [("localhost", HTTPServerError.Code.badAddress), ("192.0.2.1", .addressNotAvailable)] {
            do throws(HTTPServerError) {
                _ = try HTTPServer(address: address, port: 0, handler: Self.echo)
                Issue.record("listens on \(address)")
            } catch {
                #expect(error.code == code && error.en.contains(address) && error.zh.contains(address))
            }
        }
    }

    /// Runs one thing on a thread of its own beside another, and waits for both.
    private func withThread(_ beside: @escaping () -> Void, _ body: () throws -> Void) throws {
        let done = DispatchSemaphore(value: 0)
        nonisolated(unsafe) let beside = beside
        let thread = Thread {
            beside()
            done.signal()
        }
        thread.start()
        defer { #expect(done.wait(timeout: .now() + 30) == .success) }
        try body()
    }
}
