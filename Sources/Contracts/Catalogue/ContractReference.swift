/// The name and version of a contract, written `administrative-penalty@2`.
public struct ContractReference: Hashable, Sendable, CustomStringConvertible {
    public let name: String
    public let version: Int

    public init(name: String, version: Int) {
        self.name = name
        self.version = version
    }

    /// Reads `name@version`; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, let version = Int(parts[1]), version > 0 else { return nil }
        self.init(name: String(parts[0]), version: version)
    }

    public var description: String { "\(name)@\(version)" }
}
