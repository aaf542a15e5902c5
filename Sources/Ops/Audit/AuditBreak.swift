import Credit
import JSON

/// The first thing that is wrong with the chain of a partition, and where.
public struct AuditBreak: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// The value is not JSON of an entry's form.
        case notAnEntry
        /// The first entry that is there has this number.
        case beginningMissing(first: Int64)
        case missing(after: Int64, before: Int64)
        /// The number was there already.
        case repeated(Int64)
        /// The entry's bytes are not those that were chained.
        case changed(Int64)
        /// The ledger's state knows more entries than there are.
        case tailMissing(last: Int64, known: Int64)
        /// The entry is another one than the ledger's state holds the digest of.
        case otherThanState(Int64)
        /// Entries behind the last that the ledger's state knows: not the ledger wrote them.
        case beyondState(last: Int64, known: Int64)
        /// The entry is another one than when the anchor was made.
        case otherThanAnchor(Int64)
        /// When the anchor was made there were more entries.
        case endsBeforeAnchor(last: Int64, anchor: Int64)
        /// What the anchor holds lies before the first entry that is there.
        case anchorIsGone(Int64, first: Int64)
    }

    public let kind: Kind
    /// The offset of the message that is wrong; of what is missing, where it should stand.
    public let offset: Int64

    public init(_ kind: Kind, offset: Int64) {
        self.kind = kind
        self.offset = offset
    }

    /// The kind as a word of JSON.
    public var word: String {
        switch kind {
        case .notAnEntry: "not-an-entry"
        case .beginningMissing: "beginning-missing"
        case .missing: "missing"
        case .repeated: "repeated"
        case .changed: "changed"
        case .tailMissing: "tail-missing"
        case .otherThanState: "other-than-state"
        case .beyondState: "beyond-state"
        case .otherThanAnchor: "other-than-anchor"
        case .endsBeforeAnchor: "ends-before-anchor"
        case .anchorIsGone: "anchor-is-gone"
        }
    }

    public var text: Bilingual {
        switch kind {
        case .notAnEntry:
            Bilingual(zh: "不是审计记录：有人绕过台账写入，或内容被改坏", en: "not an audit entry: somebody wrote around the ledger, or its bytes were damaged")
        case .beginningMissing(let first):
            Bilingual(
                zh: "开头缺失：最早的是第 \(first) 条；若是保留期清除的，请加 --accept-retention",
                en: "the beginning is missing: the first entry is number \(first); if retention removed it, add --accept-retention")
        case .missing(let after, let before):
            Bilingual(
                zh: after + 2 == before ? "缺少第 \(after + 1) 条" : "缺少第 \(after + 1) 至 \(before - 1) 条",
                en: after + 2 == before ? "entry \(after + 1) is missing" : "entries \(after + 1) to \(before - 1) are missing")
        case .repeated(let number):
            Bilingual(zh: "第 \(number) 条重复", en: "entry \(number) is there a second time")
        case .changed(let number):
            Bilingual(zh: "第 \(number) 条被改动：其摘要与链上的不符", en: "entry \(number) was changed: its digest is not the one in the chain")
        case .tailMissing(let last, let known):
            Bilingual(
                zh: "末尾缺失：止于第 \(last) 条，而台账状态已到第 \(known) 条",
                en: "the tail is missing: it ends with entry \(last), and the ledger's state knows \(known)")
        case .otherThanState(let number):
            Bilingual(
                zh: "第 \(number) 条不是台账状态所记的那一条：它或它之前的内容被改写",
                en: "entry \(number) is not the one that the ledger's state knows: it or what is before it was written anew")
        case .beyondState(let last, let known):
            Bilingual(
                zh: "多出到第 \(last) 条为止的记录，而台账状态只到第 \(known) 条：不是台账写入的",
                en: "there are entries up to \(last), and the ledger's state knows \(known): the ledger did not write the rest")
        case .otherThanAnchor(let number):
            Bilingual(
                zh: "第 \(number) 条不是留存凭据时的那一条：它或它之前的内容被改写",
                en: "entry \(number) is not the one that the anchor holds: it or what is before it was written anew")
        case .endsBeforeAnchor(let last, let anchor):
            Bilingual(
                zh: "止于第 \(last) 条，而留存凭据时已有 \(anchor) 条：末尾被删除，或全部被改写",
                en: "it ends with entry \(last), and the anchor holds \(anchor): its tail was removed, or all of it written anew")
        case .anchorIsGone(let number, let first):
            Bilingual(
                zh: "留存凭据所记的第 \(number) 条已不在（最早的是第 \(first) 条），无法核对：请用较新的凭据",
                en: "entry \(number) of the anchor is gone (the first is \(first)), so it proves nothing: use a newer anchor")
        }
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("kind", word)
        writer.member("offset", offset)
        writer.name("message")
        text.write(to: &writer)
        writer.endObject()
    }
}
