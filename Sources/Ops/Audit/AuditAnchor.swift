import Credit
import Foundation
import Hub
import JSON

/// Heads of the chain that `audit verify --json` printed formerly and somebody kept where nobody with access to Kafka comes.
public struct AuditAnchor: Sendable {
    public let topic: String
    /// By partition.
    public let heads: [Int32: AuditHead]

    public init(topic: String, heads: [Int32: AuditHead]) {
        self.topic = topic
        self.heads = heads
    }

    /// Reads the file that holds what was printed.
    ///
    /// - throws: ``SetupError`` if it does not hold any heads.
    public init(file: String) throws(SetupError) {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw SetupError(zh: "无法读取文件 \(file)：请检查路径和权限", en: "cannot read the file \(file): check path and permissions")
        }
        guard let json = try? JSONValue(parsing: [UInt8](data)), let topic = json["topic"]?.stringValue,
            let partitions = json["partitions"]?.arrayValue
        else { throw Self.unusable(file) }
        var heads: [Int32: AuditHead] = [:]
        for report in partitions {
            guard let partition = report["partition"]?.intValue.flatMap({ Int32(exactly: $0) }), partition >= 0 else {
                throw Self.unusable(file)
            }
            // A partition that was broken then has none.
            guard let head = report["head"] else { continue }
            guard let number = head["number"]?.intValue, number >= 0, var text = head["digest"]?.stringValue,
                let digest = text.withUTF8({ Digest256(hex: UnsafeRawBufferPointer($0)) })
            else { throw Self.unusable(file) }
            heads[partition] = AuditHead(sequence: Int64(number), digest: digest)
        }
        guard !heads.isEmpty else { throw Self.unusable(file) }
        self.init(topic: topic, heads: heads)
    }

    private static func unusable(_ file: String) -> SetupError {
        SetupError(
            zh: "\(file) 不是留存的凭据：请用 audit verify --json 打印、当时链条完整的输出",
            en: "\(file) is no anchor: it must be what audit verify --json printed when the chain was whole")
    }
}
