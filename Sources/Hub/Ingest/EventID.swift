import Credit

/// `ce_id` of an event: the sender's own, or the place of the message where it gives none.
public enum EventID {
    /// The longest id that is taken, in bytes.
    static let longest = 128

    /// What is wrong with an id that a sender gave: it becomes a key and stands in receipts, so it is short, printable ASCII and
    /// holds no identity number.
    ///
    /// - parameter header: where it stands; names of files are held to the same.
    static func fault(of id: UnsafeRawBufferPointer, in header: String = "ce_id") -> Fault? {
        guard let reason = complaint(id) else { return nil }
        let text = Bilingual(zh: "消息头 \(header) \(reason.zh)", en: "the header \(header) \(reason.en)")
        return Fault(.badHeader, keyword: header, message: text)
    }

    /// Whether ingest takes an id.
    public static func isUsable(_ id: String) -> Bool {
        Array(id.utf8).withUnsafeBytes { complaint($0) == nil }
    }

    private static func complaint(_ id: UnsafeRawBufferPointer) -> Bilingual? {
        guard id.count >= 1, id.count <= longest else {
            return Bilingual(zh: "长度应为 1 到 \(longest) 字节", en: "must have 1 to \(longest) bytes")
        }
        guard id.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
            return Bilingual(zh: "只能含可打印的 ASCII 字符", en: "may have printable ASCII characters only")
        }
        guard !ResidentID.occurs(in: id) else {
            return Bilingual(zh: "含有公民身份号码，标识中不得出现个人信息", en: "holds a resident identity number: ids may not carry personal data")
        }
        return nil
    }
}
