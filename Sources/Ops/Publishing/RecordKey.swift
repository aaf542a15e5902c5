import Contracts
import Credit
import JSON

/// Makes the key of a record's message: its document number.
///
/// A key is seen by everybody who sees the topic. So a number that is masked, or holds an identity number, does not become
/// one: such records share one key, which still keeps their order.
struct RecordKey {
    private let parser = JSONParser()

    func key(of record: [UInt8], contract: Contract, operation: Contracts.Operation) -> String {
        let shared = contract.reference.name
        let fields = operation.numberFields
        guard !fields.contains(where: { contract.labels[$0]?.mask != nil }) else { return shared }
        let key = record.withUnsafeBytes { bytes in
            guard let view = try? parser.parse(bytes) else { return "" }
            return fields.compactMap { view.member($0).flatMap(Self.text) }.joined(separator: "/")
        }
        return key.isEmpty || ResidentID.occurs(inText: key) ? shared : key
    }

    private static func text(_ value: JSONView) -> String? {
        switch value.kind {
        case .string: value.string
        case .number: String(decoding: value.rawBytes, as: UTF8.self)
        default: nil
        }
    }
}
