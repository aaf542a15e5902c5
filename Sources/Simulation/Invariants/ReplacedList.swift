import Credit

/// A list before a full list file's end is handled: what that may change, and what it must leave alone.
struct ReplacedList {
    let end: ListFileEnd
    /// The file had come to its end before.
    let wasDone: Bool
    /// Entries that the file's party had on the list.
    let former: Set<Identifier128>

    /// - returns: nil for other inputs.
    init?(_ input: LedgerInput, before state: LedgerState) {
        guard case .listFileEnd(let end) = input else { return nil }
        self.end = end
        let file = state.listFiles[end.key.id]
        wasDone = file?.isDone == true && file?.file == end.file
        former = Set(Self.entries(of: end.key, in: state).keys)
    }

    /// The live entries of a list that a party has put on it.
    static func entries(of key: ListFileKey, in state: LedgerState) -> [Identifier128: EntryState] {
        var found: [Identifier128: EntryState] = [:]
        for (id, _) in state.entries {
            guard let record = state.records[id], record.party == key.party, let entry = state.entry(id), entry.list == key.list
            else { continue }
            found[id] = entry
        }
        return found
    }
}

extension Observer {
    /// After the end of a file the list is what the file says, or what it was.
    func check(_ list: ReplacedList, _ effects: [Effect], _ number: Int, _ partition: ObservedPartition) {
        let key = list.end.key
        var changed: Set<Identifier128> = []
        var refused: Set<String> = []
        for effect in effects {
            switch effect {
            case .state(.entry(let id, _)), .state(.record(let id, _)): changed.insert(id)
            case .receipt(_, let receipt) where receipt.event.contains("#"): refused.insert(receipt.recordID?.description ?? "")
            default: break
            }
        }
        let file = partition.mirror.listFiles[key.id]
        guard let file, file.isDone, file.file == list.end.file, !list.wasDone else {
            if let id = changed.first { fail(.listFile, "\(list.end.file) is not taken, and changes \(id)") }
            return
        }
        world.counts.listFiles += 1
        let now = ReplacedList.entries(of: key, in: partition.mirror)
        var fits = false
        for sent in ingest.files[file.file] ?? [] where sent.key == key && sent.flaw?.isFatal != true {
            let own = sent.entries.filter { Int(inputLogs[number].topic.partition(of: Array($0.value.subjectKey.utf8))) == number }
            let expected = own.filter { !refused.contains($0.key.description) }
            // What was repaired is shown nowhere: a file neither puts it back nor takes it away.
            fits = fits || expected.allSatisfy { now[$0.key].map { $0.isRepaired } ?? false || now[$0.key]?.content == $0.value.content }
                && now.allSatisfy { own[$0.key] != nil || $0.value.isRepaired }
                && changed.allSatisfy { own[$0] != nil || list.former.contains($0) }
        }
        if !fits { fail(.listFile, "the list \(key.list) of \(key.party) is not what \(file.file) says in partition \(number)") }
    }
}
