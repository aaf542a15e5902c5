/// Which list of which platform a file is of.
public struct ListFileKey: Hashable, Sendable {
    public var party: String
    /// The contract with its version.
    public var contract: String
    public var list: String

    public init(party: String, contract: String, list: String) {
        self.party = party
        self.contract = contract
        self.list = list
    }

    /// What its state is kept by, whatever the contract's version.
    public var id: Identifier128 { SHA256.hash("\(party)\n\(list)").prefix }
}
