/// What a department's binding knows of its records that do not say it themselves.
public struct AdapterFacts: Sendable {
    public let party: String
    /// The department's Chinese name.
    public let name: String
    /// Its 统一社会信用代码.
    public let code: String
    /// Its 行政区划.
    public let region: String

    public init(party: String, name: String, code: String, region: String) {
        self.party = party
        self.name = name
        self.code = code
        self.region = region
    }
}
