import Credit

/// A subscriber that one message of one partition does not reach. By number, count and digest it must notice with the next one.
struct ForgetfulSubscriber {
    let party: String
    let partition: Int32
    /// Which message it misses, counted from 1.
    private let missed: Int64
    private var number: Int64 = 0
    private var held: [String: [UInt8]] = [:]
    private var digest = ViewDigest.empty
    private(set) var hasNoticed = false

    init(_ random: inout SimulationRandom, partitions: Int) {
        party = random.one(of: SimulatedSubscriptions.parties)
        partition = Int32(random.below(partitions))
        missed = Int64(1 + random.below(random.percent(50) ? 3 : 10))
    }

    /// Takes the next message.
    ///
    /// - parameter truth: what it would hold by now had it missed nothing.
    /// - returns: what is wrong: it notices nothing, or something where there is nothing.
    mutating func take(_ message: SeenView, truth: [String: [UInt8]]) -> String? {
        guard !hasNoticed, message.sequence != missed else { return nil }
        if message.entry != ViewChange.digestKey {
            if let former = held[message.entry] { digest.remove(Observer.entryDigest(message.entry, former)) }
            if let value = message.value { digest.add(Observer.entryDigest(message.entry, value)) }
            held[message.entry] = message.value
        }
        let (isNext, isAsTold) = (message.sequence == number + 1, held.count == message.count && digest.hex == message.digest)
        number = message.sequence ?? number
        if isAsTold != (held == truth) { return "\(party) cannot tell by the digest of message \(number) whether its view is right" }
        guard number > missed else {
            return isNext && isAsTold ? nil : "\(party) has message \(number) and is told that it missed something"
        }
        hasNoticed = !isNext || !isAsTold
        return hasNoticed ? nil : "\(party) did not get message \(missed) and does not notice by message \(number)"
    }
}
