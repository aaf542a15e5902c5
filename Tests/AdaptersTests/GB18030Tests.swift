import Adapters
import SeededRandom
import Testing

@Suite("GB18030 against Python's codec") struct GB18030Tests {
    private func load() throws -> Adapter {
        try adapter(#"{"format":"csv","columns":["X"],"encoding":"GB18030"}"#, fields: #"{"to":"a","from":"X"}"#)
    }

    /// Characters that two editions of the standard map differently, so that the two libraries may.
    private func isDisputed(_ scalar: UInt32) -> Bool {
        (0xE000...0xF8FF).contains(scalar) || [0x1E3F, 0x20087, 0x20089, 0x200CC, 0x215D7, 0x2298F, 0x241FE].contains(scalar)
            || (0x9FB4...0x9FBB).contains(scalar) || (0xFE10...0xFE19).contains(scalar)
    }

    @Test("every character of Unicode but a few comes out as it went in, and its bytes are found again")
    func allCharacters() throws {
        let lines = String(decoding: try Python.run(PythonScripts.codec, ["all"], input: []), as: UTF8.self).split(separator: "\n")
        let reader = AdapterReader(try load(), limits: anyLimits)
        var message: [UInt8] = []
        var expected: [(String, [UInt8])] = []
        func check() {
            guard !expected.isEmpty else { return }
            guard case .success(let all) = read(reader, message), all.count == expected.count else {
                Issue.record("not read: \(expected[0].0)")
                return
            }
            for (record, (text, bytes)) in zip(all, expected) {
                #expect(record.value?["a"]?.stringValue.map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
                if expected.count > 1 { #expect(record.original == bytes) }
            }
            message = []
            expected = []
        }
        for line in lines {
            let parts = line.split(separator: " ")
            guard let number = UInt32(parts[0], radix: 16), let scalar = Unicode.Scalar(number), !isDisputed(number) else { continue }
            let text = "x\(Character(scalar))y"
            let bytes = [0x78] + hexadecimal(parts[1]) + [0x79]
            message += bytes + [0x0A]
            expected.append((text, bytes))
            if expected.count == 10_000 { check() }
        }
        check()
        #expect(lines.count > 1_100_000)
    }

    private func hexadecimal(_ text: Substring) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = text[...]
        while let byte = UInt8(rest.prefix(2), radix: 16) {
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        return bytes
    }

    @Test("random bytes are taken or refused as Python does, and never crash")
    func randomBytes() throws {
        var generator = SeededGenerator(seed: 7)
        var cases: [[UInt8]] = []
        for _ in 0..<3000 {
            let count = Int.random(in: 1...12, using: &generator)
            cases.append((0..<count).map { _ in
                switch Int.random(in: 0..<6, using: &generator) {
                case 0: UInt8.random(in: 0x30...0x39, using: &generator)
                case 1: UInt8.random(in: 0x81...0x84, using: &generator)
                case 2: UInt8.random(in: 0xB0...0xD7, using: &generator)
                case 3: UInt8.random(in: 0x61...0x7A, using: &generator)
                default: UInt8.random(in: 0x80...0xFF, using: &generator)
                }
            })
        }
        let input = cases.map { $0.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }.joined(separator: "\n") + "\n"
        let verdicts = String(decoding: try Python.run(PythonScripts.codec, ["decode"], input: Array(input.utf8)), as: UTF8.self)
            .split(separator: "\n")
        try #require(verdicts.count == cases.count)
        let reader = AdapterReader(try load(), limits: anyLimits)
        var taken = 0
        for (bytes, verdict) in zip(cases, verdicts) {
            let text = verdict == "-" ? nil : String(decoding: hexadecimal(verdict[...]), as: UTF8.self)
            if let text, text.unicodeScalars.contains(where: { isDisputed($0.value) }) { continue }
            switch read(reader, bytes) {
            case .success(let all):
                taken += 1
                #expect(text != nil, "\(bytes)")
                #expect(all.first?.value?["a"]?.stringValue ?? "" == text?.trimmingBlanks, "\(bytes)")
            case .failure(let faults):
                #expect(text == nil || text?.trimmingBlanks == "" || text?.first == "\u{FEFF}", "\(bytes) \(faults.all[0].message.en)")
            }
        }
        #expect(taken > 300)
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        func isBlank(_ scalar: Unicode.Scalar) -> Bool { [0x20, 0xA0, 0x3000].contains(scalar.value) || (9...13).contains(scalar.value) }
        var scalars = Substring(self).unicodeScalars
        while let first = scalars.first, isBlank(first) { scalars.removeFirst() }
        while let last = scalars.last, isBlank(last) { scalars.removeLast() }
        return String(scalars)
    }
}
