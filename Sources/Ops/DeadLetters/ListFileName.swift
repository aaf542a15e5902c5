import Credit

/// Which full list file (全量名单) a message of `platform.<party>.in` belongs to.
public struct ListFileName: Hashable, Sendable {
    /// `ce_dataschema`
    public var contract: String
    /// The code of the list.
    public var list: String
    /// The platform's own name for the file.
    public var file: String

    public init(contract: String, list: String, file: String) {
        self.contract = contract
        self.list = list
        self.file = file
    }

    /// Of a message's headers; nil if it names no file.
    init?(header: (String) -> String?) {
        guard let file = header("credithub.file"), let list = header("credithub.list") else { return nil }
        self.init(contract: header("ce_dataschema") ?? "", list: list, file: file)
    }
}
