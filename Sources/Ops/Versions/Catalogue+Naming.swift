import Contracts
import Hub

extension Catalogue {
    /// The contract of a word of the command line: `administrative-penalty@2`.
    ///
    /// - parameter takesNewest: whether a name without version stands for the newest.
    /// - throws: ``SetupError`` with the names there are.
    public func contract(named word: String, takesNewest: Bool = false) throws(SetupError) -> Contract {
        if takesNewest, let contract = newest(word) { return contract }
        guard let contract = ContractReference(word).flatMap({ contract($0) }) else {
            let known = contracts.map(\.reference.description).joined(separator: ", ")
            throw SetupError(zh: "没有数据合同 \(word)（可用：\(known)）", en: "there is no contract \(word) (there are: \(known))")
        }
        return contract
    }
}
