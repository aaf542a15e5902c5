import JSON

/// 全量名单: what becomes of a full list file. Nothing of it shows before its end has come and the whole is right; then this partition's
/// part of the list is replaced by one input, so in one transaction.
struct ListFileDecision {
    private let state: LedgerState

    init(_ state: LedgerState) {
        self.state = state
    }

    /// A part: is held until the end comes. A part of another file begins anew.
    func take(_ part: ListFilePart, _ list: inout EffectList) {
        let id = part.key.id
        let held = state.listFiles[id]
        if let former = held?.former(part.file) {
            guard part.answers else { return }
            let isRepetition = former.isRepeated(by: part)
            let fault = isRepetition ? Fault(.duplicate) : Fault(.listFileNameUsed, path: "/file", value: part.file)
            return list.append(receipt(part.event, isRepetition ? .duplicate : .rejected, [fault], part.key, part.origin, list.now))
        }
        if part.answers { list.append(receipt(part.event, .accepted, [], part.key, part.origin, list.now)) }
        if let held, held.file != part.file { dropParts(id, &list) }
        var file = held.flatMap { $0.file == part.file ? $0 : nil }
            ?? ListFileState(key: part.key, file: part.file, startedAt: part.at, taken: held?.former ?? [])
        guard file.parts[part.number] != part.part else { return }
        file.parts[part.number] = part.part
        list.append(.state(.listFile(id, file)))
        list.append(.state(.listFilePart(id, part.number, part.entries)))
    }

    /// The end: if the file is whole, its entries replace the former ones.
    func end(_ end: ListFileEnd, retention: RetentionPolicy, routing: Routing, _ list: inout EffectList) {
        let id = end.key.id
        if let former = state.listFiles[id]?.former(end.file) {
            guard former.isRepeated(by: end) else { return answer(end, .rejected, Fault(.listFileNameUsed, path: "/file", value: end.file), &list) }
            return answer(end, .duplicate, Fault(.duplicate), &list)
        }
        guard let file = state.listFiles[id], file.file == end.file else {
            return answer(end, .rejected, Fault(.listFileIncomplete, path: "/file", value: end.file), &list)
        }
        let entries: [LedgerEvent]
        do throws(Fault) {
            if let fault = lateness(file, end) ?? fault(file, end) { throw fault }
            entries = try self.entries(of: end)
        } catch {
            drop(file, &list)
            return answer(end, .rejected, error, &list)
        }
        let refused = replace(file, by: entries, end, retention, routing, &list)
        dropParts(id, &list)
        var done = file
        done.isDone = true
        done.parts = [:]
        done.taken = TakenListFile.adding(TakenListFile(file, end), to: file.taken)
        list.append(.state(.listFile(id, done)))
        list.note(.listFile, id, before: nil, after: "\(end.key.list)/\(end.count)")
        answer(end, .accepted, nil, refused: refused, &list)
    }

    /// Forgets a file of which nothing was shown; what was taken before it is remembered.
    func drop(_ file: ListFileState, _ list: inout EffectList) {
        dropParts(file.key.id, &list)
        let last = file.taken.last.map { last in
            ListFileState(key: file.key, file: last.file, startedAt: file.startedAt, isDone: true, taken: file.taken)
        }
        list.append(.state(.listFile(file.key.id, last)))
        list.note(.listFile, file.key.id, before: "\(file.key.list)/\(file.parts.count)", after: nil)
    }

    private func dropParts(_ id: Identifier128, _ list: inout EffectList) {
        for number in (state.listFileParts[id] ?? [:]).keys.sorted() { list.append(.state(.listFilePart(id, number, nil))) }
    }

    /// An end that comes later than parts are held for: by the moments at which ingest took them, which all partitions know alike.
    private func lateness(_ file: ListFileState, _ end: ListFileEnd) -> Fault? {
        end.at.milliseconds - file.startedAt.milliseconds > ListFileState.patience
            ? Fault(.listFileIncomplete, path: "/parts", expected: "≤ 24 h", value: file.file) : nil
    }

    /// What is wrong with the whole: every partition finds the same.
    private func fault(_ file: ListFileState, _ end: ListFileEnd) -> Fault? {
        var hasher = SHA256()
        var count = 0
        for number in 1...max(1, end.parts) {
            guard let part = file.parts[number] else {
                return Fault(.listFileIncomplete, path: "/parts", expected: "\(end.parts)", value: "\(file.parts.count)")
            }
            if part.isFaulty { return Fault(.listFileFaulty, path: "/parts/\(number)") }
            count += part.count
            part.digest.withBytes { hasher.update($0) }
        }
        guard file.parts.count == end.parts else {
            return Fault(.listFileIncomplete, path: "/parts", expected: "\(end.parts)", value: "\(file.parts.count)")
        }
        guard count == end.count else {
            return Fault(.listFileIncomplete, path: "/count", expected: "\(end.count)", value: "\(count)")
        }
        guard hasher.finalize() == end.digest else { return Fault(.listFileIncomplete, path: "/digest") }
        return nil
    }

    /// This partition's entries, each once.
    ///
    /// - throws: what makes it impossible to say what the list is to be.
    private func entries(of end: ListFileEnd) throws(Fault) -> [LedgerEvent] {
        var events: [LedgerEvent] = []
        var places: [Identifier128: Int] = [:]
        let parser = JSONParser(limits: JSONLimits(maxBytes: 2 * ListFilePart.longest))
        for number in 1...end.parts {
            guard let entries = state.listFileParts[end.key.id]?[number] else { throw Fault(.internalError, path: "/parts/\(number)") }
            let fault: Fault? = entries.withUnsafeBytes { bytes in
                guard let view = try? parser.parse(bytes), view.kind == .array else { return Fault(.internalError, path: "/parts/\(number)") }
                for element in view.elements {
                    guard let event = event(element, end) else { return Fault(.internalError, path: "/parts/\(number)") }
                    guard let place = places[event.recordID] else {
                        places[event.recordID] = events.count
                        events.append(event)
                        continue
                    }
                    guard events[place].content == event.content else {
                        return Fault(
                            .listFileFaulty, path: "/parts/\(number)", value: event.recordID.description,
                            message: Bilingual(
                                zh: "同一条目在文件中出现两次且内容不同", en: "an entry stands in the file twice, and says two things"))
                    }
                }
                return nil
            }
            if let fault { throw fault }
        }
        return events
    }

    /// - returns: how many entries were refused.
    private func replace(
        _ file: ListFileState, by entries: [LedgerEvent], _ end: ListFileEnd, _ retention: RetentionPolicy, _ routing: Routing,
        _ list: inout EffectList
    ) -> Int {
        var kept: Set<Identifier128> = []
        var refused = 0
        for event in entries {
            kept.insert(event.recordID)
            guard let fault = RecordDecision(event, state, retention, routing).replace(&list) else { continue }
            refused += 1
            list.append(
                receipt(
                    "\(end.event)#\(event.recordID)", .rejected, [fault], end.key, end.origin, list.now, recordID: event.recordID))
        }
        // The content of other departments' records, which are most, need not be read.
        let others = state.entries.filtered { [state] id in
            guard !kept.contains(id), let record = state.records[id] else { return false }
            return record.party == end.key.party && record.status == .active
        }
        // In the order of their identities: that of the table is another in each process.
        for (id, stored) in others.sorted(by: { $0.key < $1.key }) {
            guard let record = state.records[id], let entry = state.whole(stored, id), entry.list == end.key.list else { continue }
            let removal = LedgerEvent(
                id: end.event, party: end.key.party, kind: .list, contract: entry.contract, record: String(entry.contractName),
                operation: "delisted", recordID: id, subjectKey: entry.subjectKey, subjectKind: entry.subjectKind,
                listCode: entry.list, content: Self.removalContent(file.file), origin: end.origin)
            RecordDecision(removal, state, retention, routing).remove(record, &list)
        }
        return refused
    }

    /// Why an entry is off: the file that no longer has it.
    private static func removalContent(_ file: String) -> [UInt8] {
        var writer = JSONWriter(capacity: 64)
        writer.beginObject()
        writer.member("listFile", file)
        writer.endObject()
        return writer.bytes
    }

    private func event(_ view: JSONView, _ end: ListFileEnd) -> LedgerEvent? {
        guard let id = view.member("record").flatMap({ Identifier128($0.string) }), let subject = view.member("subject")?.string,
            let kind = view.member("kind").flatMap({ SubjectKind(rawValue: $0.string) }), let content = view.member("content")
        else { return nil }
        return LedgerEvent(
            id: end.event, party: end.key.party, kind: .list, contract: end.key.contract,
            record: String(end.key.contract.contractName), operation: "listed", recordID: id, subjectKey: subject, subjectKind: kind,
            listCode: end.key.list, region: view.member("region")?.string, termEnd: view.member("end").flatMap { CivilDate($0.string) },
            content: Array(content.rawBytes), origin: end.origin)
    }

    /// What this partition says of its share. Each does: what one of them refuses the others do not know.
    private func answer(_ end: ListFileEnd, _ status: Receipt.Status, _ fault: Fault?, refused: Int = 0, _ list: inout EffectList) {
        list.append(
            receipt(
                end.answers ? end.event : "\(end.event)#\(end.share.partition)", status, fault.map { [$0] } ?? [], end.key, end.origin, list.now,
                share: end.share, refused: refused))
    }

    private func receipt(
        _ event: String, _ status: Receipt.Status, _ faults: [Fault], _ key: ListFileKey, _ origin: Origin, _ now: Timestamp,
        recordID: Identifier128? = nil, share: Receipt.Share? = nil, refused: Int? = nil
    ) -> Effect {
        .receipt(
            party: key.party,
            Receipt(
                event: event, status: status, stage: .ledger, recordID: recordID, contract: key.contract, faults: faults, origin: origin,
                time: now, share: share, refused: refused))
    }
}
