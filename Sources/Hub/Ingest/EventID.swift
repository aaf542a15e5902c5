import Credit
import Kafka

/// `ce_id` of an event: the sender's own, or the place of the message where it gives none.
enum EventID {
    /// The longest id that is taken, in bytes.
    static let longest = 128

    /// The id of a message.
    ///
    /// - returns: the id, and a fault if the sender gave one that cannot be used: it becomes a key and stands in receipts,
    ///   so it is short, printable ASCII and holds no identity number.
    static func of(_ message: borrowing KafkaMessage, given id: UnsafeRawBufferPointer?, topic: String) -> (String, Fault?) {
        let place = "\(topic)/\(message.partition)/\(message.offset)"
        guard let id else { return (place, nil) }
        func refuse(_ zh: String, _ en: String) -> (String, Fault?) {
            (place, Fault(.badHeader, keyword: "ce_id", message: Bilingual(zh: "消息头 ce_id \(zh)", en: "the header ce_id \(en)")))
        }
        guard id.count >= 1, id.count <= longest else {
            return refuse("长度应为 1 到 \(longest) 字节", "must have 1 to \(longest) bytes")
        }
        guard id.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
            return refuse("只能含可打印的 ASCII 字符", "may have printable ASCII characters only")
        }
        guard !ResidentID.occurs(in: id) else {
            return refuse("含有公民身份号码，标识中不得出现个人信息", "holds a resident identity number: ids may not carry personal data")
        }
        return (id.text, nil)
    }
}
