import Credit
import JSON
import Testing

/// A full list file with what its parts hold: the number of each entry and what it says.
private struct File {
    var name = "F-1"
    var list = "tax-serious"
    var parts: [[(record: UInt64, text: String)]]
    /// The part that is faulty.
    var faulty: Int?
    var region: String?
    var answers = true
    var share = Receipt.Share(partition: 0, partitions: 1)
    /// When ingest took its messages.
    var at = CivilDate("2026-11-21")!.start

    private var key: ListFileKey { ListFileKey(party: "city", contract: "list-designation@1", list: list) }
    private func digest(_ number: Int) -> Digest256 { "\(name)/\(number)/\(parts[number - 1])".withRawUTF8 { SHA256.hash($0) } }
    private func origin(_ offset: Int) -> Origin { Origin(topic: "platform.city.in", partition: 0, offset: Int64(offset)) }

    func part(_ number: Int) -> LedgerInput {
        let entries = parts[number - 1].map { entry in
            #"{"record":"\#(identifier(entry.record))","subject":"91990100MA1YL00123","kind":"organisation","content":{"HMDMC":"\#(entry.text)"}}"#
        }
        return .listFilePart(
            ListFilePart(
                event: "\(name)/\(number)", key: key, file: name, number: number,
                part: ListFileState.Part(count: parts[number - 1].count, digest: digest(number), isFaulty: faulty == number),
                entries: Array("[\(entries.joined(separator: ","))]".utf8), origin: origin(number), at: at, answers: answers))
    }

    func end(parts count: Int? = nil, entries: Int? = nil, spoilt: Bool = false) -> LedgerInput {
        var hasher = SHA256()
        for number in parts.indices { digest(number + 1).withBytes { hasher.update($0) } }
        if spoilt { hasher.update("x") }
        return .listFileEnd(
            ListFileEnd(
                event: "\(name)/end", key: key, file: name, parts: count ?? parts.count, count: entries ?? parts.reduce(0) { $0 + $1.count },
                digest: hasher.finalize(), origin: origin(99), at: at, answers: answers, share: share))
    }
}

@Suite("Full list files") struct ListFileTests {
    private let ledger = TestLedger(subscriptions: [Subscription(party: "s", filter: .everything(), confirmationHours: 24)])

    private func send(_ file: File) -> [Effect] {
        for number in file.parts.indices { ledger.take(file.part(number + 1)) }
        return ledger.take(file.end())
    }

    /// What the list shows, by the numbers of its entries.
    private var shown: [UInt64: String] {
        var shown: [UInt64: String] = [:]
        for (id, view) in ledger.views["s"] ?? [:] {
            shown[id.low] = (try? JSONValue(parsing: view.content))?["HMDMC"]?.stringValue
        }
        return shown
    }

    /// What can be seen of the ledger's entries and records.
    private func expectUntouched(_ body: () -> [Effect], sourceLocation: SourceLocation = #_sourceLocation) {
        let before = (shown, ledger.state.records, ledger.numbers)
        let effects = body()
        #expect(shown == before.0 && ledger.state.records == before.1 && ledger.numbers == before.2, sourceLocation: sourceLocation)
        #expect(effects.viewChanges.isEmpty && effects.upstream.isEmpty, sourceLocation: sourceLocation)
    }

    private var first: File { File(name: "F-0", parts: [[(1, "a"), (2, "b")], [(3, "c")]]) }

    @Test func nothingShowsBeforeTheEnd() {
        expectUntouched { ledger.take(first.part(1)) + ledger.take(first.part(2)) }
        let effects = ledger.take(first.end())
        #expect(effects.answer == ["city accepted "])
        #expect(shown == [1: "a", 2: "b", 3: "c"])
        #expect(effects.toldViews == ["s listed", "s listed", "s listed"])
        #expect(effects.told == ["province ADD", "province ADD", "province ADD"])
        #expect(ledger.state.records[identifier(1)]?.party == "city")
        #expect(ledger.state.listFileParts.isEmpty)
        ledger.expectViewsAreRight()
    }

    @Test func eachPartIsAnsweredWhereThisPartitionIsToAnswer() {
        #expect(ledger.take(first.part(1)).answer == ["city accepted "])
        var silent = first
        silent.answers = false
        #expect(ledger.take(silent.part(2)).answer.isEmpty)
        #expect(shown.isEmpty)
    }

    @Test func eachPartitionAnswersTheEndForItsShare() {
        ledger.take(first.part(1))
        var other = first
        other.answers = false
        other.share = Receipt.Share(partition: 4, partitions: 6)
        let lost = ledger.take(other.end()).receipts.map(\.receipt)
        #expect(lost.map(\.event) == ["F-0/end#4"] && lost.first?.status == .rejected && lost.first?.share == other.share)
        ledger.send(.listEntry("listed", id: "e-1", record: 2, party: "tax", list: "tax-serious", content: #"{"HMDMC":"x"}"#))
        ledger.take(other.part(1))
        ledger.take(other.part(2))
        let taken = ledger.take(other.end()).receipts.map(\.receipt)
        #expect(taken.map(\.event) == ["F-0/end#\(identifier(2))", "F-0/end#4"])
        #expect(taken.last?.status == .accepted && taken.last?.refused == 1)
        #expect(shown.count == 3)
    }

    @Test func whatIsNewChangedOrMissingFollowsAndTheRestIsUntouched() {
        _ = send(first)
        let untouched = ledger.state.records[identifier(2)]
        let effects = send(File(parts: [[(2, "b")], [(1, "A"), (4, "d")]]))
        #expect(shown == [1: "A", 2: "b", 4: "d"])
        #expect(effects.views.map(\.entry.low).sorted() == [1, 3, 4])
        #expect(effects.told == ["province CORRECT", "province ADD", "province WITHDRAW"])
        #expect(effects.toldViews == ["s listed", "s listed", "s -delisted"])
        #expect(ledger.state.records[identifier(2)] == untouched)
        #expect(ledger.state.records[identifier(3)]?.status == .withdrawn)
        #expect(ledger.state.removals["s"]?.count == 1)
        ledger.expectViewsAreRight()
    }

    @Test func anEmptyFileEmptiesTheList() {
        _ = send(first)
        let effects = send(File(parts: [[]]))
        #expect(effects.views.map(\.entry.low) == [1, 2, 3])
        #expect(shown.isEmpty)
    }

    @Test("an entry that was suspended and says the same is untouched", arguments: [["suspended"], ["suspended", "resumed"]])
    func suspended(operations: [String]) {
        _ = send(first)
        for (number, operation) in operations.enumerated() {
            ledger.send(.listEntry(operation, id: "s-\(number)", record: 2, party: "city", list: "tax-serious", content: "{}"))
        }
        let record = ledger.state.records[identifier(2)]
        var again = first
        again.name = "F-1"
        expectUntouched { send(again) }
        #expect(ledger.state.records[identifier(2)] == record)
    }

    @Test func partsOutOfOrderAndTwiceAreTakenOnce() {
        for number in [2, 1, 2] { ledger.take(first.part(number)) }
        #expect(ledger.take(first.end()).answer == ["city accepted "])
        #expect(shown.count == 3)
    }

    @Test func anEntryThatStandsInAFileTwiceCountsOnceIfItSaysTheSame() {
        _ = send(first)
        expectUntouched {
            let effects = send(File(parts: [[(1, "a")], [(1, "z")]]))
            #expect(effects.answer == ["city rejected CH4012"])
            return effects
        }
        #expect(send(File(name: "F-2", parts: [[(1, "A")], [(1, "A")]])).answer == ["city accepted "])
        #expect(shown == [1: "A"])
        ledger.expectViewsAreRight()
    }

    @Test("entries of a part that cannot be read refuse the file", arguments: ["{}", "[", "[{}]"]) func unreadable(text: String) {
        _ = send(first)
        let file = File(parts: [[(9, "i")]])
        guard case .listFilePart(var part) = file.part(1) else { return }
        part.entries = Array(text.utf8)
        ledger.take(.listFilePart(part))
        expectUntouched {
            let effects = ledger.take(file.end())
            #expect(effects.answer == ["city rejected CH9001"])
            return effects
        }
    }

    @Test("a file that is not whole or not right is refused, and changes nothing", arguments: 0..<7) func refused(kind: Int) {
        _ = send(first)
        var file = File(parts: [[(1, "A")], [(7, "g")]])
        let (end, code): (LedgerInput, String) =
            switch kind {
            case 0: (file.end(parts: 3), "CH4011")
            case 1: (file.end(parts: 1), "CH4011")
            case 2: (file.end(entries: 3), "CH4011")
            case 3: (file.end(spoilt: true), "CH4011")
            case 4: (file.end(parts: 0), "CH4011")
            case 5: (file.end(parts: .max), "CH4011")
            default: (file.end(), "CH4012")
            }
        if kind == 6 { file.faulty = 2 }
        ledger.take(file.part(1))
        ledger.take(file.part(2))
        expectUntouched {
            let effects = ledger.take(end)
            #expect(effects.answer == ["city rejected \(code)"])
            return effects
        }
        // Nothing is left of it: it has to come as a whole again.
        #expect(ledger.state.listFiles.values.allSatisfy { $0.isDone && $0.file == "F-0" } && ledger.state.listFileParts.isEmpty)
        #expect(ledger.take(file.end()).answer == ["city rejected CH4011"])
        file.faulty = nil
        #expect(send(file).answer == ["city accepted "])
        #expect(shown == [1: "A", 7: "g"])
    }

    @Test func aMissingPartRefusesTheFile() {
        let file = File(parts: [[(1, "a")], [(2, "b")], [(3, "c")]])
        ledger.take(file.part(1))
        ledger.take(file.part(3))
        #expect(ledger.take(file.end()).answer == ["city rejected CH4011"])
        #expect(shown.isEmpty)
    }

    @Test func aPartThatComesAgainChangedReplacesItsFormerForm() {
        let wrong = File(parts: [[(1, "wrong")], [(2, "b")]])
        let right = File(parts: [[(1, "right")], [(2, "b")]])
        ledger.take(wrong.part(1))
        ledger.take(right.part(1))
        ledger.take(right.part(2))
        #expect(ledger.take(right.end()).answer == ["city accepted "])
        #expect(shown == [1: "right", 2: "b"])
    }

    @Test func theEndOnceMoreIsADuplicate() {
        _ = send(first)
        expectUntouched {
            let effects = ledger.take(first.end())
            #expect(effects.answer == ["city duplicate CH4001"] || effects.receipts.map(\.receipt.status) == [.duplicate])
            return effects
        }
        // So are parts of it that come late.
        expectUntouched { ledger.take(first.part(1)) }
        #expect(ledger.state.listFileParts.isEmpty)
    }

    @Test func anotherListUnderAUsedNameIsRefusedWithItsParts() {
        _ = send(first)
        var other = first
        other.parts = [[(9, "i")]]
        expectUntouched {
            let effects = ledger.take(other.part(1)) + ledger.take(other.end())
            #expect(effects.answer == ["city rejected CH4020", "city rejected CH4020"])
            return effects
        }
        #expect(ledger.take(first.end(entries: 2)).answer == ["city rejected CH4020"])
        #expect(ledger.take(first.end()).receipts.map(\.receipt.status) == [.duplicate])
        #expect(ledger.take(first.part(2)).receipts.map(\.receipt.status) == [.duplicate])
        other.name = "F-1"
        #expect(send(other).answer == ["city accepted "])
        #expect(shown == [9: "i"])
    }

    @Test func anOldFileThatComesAgainDoesNotSetTheListBack() {
        _ = send(first)
        let second = File(name: "F-1", parts: [[(2, "B")]])
        _ = send(second)
        expectUntouched {
            let effects = send(first)
            #expect(effects.receipts.map(\.receipt.status) == [.duplicate])
            return effects
        }
        // Neither does it disturb a file that is coming in, nor is it forgotten with one that is refused.
        let third = File(name: "F-2", parts: [[(3, "C")], [(4, "D")]])
        ledger.take(third.part(1))
        expectUntouched { send(first) }
        ledger.take(third.part(2))
        #expect(ledger.take(third.end(spoilt: true)).answer == ["city rejected CH4011"])
        expectUntouched { send(first) }
        #expect(send(third).answer == ["city accepted "])
        #expect(shown == [3: "C", 4: "D"])
    }

    @Test func sixteenFilesOfAListAreRemembered() throws {
        let files = (0..<17).map { File(name: "F-\($0)", parts: [[(1, "\($0)")]]) }
        for file in files { #expect(send(file).answer == ["city accepted "]) }
        for file in files.dropFirst() { expectUntouched { send(file) } }
        #expect(ledger.state.listFiles.values.map { $0.taken.map(\.file) } == [files.dropFirst().map(\.name)])
        #expect(send(files[0]).answer == ["city accepted "])
    }

    @Test func aFileThatAnOlderLedgerTookKeepsItsName() throws {
        _ = send(first)
        let (id, held) = try #require(ledger.state.listFiles.first)
        var old = held
        old.taken = []
        ledger.state.apply(.listFile(id, old))
        expectUntouched { send(File(name: "F-0", parts: [[(9, "i")]])) }
        #expect(send(File(parts: [[(9, "i")]])).answer == ["city accepted "])
        expectUntouched { send(first) }
    }

    @Test func aFileOfAnotherNameDropsTheOldParts() {
        ledger.take(first.part(1))
        let other = File(name: "F-2", parts: [[(9, "i")]])
        ledger.take(other.part(1))
        #expect(ledger.take(first.end()).answer == ["city rejected CH4011"])
        #expect(ledger.take(other.end()).answer == ["city accepted "])
        #expect(shown == [9: "i"])
    }

    @Test func filesOfTwoListsDoNotMix() {
        var other = first
        other.list = "work-safety"
        other.parts = [[(11, "k")]]
        ledger.take(first.part(1))
        ledger.take(other.part(1))
        ledger.take(first.part(2))
        #expect(ledger.take(other.end()).answer == ["city accepted "])
        #expect(shown == [11: "k"])
        #expect(ledger.take(first.end()).answer == ["city accepted "])
        #expect(shown.keys.sorted() == [1, 2, 3, 11])
    }

    @Test func partsWhoseEndDoesNotComeAreDroppedAfterADay() {
        ledger.take(first.part(1))
        #expect(ledger.pass(to: "2026-11-22").isEmpty)
        #expect(ledger.pass(to: "2026-11-23").auditEntries.map(\.action) == ["list-file-lapse"])
        #expect(ledger.state.listFiles.isEmpty && ledger.state.listFileParts.isEmpty)
        ledger.take(first.part(2))
        #expect(ledger.take(first.end()).answer == ["city rejected CH4011"])
        // An end that came too late is refused by its own time, whatever the clocks of the partitions say.
        var late = first
        ledger.take(late.part(1))
        ledger.take(late.part(2))
        late.at = Timestamp(milliseconds: late.at.milliseconds + 86_400_001)
        #expect(ledger.take(late.end()).answer == ["city rejected CH4011"])
        // A file that is done does not lapse.
        _ = send(first)
        #expect(ledger.pass(to: "2026-11-27").auditEntries.isEmpty)
    }

    @Test func entriesOfOtherPartiesAndOtherListsStay() {
        ledger.send(.listEntry("listed", id: "e-1", record: 21, party: "tax", list: "tax-serious", content: #"{"HMDMC":"x"}"#))
        ledger.send(.listEntry("listed", id: "e-2", record: 22, party: "city", list: "work-safety", content: #"{"HMDMC":"y"}"#))
        _ = send(first)
        _ = send(File(parts: [[(4, "d")]]))
        #expect(shown == [4: "d", 21: "x", 22: "y"])
    }

    @Test func anEntryOfAnotherPartyInTheFileIsToldAndTheRestTaken() {
        ledger.send(.listEntry("listed", id: "e-1", record: 2, party: "tax", list: "tax-serious", content: #"{"HMDMC":"x"}"#))
        let effects = send(first)
        #expect(effects.receipts.map(\.receipt.status) == [.rejected, .accepted])
        #expect(effects.receipts.first?.receipt.recordID == identifier(2))
        #expect(effects.receipts.first?.receipt.faults.map(\.code) == [.notTheSource])
        #expect(shown == [1: "a", 2: "x", 3: "c"])
    }

    @Test func anOpenDisputeOutlivesTheEntryThatTheFileTakesOff() {
        _ = send(first)
        ledger.send(.dispute("submitted", id: "d-1", about: 1))
        ledger.send(.dispute("accepted", id: "d-2", about: 1))
        ledger.send(.dispute("submitted", id: "d-3", number: 2, about: 3))
        ledger.send(.dispute("accepted", id: "d-4", number: 2, about: 3))
        ledger.send(.dispute("verified", id: "d-5", number: 2, about: 3, party: "city", finding: .withdrawn))
        let effects = send(File(parts: [[(2, "b")]]))
        #expect(shown == [2: "b"])
        // What only waited for the withdrawal is closed by it; the other waits for its answer.
        #expect(effects.notices.map(\.notice.kind) == [.disputeClosed])
        #expect(ledger.state.cases[identifier(1001)]?.status == .accepted && ledger.state.cases[identifier(1002)]?.status == .closed)
        #expect(ledger.state.records[identifier(1)]?.openCases == [identifier(1001)])
        let verdict = ledger.send(.dispute("verified", id: "d-6", about: 1, party: "city", finding: .upheld))
        #expect(verdict.status == .accepted && ledger.state.cases[identifier(1001)]?.status == .closed)
        ledger.expectViewsAreRight()
    }

    @Test func whatAFileDoesIsUndoneAsAWhole() {
        _ = send(first)
        let file = File(parts: [[(2, "B")]])
        ledger.take(file.part(1))
        let (records, entries, files) = (ledger.state.records, ledger.state.entries.filtered { _ in true }.map(\.value), ledger.state.listFiles)
        guard case .listFileEnd(let end) = file.end() else { return }
        for effect in Ledger(routing: .sample).effects(of: .listFileEnd(end), on: ledger.state, now: ledger.now) {
            if case .state(let change) = effect { ledger.state.apply(change) }
        }
        #expect(ledger.state.entries.filtered { _ in true }.map(\.value) != entries)
        ledger.state.rollback()
        #expect(ledger.state.records == records && ledger.state.entries.filtered { _ in true }.map(\.value) == entries && ledger.state.listFiles == files)
        #expect(ledger.state.listFileParts.count == 1)
        #expect(ledger.take(.listFileEnd(end)).answer == ["city accepted "])
        #expect(shown == [2: "B"])
    }

    @Test("what is removed does not depend on the order in which the entries came") func order() {
        let numbers = Array(1...20 as ClosedRange<UInt64>)
        for name in ["F-1", "F-2"] {
            _ = send(File(name: name, parts: [(name == "F-1" ? numbers : numbers.reversed()).map { ($0, name) }]))
        }
        _ = send(File(name: "F-3", parts: [[(5, "x"), (6, "y")]]))
        let effects = send(File(name: "F-4", parts: [numbers.reversed().map { ($0, "z") }])) + send(File(name: "F-5", parts: [[]]))
        #expect(effects.views.filter { $0.value == nil }.map(\.entry.low) == numbers)
    }
}
