import Credit
import Hub
import Ops
import TestSupport
import Testing

/// The check of one partition's chain, on chains made up for it.
@Suite struct AuditChainTests {
    private let chain = SampleChain(count: 6)

    private func found(_ values: [[UInt8]], anchor: AuditHead? = nil) -> AuditBreak? {
        SampleChain.check(values, head: chain.head, anchor: anchor).found
    }

    @Test("A chain as the ledger writes it is whole, from the first entry to the head")
    func whole() {
        let report = SampleChain.check(chain.values, head: chain.head)
        #expect(report.found == nil)
        #expect(report.entries == 6)
        #expect(report.first == 1)
        #expect(report.head == chain.head)
        #expect(report.from == Timestamp(milliseconds: 1_790_000_000_001))
        #expect(report.to == Timestamp(milliseconds: 1_790_000_000_006))
        let empty = SampleChain.check([], head: .none)
        #expect(empty.found == nil)
        #expect(empty.head == AuditHead.none)
    }

    @Test("Whichever byte of whichever entry is changed, that entry is named")
    func everyByte() {
        var wrong: [String] = []
        for number in chain.values.indices {
            for place in chain.values[number].indices {
                for bits in [UInt8(1), 2, 0x40] {
                    var values = chain.values
                    values[number][place] ^= bits
                    let found = found(values)
                    if found?.offset != Int64(number) { wrong.append("entry \(number) byte \(place) ^ \(bits): \(String(describing: found))") }
                }
            }
        }
        #expect(wrong.prefix(5) == [], "\(wrong.count)")
    }

    @Test("An entry that is taken out leaves a gap, and the first and the last of them an end", arguments: 0..<6)
    func removed(_ number: Int) {
        var values = chain.values
        values.remove(at: number)
        let expected: AuditBreak.Kind = switch number {
        case 0: .beginningMissing(first: 2)
        case 5: .tailMissing(last: 5, known: 6)
        default: .missing(after: Int64(number), before: Int64(number + 2))
        }
        // What is missing should stand where the next one stands, or behind all.
        #expect(found(values) == AuditBreak(expected, offset: number == 0 ? 0 : Int64(number)))
    }

    @Test("Entries that change places are found at the first of the two", arguments: 1..<5)
    func swapped(_ number: Int) {
        var values = chain.values
        values.swapAt(number, number + 1)
        #expect(found(values) == AuditBreak(.missing(after: Int64(number), before: Int64(number + 2)), offset: Int64(number)))
    }

    @Test("An entry that is there twice is found where it stands again", arguments: 0..<6)
    func repeated(_ number: Int) {
        var values = chain.values
        values.insert(values[number], at: number + 1)
        #expect(found(values) == AuditBreak(.repeated(Int64(number + 1)), offset: Int64(number + 1)))
        #expect(found(chain.values + [chain.values[number]]) == AuditBreak(.repeated(Int64(number + 1)), offset: 6))
    }

    @Test("What is no entry is told from an entry", arguments: ["", "{}", "not JSON", "[1]", "{\"sequence\":3,\"previous\":\"0\",\"time\":\"now\"}"])
    func notAnEntry(_ text: String) {
        var values = chain.values
        values.insert(Array(text.utf8), at: 2)
        #expect(found(values) == AuditBreak(.notAnEntry, offset: 2))
    }

    @Test("A changed entry is named, not the damage behind it")
    func changedBeforeDamage() {
        var values = chain.values
        values[2] = Array(String(decoding: values[2], as: UTF8.self).replacing("court", with: "Court").utf8)
        values[4] = Array("{}".utf8)
        #expect(found(values) == AuditBreak(.changed(3), offset: 2))
        values = Array(values[..<4])
        values.append(chain.values[1])
        #expect(found(values) == AuditBreak(.changed(3), offset: 2))
    }

    @Test("A beginning that retention removed is taken only when asked for, and only where the partition's own beginning is gone")
    func retention() {
        let rest = Array(chain.values[3...])
        #expect(SampleChain.check(rest, head: chain.head, logStart: 3).found == AuditBreak(.beginningMissing(first: 4), offset: 3))
        let accepted = SampleChain.check(rest, head: chain.head, logStart: 3, acceptsRetention: true)
        #expect(accepted.found == nil)
        #expect(accepted.first == 4)
        #expect(accepted.entries == 3)
        #expect(SampleChain.check(rest, head: chain.head, acceptsRetention: true).found?.kind == .beginningMissing(first: 4))
        func anchored(_ number: Int) -> AuditBreak.Kind? {
            SampleChain.check(rest, head: chain.head, anchor: chain.heads[number], logStart: 3, acceptsRetention: true).found?.kind
        }
        // The first entry that is left still holds the digest of the one before.
        #expect(anchored(3) == nil)
        #expect(anchored(2) == .anchorIsGone(2, first: 4))
        let other = SampleChain(count: 6, mark: "b").heads[3]
        #expect(
            SampleChain.check(rest, head: chain.head, anchor: other, logStart: 3, acceptsRetention: true).found?.kind == .otherThanAnchor(3))
    }

    @Test("What the ledger added while the audit was read is right; what nobody added is not")
    func beyondTheState() {
        #expect(SampleChain.check(chain.values, head: chain.heads[4], afterwards: chain.head).found == nil)
        let forged = SampleChain.check(chain.values, head: chain.heads[4], afterwards: chain.heads[4])
        #expect(forged.found == AuditBreak(.beyondState(last: 6, known: 4), offset: 5))
        let unknown = SampleChain.check(chain.values, head: .none, afterwards: AuditHead.none)
        #expect(unknown.found?.kind == .beyondState(last: 6, known: 0))
    }

    @Test("Who writes everything anew, the ledger's state too, is found by a head that was kept elsewhere", arguments: 1..<7)
    func rewritten(_ number: Int) {
        let other = SampleChain(count: 6, mark: "b")
        let anchor = chain.heads[number]
        #expect(SampleChain.check(other.values, head: other.head).found == nil)
        #expect(
            SampleChain.check(other.values, head: other.head, anchor: anchor).found
                == AuditBreak(.otherThanAnchor(Int64(number)), offset: Int64(number - 1)))
        #expect(SampleChain.check(chain.values, head: chain.head, anchor: anchor).found == nil)
        // The state as it was kept, the entries written anew.
        #expect(found(other.values)?.kind == .otherThanState(6))
        if number > 1 {
            let shorter = Array(chain.values[..<(number - 1)])
            #expect(
                SampleChain.check(shorter, head: chain.heads[number - 1], anchor: anchor).found?.kind
                    == .endsBeforeAnchor(last: Int64(number - 1), anchor: Int64(number)))
        }
    }

    @Test("An anchor is what a report prints; anything else is refused")
    func anchors() throws {
        let printed = "{\"topic\":\"audit\",\"partitions\":[{\"partition\":0,\"head\":{\"number\":6,\"digest\":\"\(chain.head.digest.hex)\"}},{\"partition\":1}]}"
        let file = try TemporaryFile(printed)
        let anchor = try AuditAnchor(file: file.path)
        #expect(anchor.topic == "audit")
        #expect(anchor.heads == [0: chain.head])
        for text in ["", "[]", "{\"topic\":\"audit\",\"partitions\":[]}", printed.replacing("\"number\":6", with: "\"number\":\"6\""), printed.replacing("digest", with: "sum")] {
            let file = try TemporaryFile(text)
            #expect(throws: SetupError.self, "\(text)") { try AuditAnchor(file: file.path) }
        }
    }
}
