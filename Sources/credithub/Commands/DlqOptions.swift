import Contracts
import Credit
import Foundation
import Hub
import Ops

/// What the commands on dead letters share.
enum DlqOptions {
    static let party = Arguments.Option("party", "P", zh: "部门、订阅方或上级平台（主题 dlq.P）", en: "the department, subscriber or upper platform (topic dlq.P)")
    static let code = Arguments.Option("code", "CODE", zh: "只要含该错误代码的死信，如 CH2001", en: "only letters with this code, as CH2001")
    static let contract = Arguments.Option("contract", "NAME[@V]", zh: "只要该合同的死信", en: "only letters of this contract")
    static let since = Arguments.Option("since", "TIME", zh: "只要此后退回的：时长如 7d、12h、30m，或日期 YYYY-MM-DD", en: "only letters refused since: a span as 7d, 12h, 30m, or a day YYYY-MM-DD")
    static let until = Arguments.Option("until", "TIME", zh: "只要此前退回的：时长或日期（含当日）", en: "only letters refused until: a span or a day (that day included)")
    static let event = Arguments.Option("event", "ID", zh: "只要该事件的死信", en: "only letters of this event")
    static let subjectKey = Arguments.Option("subject-key", "FILE", zh: "主体密钥文件（也可用环境变量 CREDITHUB_SUBJECT_KEY_FILE）", en: "file with the secret of subject keys (or the variable CREDITHUB_SUBJECT_KEY_FILE)")
    static let mostAttempts = Arguments.Option("max-attempts", "N", zh: "重发 N 次仍失败即搁置（默认 3）", en: "a letter that failed N replays is parked (default 3)")
    static let execute = Arguments.Option("execute", zh: "真正执行；否则只演练，不改动任何数据", en: "do it; without this it is a dry run that changes nothing")
    static let actor = Arguments.Option("actor", "NAME", zh: "经办人，写入 audit（默认 $SUDO_USER、$USER）", en: "who does it, for the audit (default: $SUDO_USER, $USER)")
    static let embeddedBroker = Arguments.Option("embedded-broker", zh: "所连的是内嵌 Kafka 代理（演示和测试用）", en: "the broker is the embedded one (demo and tests)")

    static let selection = [code, contract, since, until, event]
    static let connection = [
        CommonOptions.config, CommonOptions.bootstrap, CommonOptions.prefix, CommonOptions.contracts, CommonOptions.topics,
    ]

    /// What a command works with: configuration, bindings, contracts.
    struct Setting {
        var configuration: HubConfiguration
        let catalogue: Catalogue
        let topology: Topology
        let log: HubLog

        init(_ arguments: Arguments, _ language: Language) throws {
            let environment = ProcessInfo.processInfo.environment
            configuration = try CommonOptions.connected(arguments, environment: environment)
            if let file = arguments["subject-key"] ?? environment["CREDITHUB_SUBJECT_KEY_FILE"] { configuration.subjectKeyFile = file }
            if arguments.has("embedded-broker") { configuration.hasStaleAborts = true }
            catalogue = try Catalogue.load(directory: configuration.contracts)
            topology = try Topology.load(directory: configuration.topics, prefix: configuration.prefix, catalogue: catalogue)
            log = HubLog(language: language)
        }

        /// The party that `--party` names.
        ///
        /// - throws: ``SetupError`` if there is none of that name, or none that gets dead letters.
        func party(_ arguments: Arguments) throws(SetupError) -> String {
            let known = topology.answeredParties.joined(separator: ", ")
            guard let party = arguments["party"] else {
                throw SetupError(zh: "请用 --party 指定单位（可用：\(known)）", en: "name the party with --party (there are: \(known))")
            }
            if topology.answeredParties.contains(party) { return party }
            if topology.platforms.contains(where: { $0.party == party }) {
                throw SetupError(
                    zh: "上级平台 \(party) 不下发名单，没有死信；如应下发，请在其绑定中写明 lists",
                    en: "the platform \(party) sends no lists down and has no dead letters; if it should, name the lists in its binding")
            }
            throw SetupError(zh: "没有单位 \(party)（可用：\(known)）", en: "there is no party \(party) (there are: \(known))")
        }

        /// - parameter needsSecret: whether record ids of natural persons must be the true ones.
        func office(_ party: String, needsSecret: Bool) throws(SetupError) -> DeadLetterOffice {
            let keys: SubjectKeys
            if needsSecret || configuration.subjectKeyFile != nil {
                keys = try configuration.subjectKeys()
            } else {
                keys = SubjectKeys(secret: [UInt8](repeating: 0, count: 32))
            }
            return DeadLetterOffice(
                configuration: configuration, topology: topology, catalogue: catalogue, subjectKeys: keys, party: party, log: log)
        }
    }

    // MARK: Reading options

    static func selection(_ arguments: Arguments) throws(SetupError) -> LetterSelection {
        var selection = LetterSelection()
        let now = SystemClock().now()
        selection.code = arguments["code"]
        selection.contract = arguments["contract"]
        selection.event = arguments["event"]
        if let text = arguments["since"] { selection.since = try TimeWord.beginning(text, option: "since", now: now) }
        if let text = arguments["until"] { selection.until = Timestamp(milliseconds: try TimeWord.end(text, option: "until", now: now).milliseconds - 1) }
        if !arguments.rest.isEmpty {
            var ids: Set<LetterID> = []
            for word in arguments.rest { ids.insert(try letter(word)) }
            selection.ids = ids
        }
        return selection
    }

    static func letter(_ word: String) throws(SetupError) -> LetterID {
        guard let id = LetterID(word) else {
            throw SetupError(
                zh: "\(word.printable) 不是死信编号：应为 分区/偏移，如 0/17（见 dlq list）", en: "\(word.printable) is no letter: it must be partition/offset, as 0/17 (see dlq list)")
        }
        return id
    }

    static func mostAttempts(_ arguments: Arguments) throws(SetupError) -> Int {
        try arguments.int("max-attempts", in: 1...1000) ?? LetterBook.mostAttempts
    }

    static func actor(_ arguments: Arguments) -> String {
        let environment = ProcessInfo.processInfo.environment
        return [arguments["actor"], environment["SUDO_USER"], environment["USER"]].lazy.compactMap { $0 }.first { !$0.isEmpty } ?? "unknown"
    }
}
