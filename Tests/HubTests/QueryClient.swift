import Foundation
import JSON

/// Asks a query server on this machine, one connection a request. Nothing waits longer than ten seconds.
struct QueryClient {
    let port: UInt16
    let token: String

    struct Answer {
        let status: Int
        let json: JSONValue
        let text: String

        var code: String? { json["code"]?.stringValue }
        var isListed: Bool? { json["listed"]?.boolValue }
        var entries: [JSONValue] { json["entries"]?.arrayValue ?? [] }
        var sequence: Int? { json["asOf"]?["sequence"]?.intValue }
        var partition: Int? { json["asOf"]?["partition"]?.intValue }
    }

    func check(_ subject: String) -> Answer? {
        ask("GET /v1/lists/check?subject=\(subject) HTTP/1.1\r\n", body: "")
    }

    func check(documentType: String, documentNumber: String) -> Answer? {
        ask("POST /v1/lists/check HTTP/1.1\r\n", body: #"{"documentType":"\#(documentType)","documentNumber":"\#(documentNumber)"}"#)
    }

    /// Nil if there is no answer.
    private func ask(_ line: String, body: String) -> Answer? {
        let length = body.isEmpty ? "" : "Content-Length: \(body.utf8.count)\r\n"
        let request = "\(line)Host: localhost\r\nAuthorization: Bearer \(token)\r\nConnection: close\r\n\(length)\r\n\(body)"
        guard let response = exchange(request), let split = response.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let head = String(decoding: response[..<split.lowerBound], as: UTF8.self)
        let text = String(decoding: response[split.upperBound...], as: UTF8.self)
        guard let status = head.split(separator: " ").dropFirst().first.flatMap({ Int($0) }), let json = try? JSONValue(parsing: text)
        else { return nil }
        return Answer(status: status, json: json, text: text)
    }

    private func exchange(_ request: String) -> [UInt8]? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = port.bigEndian
        place.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        let bytes = Array(request.utf8)
        guard connected == 0, send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else { return nil }
        var response: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count >= 0 else { return nil }
            if count == 0 { return response }
            response += buffer[..<count]
        }
    }
}
