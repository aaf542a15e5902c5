import Credit
import JSON

/// The state of a county's ledger, invented and always the same: records of departments, list entries, each with a record of its
/// own, and open cases, each about one of the records. The content of the records may be kept, too.
package struct StateSamples: Sendable {
    package let records: Int
    package let entries: Int
    package let cases: Int
    /// Whether the ledger keeps the content of records that hold, for subscribers that may take them.
    package let keepsContent: Bool
    package let partitions: Int

    /// Bytes of an entry's content, about.
    private static let contentBytes = 700
    /// Contracts with parties that report by them.
    private static let kinds = [
        ("administrative-penalty@2", "market-regulation"), ("administrative-permit@2", "administrative-approval-office"),
        ("administrative-permit@2", "transport"), ("administrative-penalty@2", "emergency-management"),
    ]
    private static let lists = [("work-safety", "emergency-management"), ("market-regulation-serious", "market-regulation")]
    private static let began: Int64 = 1_735_660_800_000

    /// - precondition: no more cases than records.
    package init(records: Int, entries: Int, cases: Int, keepsContent: Bool = false, partitions: Int = 6) {
        precondition(cases <= records, "each case is about a record")
        self.records = records
        self.entries = entries
        self.cases = cases
        self.keepsContent = keepsContent
        self.partitions = partitions
    }

    /// How many changes there are.
    package var count: Int { records + 2 * entries + cases + contents }

    /// Records whose content is kept.
    package var contents: Int { keepsContent ? (0..<records).lazy.filter { !isWithdrawn($0) }.count : 0 }

    /// Gives every change with its partition.
    package func forEach(_ body: (_ partition: Int, StateChange) throws -> Void) rethrows {
        for number in 0..<records {
            let id = identity(number)
            try body(partition(id), .record(id, record(number)))
            if keepsContent, !isWithdrawn(number) { try body(partition(id), .entry(id, StoredEntry(penalty(number)))) }
            guard number < cases else { continue }
            try body(partition(id), .disputeCase(caseIdentity(number), dispute(number)))
        }
        for number in records..<records + entries {
            let id = identity(number)
            try body(partition(id), .record(id, record(number)))
            try body(partition(id), .entry(id, StoredEntry(entry(number))))
        }
    }

    /// Gives every change as the changelog holds it.
    package func forEachWritten(
        _ body: (_ partition: Int, _ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) throws -> Void
    ) rethrows {
        var writer = JSONWriter()
        try forEach { partition, change in
            _ = StateCodec.write(change, to: &writer)
            try StateCodec.key(of: change).withUnsafeBytes { key in
                try writer.withBytes { try body(partition, key, $0) }
            }
        }
    }

    /// A state for each partition, built from what the changelog holds, as a ledger that starts builds it.
    ///
    /// - parameter shelf: makes the shelf of each state.
    package func states(_ ledger: Ledger, shelf: () -> any EntryShelf = { MemoryShelf() }) throws -> [LedgerState] {
        let states = (0..<partitions).map { _ in ledger.emptyState(shelf: shelf()) }
        let parser = JSONParser()
        try forEachWritten { partition, key, value in
            let state = states[partition]
            state.restore(try StateCodec.read(key: key, value: value, parser: parser, texts: state.texts))
        }
        return states
    }

    // MARK: Parts

    private func partition(_ id: Identifier128) -> Int { Int(id.low % UInt64(partitions)) }

    private func identity(_ number: Int) -> Identifier128 { Self.hash(number, 1) }

    private func caseIdentity(_ number: Int) -> Identifier128 { Self.hash(number, 2) }

    private func record(_ number: Int) -> RecordState {
        let isListed = number >= records
        let (contract, party) = isListed ? ("list-designation@1", Self.lists[number % 2].1) : Self.kinds[number % Self.kinds.count]
        let taken = Timestamp(milliseconds: Self.began + Int64(number) * 60_000 % 50_000_000_000)
        // One in ten was corrected, one in fifty withdrawn.
        let wasCorrected = number % 10 == 3
        let former = FormerRevision(
            event: Self.hash(number, 6).high, content: Self.hash(number, 7).high, revision: 1,
            acceptedAt: Timestamp(milliseconds: taken.milliseconds - 1_000_000))
        return RecordState(
            contract: contract, subject: Self.hash(number / 5, 3), party: party, revision: wasCorrected ? 2 : 1,
            contentHash: Self.hash(number, 4), status: isWithdrawn(number) ? .withdrawn : .active,
            event: event(number), acceptedAt: taken, openCases: number < cases ? [caseIdentity(number)] : [],
            history: wasCorrected ? [former] : [], termEnd: taken.day + (365 + number % 1000))
    }

    private func isWithdrawn(_ number: Int) -> Bool { number < records && number % 50 == 49 && number >= cases }

    /// What is kept of a record's content.
    private func penalty(_ number: Int) -> EntryState {
        let (contract, party) = Self.kinds[number % Self.kinds.count]
        let digits = String(100_000_000 + number)
        let subject = "91990100MA" + digits.suffix(8)
        let content = Self.padded(
            #"{"XZXDRMC":"云岭示例\#(digits)有限公司","XZXDRLB":"法人及非法人组织","TYSHXYDM":"\#(subject)","XZCFJDSWH":"云监罚〔2025〕\#(digits)号","CFLB":"罚款","FKJE":"0.5","CFJDRQ":"2025-06-05","CFYXQ":"2026-06-05","CFJG":"云岭县市场监督管理局","CFJGTYSHXYDM":"11990100MB9900003A","WFSS":""#)
        return EntryState(
            contract: contract, party: party, subjectKey: subject, subjectKind: .organisation, sourceRegion: "990100",
            revision: number % 10 == 3 ? 2 : 1, content: content)
    }

    /// The beginning of an object, and so much text in its last member that it has its size.
    private static func padded(_ beginning: String) -> [UInt8] {
        var content = Array(beginning.utf8)
        while content.count < contentBytes - 3 { content += "事".utf8 }
        return content + #""}"#.utf8
    }

    private func entry(_ number: Int) -> EntryState {
        let digits = String(100_000_000 + number)
        let subject = "91990100MA" + digits.suffix(8)
        let content = Self.padded(
            #"{"HMDMC":"安全生产严重失信主体名单","XYZTLB":"法人及非法人组织","JGMC":"云岭示例\#(digits)有限公司","TYSHXYDM":"\#(subject)","WSH":"云应急失信〔2026〕\#(digits)号","RDBM":"云岭县应急管理局","RDBMTYSHXYDM":"11990100MB9901024C","RDRQ":"2026-06-16","YXQS":"2026-06-16","YXQZ":"2029-06-15","LRMDSY":""#)
        return EntryState(
            contract: "list-designation@1", list: Self.lists[number % 2].0, party: Self.lists[number % 2].1, subjectKey: subject,
            subjectKind: .organisation, sourceRegion: "990100", revision: 1, content: content)
    }

    private func dispute(_ number: Int) -> CaseState {
        CaseState(
            caseID: "YY-2026-\(100_000 + number)", recordID: identity(number), status: .accepted, party: "credit-office",
            event: event(-1 - number), origin: Origin(topic: "dept.credit-office.dispute", partition: Int32(number % 3), offset: Int64(number)),
            contentHash: Self.hash(number, 5), changedAt: Timestamp(milliseconds: Self.began + Int64(number) * 1000))
    }

    /// An event's id as most senders make them: a UUID.
    private func event(_ number: Int) -> String {
        let digits = Self.hash(number, 8).description
        var text = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text.append("-") }
            text.append(digit)
        }
        return text
    }

    /// 128 bits that look random: of a number, and of what they are for.
    private static func hash(_ number: Int, _ purpose: UInt64) -> Identifier128 {
        var random = SampleRandom(seed: UInt64(bitPattern: Int64(number)) &* 16 &+ purpose)
        return Identifier128(high: random.next(), low: random.next())
    }
}
