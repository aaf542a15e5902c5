import JSON
import SeededRandom
import Testing

/// Mutations of a sample, the same on every run. Texts end where memory ends, so reading beyond them would crash.
@Suite struct FuzzTests {
    private let interesting: [UInt8] =
        Array("\"\\{}[]:,0123456789-+.eEutnfal /\n\t".utf8) + [
            0x00, 0x1F, 0x7F, 0x80, 0xBF, 0xC2, 0xE0, 0xED, 0xF0, 0xF4, 0xFF,
        ]

    private func mutate(_ sample: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var text = sample
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !text.isEmpty {
            let place = Int.random(in: 0..<text.count, using: &generator)
            let stop = min(text.count, place + Int.random(in: 1...12, using: &generator))
            switch Int.random(in: 0..<7, using: &generator) {
            case 0: text[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: text[place] = interesting.randomElement(using: &generator) ?? 0
            case 2: text.insert(interesting.randomElement(using: &generator) ?? 0, at: place)
            case 3: text.remove(at: place)
            case 4: text.removeSubrange(place..<stop)
            case 5: text.insert(contentsOf: text[place..<stop], at: Int.random(in: 0...text.count, using: &generator))
            default: text.removeLast(text.count - place)
            }
        }
        return text
    }

    @Test func mutatedTextsAreRefusedInsideOrRoundTrip() throws {
        var generator = SeededGenerator(seed: 20_240_601)
        let sample = Array(sampleRecord.utf8)
        let guarded = GuardedText(capacity: 4096)
        let guardedAgain = GuardedText(capacity: 65_536)
        let (parser, parserAgain) = (JSONParser(), JSONParser())
        var (writer, writerAgain) = (JSONWriter(), JSONWriter())
        var accepted = 0
        for _ in 0..<200_000 {
            let mutated = mutate(sample, &generator)
            let bytes = guarded.place(mutated)
            let view: JSONView
            do throws(JSONFault) {
                view = try parser.parse(bytes)
            } catch {
                #expect((0...mutated.count).contains(error.offset))
                #expect(error.kind != .unexpectedEnd || error.offset == mutated.count)
                let place = error.location(in: bytes)
                #expect(place.line >= 1 && place.column >= 1)
                continue
            }
            accepted += 1
            #expect(String(validating: mutated, as: UTF8.self) != nil)
            writer.reset()
            writer.value(view)
            let viewAgain = try parserAgain.parse(guardedAgain.place(writer.bytes))
            writerAgain.reset()
            writerAgain.value(viewAgain)
            #expect(writer.bytes == writerAgain.bytes)
            #expect(view.isDeepEqual(to: viewAgain))
            if accepted % 16 == 0 { #expect(view.value == viewAgain.value) }
        }
        // Otherwise the test would say nothing about accepted texts.
        #expect(accepted > 10_000)
    }

    @Test func randomTokensAreRefusedOrRoundTrip() throws {
        let tokens = [
            "{", "}", "[", "]", ",", ":", "\"a\"", "\"b\\n\"", "1", "-0.5e2", "true", "null", " ", "\"", "中", "\\",
        ].map { Array($0.utf8) }
        var generator = SeededGenerator(seed: 7)
        let guarded = GuardedText(capacity: 4096)
        let parser = JSONParser(limits: JSONLimits(maxDepth: 5))
        for _ in 0..<200_000 {
            var text: [UInt8] = []
            for _ in 0..<Int.random(in: 0...9, using: &generator) {
                text += tokens.randomElement(using: &generator) ?? []
            }
            guard let view = try? parser.parse(guarded.place(text)) else { continue }
            var writer = JSONWriter()
            writer.value(view)
            #expect(try JSONValue(parsing: writer.bytes) == view.value)
        }
    }
}
