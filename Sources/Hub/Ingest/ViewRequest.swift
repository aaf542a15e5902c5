import Credit
import JSON

/// One message of a subscriber about its view, read and checked.
package enum ViewRequest {
    /// 确认: that the subscriber holds everything of a partition up to a number.
    case confirmation(partition: Int32, number: Int64)
    /// 摘要: that it wants to be told the digest of one partition, or of all.
    case digest(partition: Int32?)

    /// `ce_type` of a confirmation: `{"partition":p,"sequence":n}`.
    package static let confirmedType: StaticString = "cn.credit.view.confirmed"
    /// `ce_type` of a request: `{}` or `{"partition":p}`.
    package static let digestType: StaticString = "cn.credit.view.digest-requested"

    static func isConfirmation(_ type: UnsafeRawBufferPointer) -> Bool { type.isEqual(confirmedType) }
    static func handles(_ type: UnsafeRawBufferPointer) -> Bool { type.isEqual(confirmedType) || type.isEqual(digestType) }

    /// - parameter partitions: of the ledger, and so of the view.
    /// - throws: what is wrong with the message.
    init(
        _ value: UnsafeRawBufferPointer?, _ envelope: Envelope, party: String, partitions: Int32, parser: JSONParser
    ) throws(Fault) {
        if let source = envelope.source, !source.elementsEqual(party.utf8) {
            throw Fault(.sourceIsNotParty, keyword: "ce_source", expected: party)
        }
        let view = try Self.read(value, parser)
        let partition = try Self.partition(view, partitions)
        guard envelope.type.map({ Self.isConfirmation($0) }) ?? false else {
            self = .digest(partition: partition)
            return
        }
        guard let partition else { throw Fault(.missing, path: "/partition") }
        guard let number = view.member("sequence")?.intValue, number > 0 else { throw Fault(.missing, path: "/sequence", expected: "≥ 1") }
        self = .confirmation(partition: partition, number: Int64(number))
    }

    private static func read(_ value: UnsafeRawBufferPointer?, _ parser: JSONParser) throws(Fault) -> JSONView {
        guard let value, !value.isEmpty else { throw Fault(.emptyValue) }
        let view: JSONView
        do {
            view = try parser.parse(value)
        } catch {
            throw Fault(.notJSON)
        }
        guard view.kind == .object else { throw Fault(.wrongType, expected: "object") }
        return view
    }

    /// The partition that it is about; nil where none is named.
    private static func partition(_ view: JSONView, _ partitions: Int32) throws(Fault) -> Int32? {
        guard let member = view.member("partition") else { return nil }
        guard let partition = member.intValue, (0..<Int(partitions)).contains(partition) else {
            throw Fault(.outOfRange, path: "/partition", expected: "0…\(partitions - 1)")
        }
        return Int32(partition)
    }
}
