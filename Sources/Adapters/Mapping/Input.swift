/// How a message is read.
struct Input: Sendable {
    enum Encoding: String, Sendable, CaseIterable {
        case utf8 = "UTF-8"
        case gb18030 = "GB18030"
        /// UTF-8 where the bytes are valid UTF-8, else GB18030.
        case auto
    }

    let format: Adapter.Format
    var encoding = Encoding.utf8
    /// Whether a first byte of 0 and the four behind it are dropped.
    var hasRegistryPrefix = false
    /// json: the tokens of the pointer to the records. xml: the path of the record's element; empty where it is not known, and
    /// the root or its children are the records.
    var records: [String] = []
    /// csv: between columns.
    var separator = UInt8(ascii: ",")
    /// csv: whether the first line may repeat the names of the columns.
    var hasHeader = false
    /// Texts that stand for nothing, beside the empty one.
    var empty: [StableText] = []
}
