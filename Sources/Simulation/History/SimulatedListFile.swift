import Credit

/// 全量名单: a full list file of the platform, with what is wrong with it.
struct SimulatedListFile {
    struct Entry {
        var record: Identifier128
        var subjectKey: String
        var content: [UInt8]
        /// As ingest hands it on.
        var bytes: [UInt8]
    }

    enum Piece {
        /// A part by its place, from 0.
        case part(Int)
        case end
    }

    /// What goes wrong with a file.
    enum Flaw: CaseIterable {
        case partMissing, partFaulty, countWrong, digestWrong
        case noEnd, endTwice, partTwice, disorder

        /// Whether the file is to be refused.
        var isFatal: Bool {
            switch self {
            case .partMissing, .partFaulty, .countWrong, .digestWrong: true
            case .noEnd, .endTwice, .partTwice, .disorder: false
            }
        }
    }

    let key: ListFileKey
    let name: String
    let parts: [[Entry]]
    let flaw: Flaw?
    /// In the order in which they are sent.
    let pieces: [Piece]

    init(key: ListFileKey, name: String, parts: [[Entry]], flaw: Flaw?, _ random: inout SimulationRandom) {
        self.key = key
        self.name = name
        self.parts = parts
        self.flaw = flaw
        var pieces = parts.indices.map { Piece.part($0) }
        switch flaw {
        case .partMissing: pieces.remove(at: random.below(pieces.count))
        case .partTwice: pieces.append(pieces[random.below(pieces.count)])
        case .disorder: pieces.reverse()
        default: break
        }
        if flaw != .noEnd { pieces.append(.end) }
        if flaw == .endTwice { pieces.append(.end) }
        self.pieces = pieces
    }

    /// What the platform would have the list be: the first of those that have the same identity counts.
    var entries: [Identifier128: Entry] {
        Dictionary(parts.joined().map { ($0.record, $0) }) { first, _ in first }
    }

    private func digest(_ part: [Entry]) -> Digest256 {
        var hasher = SHA256()
        for entry in part { entry.bytes.withUnsafeBytes { hasher.update($0) } }
        return hasher.finalize()
    }

    /// A piece of it as ingest writes it to each partition, of which one answers.
    func inputs(_ piece: Piece, event: String, origin: Origin, at: Timestamp, topic: ModelTopic) -> [LedgerInput] {
        let answering = Int(topic.partition(of: Array(name.utf8)))
        return topic.logs.indices.map { partition in
            let answers = partition == answering
            switch piece {
            case .part(let index):
                let own = parts[index].filter { topic.partition(of: Array($0.subjectKey.utf8)) == Int32(partition) }
                return .listFilePart(
                    ListFilePart(
                        event: event, key: key, file: name, number: index + 1,
                        part: ListFileState.Part(
                            count: parts[index].count, digest: digest(parts[index]),
                            isFaulty: flaw == .partFaulty && index == parts.count - 1),
                        entries: Array("[".utf8) + Array(own.map(\.bytes).joined(separator: Array(",".utf8))) + Array("]".utf8),
                        origin: origin, at: at, answers: answers))
            case .end:
                var hasher = SHA256()
                for part in parts { digest(part).withBytes { hasher.update($0) } }
                if flaw == .digestWrong { hasher.update("?") }
                return .listFileEnd(
                    ListFileEnd(
                        event: event, key: key, file: name, parts: parts.count,
                        count: parts.reduce(0) { $0 + $1.count } + (flaw == .countWrong ? 1 : 0), digest: hasher.finalize(), origin: origin, at: at,
                        answers: answers, share: Receipt.Share(partition: Int32(partition), partitions: Int32(topic.logs.count))))
            }
        }
    }
}
