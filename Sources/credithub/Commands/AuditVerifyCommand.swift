import Credit
import Foundation
import Hub
import Ops

/// `credithub audit verify`: proves that nobody took an entry out of the audit, put one in or changed one.
enum AuditVerifyCommand: Command {
    static let name = "audit verify"
    static let usage = "[--partition N] [--anchor FILE] [--accept-retention] [--json]"
    static let summary = Bilingual(
        zh: "核验审计链：编号连续、摘要逐条相接、末条与台账状态一致；指出每个分区第一处断链。留存凭据：把 --json 的输出存放在 Kafka 之外（打印、签章），以后用 --anchor 证明当时的内容没有被改写。退出码：0 完整，1 断链，2 无法读取",
        en: "Verifies the chain of the audit: no number missing, each entry holds the digest of the one before, the last is the one that the ledger's state knows; names the first break of each partition. To anchor it, keep what --json prints outside Kafka (printed, signed): --anchor proves later that nothing up to there was written anew. Exit status: 0 whole, 1 broken, 2 cannot read")
    static let options = [
        Arguments.Option("partition", "N", zh: "只核验该分区（默认全部）", en: "only this partition (default: all)"),
        Arguments.Option("anchor", "FILE", zh: "以前 --json 打印并留存的凭据：链条必须仍包含它", en: "what --json printed formerly: the chain must still contain it"),
        Arguments.Option(
            "accept-retention", zh: "开头已按保留期清除的也接受，并说明从第几条起得到证明", en: "accept a beginning that retention removed, and say from which entry on it is proven"),
        CommonOptions.json, CommonOptions.config, CommonOptions.bootstrap, CommonOptions.prefix,
    ]

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        var verification = AuditBook.Verification()
        verification.partition = try arguments.int("partition", in: 0...100_000).map { Int32($0) }
        verification.acceptsRetention = arguments.has("accept-retention")
        if let file = arguments["anchor"] { verification.anchor = try AuditAnchor(file: file) }
        let configuration = try CommonOptions.connected(arguments, environment: ProcessInfo.processInfo.environment)
        let report = try AuditBook(configuration: configuration).verify(verification)
        if arguments.has("json") {
            print(report.json)
        } else {
            report.lines(language).forEach { print($0) }
        }
        return report.isWhole ? 0 : 1
    }
}
