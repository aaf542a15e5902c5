import JSON
import Testing

@Suite struct UTF8Tests {
    /// First and last of every row of the Unicode Standard's table of well-formed sequences.
    static let wellFormed: [[UInt8]] = [
        [0x7F], [0xC2, 0x80], [0xDF, 0xBF], [0xE0, 0xA0, 0x80], [0xE0, 0xBF, 0xBF], [0xE1, 0x80, 0x80],
        [0xEC, 0xBF, 0xBF], [0xED, 0x80, 0x80], [0xED, 0x9F, 0xBF], [0xEE, 0x80, 0x80], [0xEF, 0xBF, 0xBF],
        [0xF0, 0x90, 0x80, 0x80], [0xF0, 0xBF, 0xBF, 0xBF], [0xF1, 0x80, 0x80, 0x80], [0xF3, 0xBF, 0xBF, 0xBF],
        [0xF4, 0x80, 0x80, 0x80], [0xF4, 0x8F, 0xBF, 0xBF],
    ]

    static let illFormed: [[UInt8]] = [
        [0x80], [0xBF], [0xC0, 0x80], [0xC0, 0xAF], [0xC1, 0xBF], [0xC2, 0x41], [0xC2, 0xC2], [0xDF, 0x7F],
        [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xE1, 0x80, 0x41], [0xE1, 0xC0, 0x80], [0xE4, 0xB8, 0xE4],
        [0xED, 0xA0, 0x80], [0xED, 0xAF, 0xBF], [0xED, 0xB0, 0x80], [0xED, 0xBF, 0xBF], [0xEF, 0xBF, 0xC0],
        [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x90, 0x80, 0x41], [0xF0, 0x90, 0x41, 0x80],
        [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
        [0xFC, 0x84, 0x80, 0x80, 0x80, 0x80], [0xFE], [0xFF],
    ]

    /// Surroundings that make the parser meet a sequence in all its loops.
    static let surroundings: [(String, String)] = [
        ("", ""), ("", "abcdefghijkl"), ("abcdefg", ""), ("中", "中"), ("中中", "中中中中"), ("é", "é文"),
        ("中文字", "abcdefghijkl"),
        ("\\n", "\\n"), ("😀", "😀😀😀"),
    ]

    @Test(arguments: wellFormed)
    func wellFormedSequencesAreAccepted(sequence: [UInt8]) throws {
        for (before, behind) in UTF8Tests.surroundings {
            let content = Array(before.utf8) + sequence + Array(behind.utf8)
            #expect(fault([0x22] + content + [0x22]) == nil)
            #expect(fault(Array("{\"".utf8) + content + Array("\":1}".utf8)) == nil)
        }
    }

    @Test(arguments: illFormed)
    func illFormedSequencesAreRefusedAtTheirFirstByte(sequence: [UInt8]) {
        for (before, behind) in UTF8Tests.surroundings {
            let content = Array(before.utf8) + sequence + Array(behind.utf8)
            let offset = 1 + before.utf8.count
            #expect(fault([0x22] + content + [0x22]) == JSONFault(kind: .invalidUTF8, offset: offset))
            let name = fault(Array("{\"".utf8) + content + Array("\":1}".utf8))
            #expect(name == JSONFault(kind: .invalidUTF8, offset: offset + 1))
        }
    }

    @Test(arguments: wellFormed.filter { $0.count > 1 })
    func sequencesCutByTheEndAreAnUnexpectedEnd(sequence: [UInt8]) {
        for length in 1..<sequence.count {
            let text = [0x22] + Array(sequence[..<length])
            #expect(fault(text) == JSONFault(kind: .unexpectedEnd, offset: text.count))
            #expect(fault(text + [0x22]) == JSONFault(kind: .invalidUTF8, offset: 1))
        }
    }

    /// All leading bytes with all continuations that lie at a boundary, against the standard library's opinion.
    @Test func agreesWithTheStandardLibrary() throws {
        let others: [UInt8] = [0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF]
        let parser = JSONParser()
        let guarded = GuardedText(capacity: 64)
        for lead in UInt8(0x80)...0xFF {
            for second in others {
                for third in others {
                    for fourth in others {
                        let content = [lead, second, third, fourth]
                        let isValid = String(validating: content, as: UTF8.self) != nil
                        for padding in [[], [UInt8](repeating: 0x61, count: 9)] {
                            let text = guarded.place([0x22] + content + padding + [0x22])
                            let isAccepted = (try? parser.parse(text)) != nil
                            #expect(isAccepted == isValid, "\(content)")
                        }
                    }
                }
            }
        }
    }

    @Test func everyScalarSurvivesPlainAndEscaped() throws {
        let parser = JSONParser()
        for value in stride(from: UInt32(0x20), through: 0x10FFFF, by: 1) {
            guard let scalar = Unicode.Scalar(value), scalar != "\"", scalar != "\\" else { continue }
            // Every scalar of the first two planes' edges; a sample of the rest.
            guard value < 0x3000 || value % 97 == 0 || value & 0xFFF < 2 || value & 0xFFF > 0xFFD else { continue }
            let plain = String(Character(scalar))
            let escaped = plain.utf16.map { unit in
                let digits = String(unit, radix: 16)
                return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }.joined()
            let text = Array("[\"\(plain)\",\"\(escaped)\"]".utf8)
            try text.withUnsafeBytes { bytes in
                let view = try parser.parse(bytes)
                #expect(view[0].isEqual(toUTF8: view[0].rawBytes))
                #expect(view[1].isEqual(toUTF8: view[0].rawBytes))
                #expect(view[1].scalarCount == 1)
                #expect(view[1].hasEscapes)
            }
        }
    }
}
