import Contracts
import Credit
import JSON
import SeededRandom
import Testing

/// Spoils valid examples, the same way on every run.
private struct Spoiler {
    var generator: SeededGenerator

    private let values = [
        "null", "true", "false", "0", "-1", "1e400", "0.1234567", "123456789012345678901234567890", "\"\"", "\" \"", "\"x\"",
        "\"2026-02-30\"", "\"9999-12-31\"", "\"\\u0000\"", "\"\\ud83d\\ude00\"", "[]", "{}", "[[[{}]]]", "{\"a\":{\"b\":[1]}}",
        "\"罚款;警告\"", "\"自然人\"", "\"个体工商户\"", "\"00000000000000000X\"", "\"990100199003071231\"",
    ]

    mutating func member(of draft: inout Draft) {
        guard !draft.members.isEmpty else { return }
        let place = Int.random(in: draft.members.indices, using: &generator)
        switch Int.random(in: 0..<7, using: &generator) {
        case 0: draft.members.remove(at: place)
        case 1: draft.members.insert(draft.members[place], at: Int.random(in: draft.members.indices, using: &generator))
        case 2: draft.members[place].name += "X"
        case 3: draft.members.append(("unknown", values.randomElement(using: &generator) ?? "0"))
        case 4: draft.members[place].value = "[\(draft.members[place].value)]"
        default: draft.members[place].value = values.randomElement(using: &generator) ?? "0"
        }
    }

    mutating func bytes(of text: inout [UInt8]) {
        guard !text.isEmpty else { return }
        let place = Int.random(in: text.indices, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: text[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: text.remove(at: place)
        case 2: text.insert(UInt8.random(in: 0x20...0x7e, using: &generator), at: place)
        default: text.removeSubrange(place..<min(text.count, place + Int.random(in: 1...20, using: &generator)))
        }
    }
}

@Suite("Spoilt records") struct MutationTests {
    private static let rounds = 400

    /// What must hold of any text at all.
    private func expectSound(_ text: [UInt8], _ example: Example, _ desk: Desk, _ fresh: Desk) -> Verdict {
        let verdict = desk.check(text, example.contract, example.operation, today: example.asOf)
        let description = Comment(rawValue: String(decoding: text, as: UTF8.self))
        #expect(verdict.isAccepted == verdict.faults.isEmpty, description)
        // The fast pass and the one that explains must agree: this keyword says that they did not.
        #expect(!verdict.faults.contains { $0.keyword == "x-subject" }, description)
        #expect(verdict.faults.count <= 500)
        #expect(Set(verdict.places).count == verdict.faults.count, "a fault is told twice")
        for other in [desk, fresh] {
            let again = other.check(text, example.contract, example.operation, today: example.asOf)
            #expect(again.isAccepted == verdict.isAccepted, description)
            #expect(again.faults == verdict.faults, description)
            #expect(again.canonical == verdict.canonical, description)
            #expect(again.record?.recordID == verdict.record?.recordID)
            #expect(again.record?.subjectKey == verdict.record?.subjectKey)
        }
        for secret in example.secrets { #expect(!verdict.shown.contains(secret), description) }
        return verdict
    }

    @Test("members dropped, repeated, renamed and retyped are accepted or told, always the same", arguments: Example.valid)
    func members(path: String) throws {
        let example = try Example(path)
        var spoiler = Spoiler(generator: SeededGenerator(seed: UInt64(path.utf8.count)))
        let (desk, fresh) = (Desk(), Desk())
        var refused = 0
        for _ in 0..<Self.rounds {
            var draft = Draft(example)
            for _ in 0..<Int.random(in: 1...4, using: &spoiler.generator) { spoiler.member(of: &draft) }
            if !expectSound(Array(draft.text.utf8), example, desk, fresh).isAccepted { refused += 1 }
        }
        #expect(refused > Self.rounds / 2)
    }

    @Test("random bytes are accepted or told, always the same", arguments: Example.valid)
    func bytes(path: String) throws {
        let example = try Example(path)
        var spoiler = Spoiler(generator: SeededGenerator(seed: UInt64(path.utf8.count) + 1))
        let (desk, fresh) = (Desk(), Desk())
        var codes: Set<FaultCode> = []
        for _ in 0..<Self.rounds {
            var text = example.text
            for _ in 0..<Int.random(in: 1...3, using: &spoiler.generator) { spoiler.bytes(of: &text) }
            codes.formUnion(expectSound(text, example, desk, fresh).codes)
        }
        #expect(codes.contains(.notJSON))
        #expect(codes.count > 4)
    }

    @Test("leaving out one member is accepted or tells of that member or its company", arguments: Example.valid)
    func oneMemberLess(path: String) throws {
        let example = try Example(path)
        for (name, _) in example.members {
            var draft = Draft(example)
            draft[name] = nil
            let verdict = expectSound(Array(draft.text.utf8), example, Desk(), Desk())
            #expect(verdict.codes.allSatisfy { [.missing, .requiredByOther].contains($0) }, "\(name): \(verdict.places)")
        }
    }

    @Test("a member that occurs twice is refused, whatever its values", arguments: Example.valid)
    func oneMemberTwice(path: String) throws {
        let example = try Example(path)
        for member in example.members {
            var draft = Draft(example)
            draft.members.append((member.name, member.value.jsonText))
            #expect(expectSound(Array(draft.text.utf8), example, Desk(), Desk()).codes == [.duplicateName])
        }
    }
}
