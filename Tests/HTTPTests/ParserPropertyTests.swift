import HTTP
import SeededRandom
import Testing

/// Whatever comes in, the same on every run.
@Suite("Requests at random") struct ParserPropertyTests {
    private static let samples: [[UInt8]] = [
        "GET /v1/lists/check?subject=91330100MA27XXXX0A&a=%E5%90%8D+b HTTP/1.1\r\nHost: hub:8080\r\nAuthorization: Bearer a.b-c==\r\n\r\n",
        "POST /x/%7Ea HTTP/1.1\r\nHost: [::1]\r\nContent-Length: 7\r\nContent-Type: text/plain\r\n\r\nGET /\r\nHEAD /y HTTP/1.0\r\n\r\n",
        "\r\nPUT http://h:1/a?b HTTP/1.1\r\nhost: a\r\nConnection: close, x\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nz",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
    ].map { Array($0.utf8) }

    private static let tokens: [[UInt8]] = [
        "\r\n", "\r", "\n", " ", "\t", ":", "%", "%00", "%2F", "%C3%A9", "?", "&", "=", "+", "/", "#", "\0", "\u{7F}", "HTTP/1.0",
        "HTTP/1.1", "Host: a\r\n", "Content-Length: 2\r\n", "Content-Length: 0\r\n", "Transfer-Encoding: chunked\r\n", "Expect: x\r\n",
        "\r\n\r\n", "名", "GET", "http://b",
    ].map { Array($0.utf8) } + [[0x80], [0xFF], [0xC3]]

    private func mutate(_ sample: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = sample
        for _ in 0..<Int.random(in: 0...3, using: &generator) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            let stop = min(bytes.count, place + Int.random(in: 1...12, using: &generator))
            switch Int.random(in: 0..<7, using: &generator) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.replaceSubrange(place..<stop, with: Self.tokens.randomElement(using: &generator) ?? [])
            case 2: bytes.insert(contentsOf: Self.tokens.randomElement(using: &generator) ?? [], at: place)
            case 3: bytes.remove(at: place)
            case 4: bytes.removeSubrange(place..<stop)
            case 5: bytes.insert(contentsOf: bytes[place..<stop], at: Int.random(in: 0...bytes.count, using: &generator))
            default: bytes.removeLast(bytes.count - place)
            }
        }
        return bytes
    }

    /// Small, so that mutations meet them.
    private let tight: HTTPLimits = {
        var limits = HTTPLimits()
        limits.targetBytes = 50
        limits.headerCount = 3
        limits.headerBytes = 60
        limits.bodyBytes = 6
        return limits
    }()

    @Test("However the bytes are cut, they are read alike; what is accepted is written and read again as the same")
    func mutations() {
        var generator = SeededGenerator(seed: 20_261_121)
        var accepted = 0
        var refusals: [HTTPRefusal: Int] = [:]
        for round in 0..<60_000 {
            let bytes = mutate(Self.samples[round % Self.samples.count], &generator)
            let limits = round % 4 == 0 ? tight : HTTPLimits()
            let whole = Reading(bytes, limits: limits)
            #expect(whole == Reading(bytes, pieces: bytes.map { _ in 1 }, limits: limits), "\(bytes)")
            let pieces = (0..<8).map { _ in Int.random(in: 0...40, using: &generator) }
            #expect(whole == Reading(bytes, pieces: pieces, limits: limits), "\(bytes)")
            for request in whole.requests {
                accepted += 1
                let again = Reading(request.bytes)
                #expect(again.requests == [request], "\(bytes)")
                #expect(again.requests.first?.bytes == request.bytes, "\(bytes)")
            }
            if let refusal = whole.refusal { refusals[refusal, default: 0] += 1 }
        }
        // Otherwise the test would say little.
        #expect(accepted > 10_000)
        let parsed = HTTPRefusal.allCases.filter {
            ![.headTimedOut, .bodyTimedOut, .tooManyConnections, .badResponse].contains($0)
        }
        #expect(parsed.allSatisfy { refusals[$0] ?? 0 > 0 }, "\(refusals)")
    }

    @Test("Bytes at random are refused or wait for more")
    func noise() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<20_000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...12, using: &generator) {
                bytes += Self.tokens.randomElement(using: &generator) ?? []
            }
            #expect(Reading(bytes) == Reading(bytes, pieces: bytes.map { _ in 1 }), "\(bytes)")
        }
    }
}
