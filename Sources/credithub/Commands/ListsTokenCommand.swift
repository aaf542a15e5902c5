import Contracts
import Credit
import Hub
import Ops

/// `credithub lists token`: a token with which a subscriber may query the lists.
enum ListsTokenCommand: Command {
    static let name = "lists token"
    static let usage = "--party P"
    static let summary = Bilingual(
        zh: "为订阅方生成查询名单的令牌：只显示一次，并给出登记文件的一行", en: "Makes a token for a subscriber's queries: shown once, with the line for the register")
    static let options = [
        Arguments.Option("party", "P", zh: "订阅方代号", en: "the subscriber"), CommonOptions.contracts, CommonOptions.topics,
    ]

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        guard let party = arguments["party"] else {
            throw SetupError(zh: "请用 --party 指定订阅方", en: "name the subscriber with --party")
        }
        let configuration = try CommonOptions.configuration(arguments, environment: [:])
        let catalogue = try Catalogue.load(directory: configuration.contracts)
        let topology = try Topology.load(directory: configuration.topics, prefix: "", catalogue: catalogue)
        let known = topology.subscribers.map(\.party).sorted()
        guard known.contains(party), let token = AccessToken(party: party) else {
            let all = known.joined(separator: ", ")
            throw SetupError(zh: "topics/ 中没有订阅方 \(party)（可用：\(all)）", en: "topics/ has no subscriber \(party) (there are: \(all))")
        }
        print(language == .zh ? "令牌（只显示这一次，请交给 \(party)）：" : "Token (shown only now; hand it to \(party)):")
        print(token.text)
        print(language == .zh ? "登记文件中的一行（chmod 600，修改后重启）：" : "Line for the register (chmod 600; restart after a change):")
        print(token.registerLine)
        return 0
    }
}
