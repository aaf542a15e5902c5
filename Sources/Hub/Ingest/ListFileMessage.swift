import Contracts
import Credit
import JSON

/// 全量名单: one message of a full list file, as an upper platform sends it on `platform.<party>.in`.
struct ListFileMessage {
    enum Kind {
        /// A part with its number, from 1.
        case part(Int)
        /// The end: how many parts and entries there are, and the digest of the whole.
        case end(parts: Int, count: Int, digest: Digest256)
    }

    var kind: Kind
    /// The platform's own name for the file.
    var file: String
    /// The code of the list.
    var list: String
    var contract: ContractReference

    static let partOperation = "list-file-part"
    static let endOperation = "list-file-end"
    /// Most parts of one file.
    static let mostParts = 100_000

    /// Reads the headers, and the value of an end.
    ///
    /// - throws: what is wrong with the message as a whole.
    init(
        _ value: UnsafeRawBufferPointer?, _ envelope: Envelope, _ headers: ListFileHeaders, platform: PlatformBinding, parser: JSONParser
    ) throws(Fault) {
        if let source = envelope.source, !source.elementsEqual(platform.party.utf8) {
            throw Fault(.sourceIsNotParty, keyword: "ce_source", expected: platform.party)
        }
        guard let type = envelope.type, let (record, operation) = EventType.parse(type),
            operation == Self.partOperation || operation == Self.endOperation
        else {
            throw Fault(.unknownOperation, expected: "cn.credit.<contract>.\(Self.partOperation) | cn.credit.<contract>.\(Self.endOperation)")
        }
        func text(_ value: UnsafeRawBufferPointer?, _ name: StaticString) throws(Fault) -> String {
            guard let value, !value.isEmpty, value.count <= 128, let text = String(validating: value, as: UTF8.self) else {
                throw Fault(
                    .badHeader, keyword: "\(name)",
                    message: Bilingual(zh: "消息头 \(name) 缺少或不合法", en: "the header \(name) is missing or not valid"))
            }
            return text
        }
        func number(_ text: String, _ name: StaticString) throws(Fault) -> Int {
            guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), !text.hasPrefix("0"), let number = Int(text), number <= Self.mostParts
            else {
                throw Fault(
                    .badHeader, keyword: "\(name)",
                    message: Bilingual(
                        zh: "消息头 \(name) 应为 1 到 \(Self.mostParts) 的整数，不带符号和前导零",
                        en: "the header \(name) must be a whole number from 1 to \(Self.mostParts), without sign and leading zeros"))
            }
            return number
        }
        guard let schema = envelope.dataSchema, let contract = ContractReference(schema.text), contract.name == record else {
            throw Fault(.unknownContract, expected: "\(record)@…", value: envelope.dataSchema.map { String($0.text.prefix(80)) })
        }
        self.contract = contract
        file = try text(headers.file, ListFileHeaders.fileName)
        if let fault = headers.file.flatMap({ EventID.fault(of: $0, in: "\(ListFileHeaders.fileName)") }) { throw fault }
        list = try text(headers.list, ListFileHeaders.listName)
        guard platform.lists.contains(list) else {
            throw Fault(.listNotDesignatedByParty, expected: platform.lists.joined(separator: " | "), value: list)
        }
        guard operation == Self.endOperation else {
            kind = .part(try number(try text(headers.part, ListFileHeaders.partName), ListFileHeaders.partName))
            return
        }
        guard let value, !value.isEmpty else { throw Fault(.emptyValue) }
        let view: JSONView
        do {
            view = try parser.parse(value)
        } catch {
            throw RecordChecker.fault(error, in: value, limits: parser.limits)
        }
        guard let parts = view.member("parts")?.intValue, (1...Self.mostParts).contains(parts) else { throw Fault(.missing, path: "/parts") }
        guard let count = view.member("count")?.intValue, count >= 0 else { throw Fault(.missing, path: "/count") }
        guard let digest = view.member("digest").flatMap({ $0.withUTF8 { Digest256(hex: $0) } }) else {
            throw Fault(.missing, path: "/digest", expected: "SHA-256, 64 × 0-9a-f")
        }
        kind = .end(parts: parts, count: count, digest: digest)
    }
}
