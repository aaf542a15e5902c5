import Adapters
import Contracts
import Credit
import JSON

/// What a department may publish (`topics/departments/<party>.json`).
public struct DepartmentBinding: Sendable {
    public struct Record: Sendable {
        public let record: String
        /// Contracts that it may publish; the first is the one of messages that name none.
        public let accepts: [ContractReference]
        /// What turns the department's own format into a contract's, the latest first.
        public let adapters: [BoundAdapter]

        /// The adapter of messages that name none; nil if they are in a contract's form.
        func adapter(on day: CivilDate) -> Adapter? { adapters.first { $0.from <= day }?.adapter }
    }

    /// An adapter and the day from which it is used.
    public struct BoundAdapter: Sendable {
        public let from: CivilDate
        public let adapter: Adapter
    }

    public let party: String
    public let name: Bilingual
    /// The department's own 统一社会信用代码.
    public let code: String
    /// 行政区划 of the department.
    public let region: String
    /// 行政区划 that it reports for: its own, unless the binding names more. `990000` is all of that province, `990100` all
    /// of that city or county.
    public let regions: [String]
    /// The name that it has at the brokers (SASL): only it may write the department's topics.
    public let principal: String
    /// Codes of the authorities that it speaks for; empty means any of its regions.
    public let authorities: Set<String>
    public let records: [Record]
    /// 信用办: it handles disputes and repairs, whoever submitted them. One department at most.
    public var handlesCases = false

    /// What adapters fill in of the binding.
    public var adapterFacts: AdapterFacts { AdapterFacts(party: party, name: name.zh, code: code, region: region) }

    /// Whether it reports for the region of a code of six digits or more.
    func reportsFor(region code: String) -> Bool {
        regions.contains { code.hasPrefix(RegionCode.prefix(of: $0)) }
    }

    /// What is known of records of old versions, which do not say it themselves.
    public var facts: Upgrade.Facts { Upgrade.Facts(authorityCode: code, title: name.zh, code: code) }
}

extension DepartmentBinding {
    /// What an upper platform may send down about its regions: record by record only cases.
    init(sentDownBy platform: PlatformBinding) {
        self.init(
            party: platform.party, name: platform.name, code: platform.code ?? "", region: platform.region ?? "", regions: platform.regions,
            principal: platform.party, authorities: platform.authorities, records: platform.cases)
    }

    /// 联合奖惩反馈: what a subscriber may publish on `feedback.<party>`, about decisions of any authority of its region.
    init(feedbackOf subscriber: SubscriberBinding, _ catalogue: Catalogue) {
        let contracts = Set(catalogue.contracts.map(\.reference.name)).sorted().compactMap { catalogue.newestInForce($0) }
        self.init(
            party: subscriber.party, name: subscriber.name, code: subscriber.code, region: subscriber.region, regions: [subscriber.region],
            principal: subscriber.party, authorities: [],
            records: contracts.filter { $0.kind == .feedback }.map {
                Record(record: $0.reference.name, accepts: [$0.reference], adapters: [])
            })
    }
}
