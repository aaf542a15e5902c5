import Contracts
import Credit
import JSON
import Testing

@Suite("Texts that cannot be read") struct DecodingTests {
    private func verdict(_ bytes: [UInt8], limits: JSONLimits = RecordChecker.defaultLimits) throws -> Verdict {
        let contract = try #require(try catalogue().newest("administrative-penalty"))
        return Desk(limits: limits).check(bytes, contract, contract.defaultOperation)
    }

    @Test("an empty message", arguments: ["", " ", "\n\t\r "])
    func empty(text: String) throws {
        #expect(try verdict(Array(text.utf8)).codes == [.emptyValue])
    }

    @Test("text that is not JSON is shown its place", arguments: [
        ("{\"CF_WSH\":\n  '1'}", FaultCode.notJSON, 2, 3), ("{\"CF_WSH\":1,}", .notJSON, 1, 13), ("{", .notJSON, 1, 2),
        ("{\"处罚\":1 2}", .notJSON, 1, 9), ("{} {}", .notJSON, 1, 4), ("{\"a\":01}", .notJSON, 1, 7),
        ("{\"a\":\"\n\"}", .notJSON, 1, 7), ("<xml/>", .notJSON, 1, 1), ("CF_WSH,1", .notJSON, 1, 1),
        ("\u{FEFF}{}", .notUTF8, 1, 1), ("{\"a\":\"\\x\"}", .badEscape, 1, 8), ("{\"a\":\"\\ud800\"}", .badEscape, 1, 7),
        ("{\"a\":1,\r\n\"a\":2}", .duplicateName, 2, 1), ("{\"a\":1,\"\\u0061\":2}", .duplicateName, 1, 8),
    ])
    func places(text: String, code: FaultCode, line: Int, column: Int) throws {
        let verdict = try verdict(Array(text.utf8))
        #expect(verdict.codes == [code])
        let fault = try #require(verdict.faults.first)
        #expect(fault.message.en.contains("line \(line), column \(column) "), "\(fault.message.en)")
        #expect(fault.message.zh.contains("第 \(line) 行第 \(column) 列"), "\(fault.message.zh)")
        #expect(fault.path.isEmpty)
    }

    @Test("bytes that are not UTF-8, GB 18030 for one", arguments: [
        [0xb7, 0xa3, 0xbf, 0xee], [0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe5, 0xa4],
    ] as [[UInt8]])
    func notUTF8(bytes: [UInt8]) throws {
        let verdict = try verdict(Array("{\"CF_WSH\":\"".utf8) + bytes + Array("\"}".utf8))
        #expect(verdict.codes == [.notUTF8])
        #expect(verdict.faults.first?.message.en.contains("line 1, column 12 ") == true)
    }

    @Test func tenMegabytesOfBracketsAreRefusedForTheirSizeOrTheirDepth() throws {
        let brackets = [UInt8](repeating: UInt8(ascii: "["), count: 10 << 20)
        let tooLarge = try verdict(brackets)
        #expect(tooLarge.codes == [.tooLarge])
        #expect(tooLarge.faults.first?.expected == "≤ 1048576 bytes")

        let tooDeep = try verdict(brackets, limits: JSONLimits(maxBytes: 16 << 20, maxDepth: 16))
        #expect(tooDeep.codes == [.tooDeep])
        #expect(tooDeep.faults.first?.expected == "≤ 16")
        #expect(tooDeep.faults.first?.message.en.contains("line 1, column 17 ") == true)
    }

    @Test func theLimitOfSizeIsMetExactly() throws {
        let text = try Draft.penalty().text
        let padding = RecordChecker.defaultLimits.maxBytes - text.utf8.count
        let fitting = Array((text + String(repeating: " ", count: padding)).utf8)
        #expect(try verdict(fitting).isAccepted)
        #expect(try verdict(fitting + [0x20]).codes == [.tooLarge])
    }

    @Test func theLimitOfDepthIsMetExactly() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        #expect(try verdict(nested(16)).codes == [.wrongType])
        #expect(try verdict(nested(17)).codes == [.tooDeep])
    }

    @Test("a truncated record is refused wherever it was cut")
    func truncation() throws {
        let bytes = Array(try Draft.penalty().text.utf8)
        for length in 1..<bytes.count {
            let codes = try verdict(Array(bytes[..<length])).codes
            #expect(codes == [.notJSON] || codes == [.notUTF8], "cut at \(length): \(codes)")
        }
    }
}
