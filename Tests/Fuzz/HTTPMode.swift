import HTTP

/// Any bytes as a connection: however they are cut they are read alike, and what is accepted is written and read again as the same.
enum HTTPMode {
    private static let tight: HTTPLimits = {
        var limits = HTTPLimits()
        limits.targetBytes = 40
        limits.headerCount = 3
        limits.headerBytes = 60
        limits.bodyBytes = 8
        return limits
    }()

    private struct Reading: Equatable {
        var requests: [HTTPRequest] = []
        var refusal: HTTPRefusal?
        var taken = 0
        var phase = HTTPRequestParser.Phase.between
    }

    /// The highest bit of the selector chooses the limits, the others how long the pieces are.
    static func run(_ input: UnsafeRawBufferPointer, _ selector: UInt8) {
        let limits = selector >= 0x80 ? tight : HTTPLimits()
        let whole = read(input, pieces: max(1, input.count), limits)
        expect(whole.taken <= input.count, "more was taken than there is")
        expect(whole.refusal != nil || whole.taken == input.count, "bytes are left without a reason")
        expect(read(input, pieces: Int(selector & 0x7F) + 1, limits) == whole, "in pieces it is something else")
        for request in whole.requests {
            expect(request.path.utf8.first == UInt8(ascii: "/"), "a path without its slash")
            let written = request.bytes
            let again = written.withUnsafeBytes { read($0, pieces: max(1, $0.count), HTTPLimits()) }
            expect(again.requests == [request], "what was written is another request")
            expect(again.requests.first?.bytes == written, "what was written is written otherwise")
            _ = request.keepsAlive
            if let token = BearerToken(request) { expect(!token.bytes.isEmpty, "a token without characters") }
        }
    }

    private static func read(_ input: UnsafeRawBufferPointer, pieces: Int, _ limits: HTTPLimits) -> Reading {
        var parser = HTTPRequestParser(limits: limits)
        var reading = Reading()
        while reading.refusal == nil, reading.taken < input.count {
            let piece = input[reading.taken..<min(input.count, reading.taken + pieces)]
            let (taken, outcome) = parser.read(UnsafeRawBufferPointer(rebasing: piece))
            reading.taken += taken
            switch outcome {
            case .complete(let request): reading.requests.append(request)
            case .refused(let refusal): reading.refusal = refusal
            case .incomplete: expect(taken == piece.count, "an incomplete request leaves bytes")
            }
        }
        reading.phase = parser.phase
        return reading
    }
}
