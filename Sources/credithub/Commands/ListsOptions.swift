import Contracts
import Credit
import Foundation
import Hub
import Ops

/// What the commands on lists share.
enum ListsOptions {
    static let subscriber = Arguments.Option("subscriber", "P", zh: "订阅方（主题 subscriber.P）", en: "the subscriber (topic subscriber.P)")
    static let connection = [
        CommonOptions.config, CommonOptions.bootstrap, CommonOptions.prefix, CommonOptions.contracts, CommonOptions.topics,
    ]

    /// What a command works with: configuration, bindings, contracts.
    struct Setting {
        let configuration: HubConfiguration
        let catalogue: Catalogue
        let topology: Topology

        /// - parameter needsBroker: whether the command cannot do without one.
        init(_ arguments: Arguments, needsBroker: Bool = true) throws {
            let environment = ProcessInfo.processInfo.environment
            configuration = needsBroker
                ? try CommonOptions.connected(arguments, environment: environment)
                : try CommonOptions.configuration(arguments, environment: environment)
            catalogue = try Catalogue.load(directory: configuration.contracts)
            topology = try Topology.load(directory: configuration.topics, prefix: configuration.prefix, catalogue: catalogue)
        }

        /// The subscriber that `--subscriber` names; nil where it names none.
        ///
        /// - throws: ``SetupError`` for one that there is not.
        func subscriber(_ arguments: Arguments) throws(SetupError) -> String? {
            guard let party = arguments["subscriber"] else { return nil }
            guard topology.subscribers.contains(where: { $0.party == party }) else {
                let known = topology.subscribers.map(\.party).joined(separator: ", ")
                throw SetupError(zh: "没有订阅方 \(party)（可用：\(known)）", en: "there is no subscriber \(party) (there are: \(known))")
            }
            return party
        }

        /// The same, for commands that cannot do without one.
        func oneSubscriber(_ arguments: Arguments) throws(SetupError) -> String {
            guard let party = try subscriber(arguments) else {
                let known = topology.subscribers.map(\.party).joined(separator: ", ")
                throw SetupError(zh: "请用 --subscriber 指定订阅方（可用：\(known)）", en: "name the subscriber with --subscriber (there are: \(known))")
            }
            return party
        }
    }
}
