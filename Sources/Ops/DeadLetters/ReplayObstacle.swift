import Credit
import JSON

/// Why there is nothing of a letter that could be sent again, whatever today's contracts say of it.
public enum ReplayObstacle: String, Sendable, CaseIterable {
    /// Only the head of the value was kept: it takes a mended record.
    case cut
    /// The line of the file has no record.
    case notMended = "not-mended"
    /// The hub does not read the letter's topic any more.
    case noTopic = "no-topic"
    /// An entry of a list file's part: files go as a whole.
    case listFileEntry = "list-file-entry"
    /// A mended part of a list file: the digest in the file's end is of the parts as the platform made them.
    case sealedPart = "sealed-part"

    /// Stable; JSON and scripts name it so.
    public var code: String { rawValue }

    /// In a word or two, for a column.
    public var title: Bilingual {
        switch self {
        case .cut: Bilingual(zh: "不完整", en: "cut")
        case .notMended: Bilingual(zh: "未修改", en: "not mended")
        case .noTopic: Bilingual(zh: "无主题", en: "no topic")
        case .listFileEntry: Bilingual(zh: "名单文件条目", en: "entry of a file")
        case .sealedPart: Bilingual(zh: "分片不可改", en: "sealed part")
        }
    }

    public var message: Bilingual {
        switch self {
        case .cut: Bilingual(zh: "只保存了开头", en: "only its head was kept")
        case .notMended: Bilingual(zh: "文件中该行没有 record", en: "its line has no record")
        case .noTopic: Bilingual(zh: "信枢已不读取该主题", en: "the hub does not read its topic any more")
        case .listFileEntry:
            Bilingual(
                zh: "全量名单文件的一条，不能单独重发：文件整体生效，且摘要覆盖整个分片",
                en: "an entry of a full list file cannot go alone: a file counts as a whole, and its digest covers whole parts")
        case .sealedPart:
            Bilingual(
                zh: "名单文件的分片不能修改后重发：与文件结尾所给的摘要不符",
                en: "a part of a list file cannot be mended: it would not fit the digest in the file's end")
        }
    }

    public var remedy: Bilingual {
        switch self {
        case .cut: Bilingual(zh: "用 --from 提供完整的记录", en: "give the whole record with --from")
        case .notMended: Bilingual(zh: "请填写", en: "fill it in")
        case .noTopic: Bilingual(zh: "检查绑定，或放弃", en: "check the party's binding, or discard")
        case .listFileEntry:
            Bilingual(zh: "请上级平台改正后重发整个文件，再放弃此死信", en: "have the platform mend and send the whole file again, then discard the letter")
        case .sealedPart:
            Bilingual(
                zh: "不加 --from 原样重发，或请上级平台重发整个文件", en: "send it as it came, without --from, or have the platform send the whole file again")
        }
    }
}

extension ReplayObstacle {
    /// Writes it as a member `obstacle`.
    public func write(to writer: inout JSONWriter) {
        writer.name("obstacle")
        writer.beginObject()
        writer.member("code", code)
        writer.name("message")
        message.write(to: &writer)
        writer.name("remedy")
        remedy.write(to: &writer)
        writer.endObject()
    }
}
