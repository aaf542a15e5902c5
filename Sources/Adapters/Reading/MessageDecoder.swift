import Contracts
import Credit
import JSON

/// Makes UTF-8 of a message, and knows which of its bytes each part came from.
final class MessageDecoder {
    private let input: Input
    private let decoder = GB18030Decoder()
    private var message = UnsafeRawBufferPointer(start: nil, count: 0)
    /// Where the text begins in the message, behind prefix and byte order mark.
    private var bodyAt = 0
    private var isTranscoded = false
    private var walk = GB18030Walk()
    private(set) var text = UnsafeRawBufferPointer(start: nil, count: 0)

    init(_ input: Input) { self.input = input }

    /// Decodes a message; ``text`` is valid as long as the message's memory is, and until the next call.
    func decode(_ message: UnsafeRawBufferPointer) -> Fault? {
        self.message = message
        isTranscoded = false
        walk = GB18030Walk()
        bodyAt = input.hasRegistryPrefix && message.count >= 5 && message[0] == 0 ? 5 : 0
        if input.encoding != .gb18030 { skip([0xEF, 0xBB, 0xBF]) }
        var body = UnsafeRawBufferPointer(rebasing: message[bodyAt...])
        text = body
        guard !body.isEmpty else { return Fault(.emptyValue) }
        if UTF8Check.isASCII(body) { return nil }
        if input.encoding != .gb18030 {
            // The parser of JSON looks for itself.
            guard input.encoding == .auto || input.format != .json, let offset = UTF8Check.firstFault(in: body) else { return nil }
            if input.encoding == .utf8 {
                return RecordChecker.fault(JSONFault(kind: .invalidUTF8, offset: offset), in: body, limits: JSONLimits())
            }
        }
        skip([0x84, 0x31, 0x95, 0x33])
        body = UnsafeRawBufferPointer(rebasing: message[bodyAt...])
        isTranscoded = true
        switch decoder.decode(body) {
        case .text(let decoded):
            text = decoded
            return decoded.isEmpty ? Fault(.emptyValue) : nil
        case .fault(let offset):
            return Fault(
                .notGB18030, keyword: "encoding",
                message: Bilingual(
                    zh: "\(FaultCode.notGB18030.title.zh)：字节 \(bodyAt + offset)",
                    en: "\(FaultCode.notGB18030.title.en): byte \(bodyAt + offset)"))
        }
    }

    /// The bytes of the message that a part of the text came from.
    func original(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        guard isTranscoded else { return UnsafeRawBufferPointer(rebasing: message[bodyAt + range.lowerBound..<bodyAt + range.upperBound]) }
        let body = UnsafeRawBufferPointer(rebasing: message[bodyAt...])
        let first = walk.original(of: range.lowerBound, decoded: text, original: body)
        let end = walk.original(of: range.upperBound, decoded: text, original: body)
        return UnsafeRawBufferPointer(rebasing: body[first..<max(first, end)])
    }

    /// The whole message.
    var whole: UnsafeRawBufferPointer { message }

    private func skip(_ mark: [UInt8]) {
        if message[bodyAt...].starts(with: mark) { bodyAt += mark.count }
    }
}
