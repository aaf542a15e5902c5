import HTTP

/// What a parser makes of a whole connection: its requests in order, and why it stopped if it did.
struct Reading: Equatable {
    var requests: [HTTPRequest] = []
    var refusal: HTTPRefusal?
    /// Bytes taken.
    var taken = 0
    /// Where the last request stands.
    var phase = HTTPRequestParser.Phase.between

    /// Feeds bytes in pieces.
    ///
    /// - parameter pieces: lengths of the pieces; what is behind them is one more.
    init(_ bytes: [UInt8], pieces: [Int] = [], limits: HTTPLimits = HTTPLimits()) {
        var parser = HTTPRequestParser(limits: limits)
        var start = 0
        for length in pieces + [bytes.count] {
            let end = min(bytes.count, start + length)
            var piece = start..<end
            reading: while !piece.isEmpty {
                let (count, outcome) = bytes.withUnsafeBytes { parser.read(UnsafeRawBufferPointer(rebasing: $0[piece])) }
                piece = (piece.lowerBound + count)..<piece.upperBound
                taken += count
                switch outcome {
                case .complete(let request): requests.append(request)
                case .refused(let reason):
                    refusal = reason
                    break reading
                case .incomplete: break
                }
            }
            start = end
        }
        phase = parser.phase
    }

    init(_ text: String, limits: HTTPLimits = HTTPLimits()) {
        self.init(Array(text.utf8), limits: limits)
    }
}
