import Contracts
import Credit
import Foundation
import Hub
import Ops

/// `credithub contracts asyncapi`: the topics as an AsyncAPI document.
enum ContractsAsyncAPICommand: Command {
    static let name = "contracts asyncapi"
    static let usage = "[--out FILE] [--party PARTY]"
    static let summary = Bilingual(
        zh: "生成全部主题的 AsyncAPI 3.0 文档（JSON）；--party 只取一方收发的主题",
        en: "Writes an AsyncAPI 3.0 document (JSON) of all topics; --party takes those of one party only")
    static let options = [
        Arguments.Option("out", "FILE", zh: "输出文件（默认标准输出）", en: "file to write (default: standard output)"),
        Arguments.Option("party", "PARTY", zh: "部门、订阅方、平台或 credithub", en: "a department, subscriber, platform, or credithub"),
        Arguments.Option("schemas", "BASE", zh: "合同模式文件引用的前缀（默认 contracts/）", en: "what stands before contract schemas in references (default: contracts/)"),
        CommonOptions.contracts, CommonOptions.topics, CommonOptions.prefix,
    ]

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        let configuration = try CommonOptions.configuration(arguments, environment: [:])
        let catalogue = try Catalogue.load(directory: configuration.contracts)
        let topology = try Topology.load(directory: configuration.topics, prefix: configuration.prefix, catalogue: catalogue)
        let document = try AsyncAPIDocument(
            topology, reader: SheetReader(catalogue), version: CreditHub.version, schemaBase: arguments["schemas"] ?? "contracts/",
            party: arguments["party"], language: language)
        guard let file = arguments["out"] else {
            print(document.text, terminator: "")
            return 0
        }
        try OutputFile.write(document.text, to: file)
        return 0
    }
}
