import Contracts
import Credit
import Foundation
import Hub
import Kafka

/// The command line: finds the command, prints help, turns errors into one sentence and an exit status.
@main
enum CreditHub {
    static var commands: [any Command.Type] {
        [
            RunCommand.self, DemoCommand.self, DrillCommand.self, CheckCommand.self, TraceCommand.self, TopicsApplyCommand.self, CodesCommand.self,
            ContractsListCommand.self, ContractsShowCommand.self, ContractsDocsCommand.self, ContractsAsyncAPICommand.self,
            BenchCommand.self, SimulateCommand.self, ContractsLintCommand.self, ContractsRehearseCommand.self, ContractsDiffCommand.self,
            PublishCommand.self, ReceiptsCommand.self, TopicsACLCommand.self,
            DlqListCommand.self, DlqShowCommand.self, DlqReplayCommand.self, DlqDiscardCommand.self, DlqExportCommand.self,
            AuditVerifyCommand.self, AuditShowCommand.self,
            ListsVerifyCommand.self, ListsShowCommand.self, ListsCountsCommand.self, ListsSendCommand.self, ListsTokenCommand.self,
            DisputesListCommand.self, DisputesShowCommand.self, DisputesLifecycleCommand.self, DisputesCommand.self,
            RepairsListCommand.self, RepairsShowCommand.self, RepairsCommand.self,
            WithdrawalsListCommand.self, WithdrawalsShowCommand.self, DueCommand.self,
        ]
    }

    static let version = "0.1.0"

    static func main() {
        signal(SIGPIPE, SIG_IGN)
        var words = Array(CommandLine.arguments.dropFirst())
        let language = takeLanguage(&words)
        let status = run(words, language)
        // What was printed stands in a buffer: a full disk shows only when it is written.
        guard fflush(nil) == 0 else {
            complain(language == .zh ? "无法写出结果（磁盘已满？）" : "the output cannot be written (is the disk full?)")
            exit(2)
        }
        exit(status)
    }

    private static func run(_ words: [String], _ language: Language) -> Int32 {
        guard let first = words.first else {
            print(overview(language))
            return 2
        }
        if first == "help", let (command, _) = find(Array(words.dropFirst())) {
            print(command.help(language))
            return 0
        }
        let isGroup =
            words.count > 1 && words[1] == "--help" && commands.contains { $0.name.hasPrefix(first + " ") } && !commands.contains { $0.name == first }
        if ["help", "--help", "-h"].contains(first) || isGroup {
            print(overview(language))
            return 0
        }
        if first == "--version" {
            print("credithub \(version) (librdkafka \(LibraryVersion.text))")
            return 0
        }
        guard let (command, rest) = find(words) else {
            let known = commands.map { $0.name }.joined(separator: ", ")
            complain(
                language == .zh ? "没有命令 \(first)（可用：\(known)）" : "there is no command \(first) (there are: \(known))")
            return 2
        }
        if rest.contains("--help") || rest.contains("-h") {
            print(command.help(language))
            return 0
        }
        do {
            let arguments = try Arguments(rest, options: command.options)
            guard arguments.rest.count >= command.words.lowerBound else {
                throw SetupError(
                    zh: "缺少参数；用法：credithub \(command.name) \(command.usage)", en: "something is missing: credithub \(command.name) \(command.usage)")
            }
            guard arguments.rest.count <= command.words.upperBound else {
                let extra = arguments.rest[command.words.upperBound]
                throw SetupError(zh: "多余的参数 \(extra)；用 --help 查看用法", en: "the word \(extra) is one too many; --help shows the usage")
            }
            return try command.run(arguments, language)
        } catch let error as SetupError {
            complain(error.reason.text(language))
        } catch let error as ContractLoadError {
            complain(error.text(language))
        } catch let error as KafkaError {
            complain(language == .zh ? "Kafka 出错：\(error.reason)（\(error.code.name)）" : "Kafka failed: \(error.reason) (\(error.code.name))")
        } catch {
            complain(language == .zh ? "无法完成：\(error.localizedDescription)" : "could not be done: \(error.localizedDescription)")
        }
        return 2
    }

    private static func find(_ words: [String]) -> (any Command.Type, [String])? {
        for command in commands {
            let name = command.name.split(separator: " ").map(String.init)
            if words.starts(with: name) { return (command, Array(words.dropFirst(name.count))) }
        }
        return nil
    }

    private static func overview(_ language: Language) -> String {
        var lines = [
            language == .zh ? "信枢 CreditHub：县市信用信息归集枢纽" : "CreditHub (信枢): the integration hub of a credit office", "",
        ]
        let width = commands.map { $0.name.count }.max() ?? 0
        for command in commands {
            let gap = String(repeating: " ", count: width - command.name.count)
            lines.append("  credithub \(command.name)\(gap)  \(command.summary.text(language))")
        }
        lines.append("")
        lines.append(
            language == .zh
                ? "每个命令都有 --help；--lang zh|en 选择语言（默认按系统语言）" : "Each command has --help; --lang zh|en chooses the language (default: the locale's)")
        return lines.joined(separator: "\n")
    }

    private static func complain(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data("credithub: \(text)\n".utf8))
    }

    /// Takes `--lang` out of the words; otherwise the locale decides.
    private static func takeLanguage(_ words: inout [String]) -> Language {
        var named: String?
        if let index = words.firstIndex(of: "--lang"), index + 1 < words.count {
            named = words[index + 1]
            words.removeSubrange(index...index + 1)
        } else if let index = words.firstIndex(where: { $0.hasPrefix("--lang=") }) {
            named = String(words[index].dropFirst(7))
            words.remove(at: index)
        }
        let environment = ProcessInfo.processInfo.environment
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        return Language(rawValue: named ?? "") ?? (locale.lowercased().hasPrefix("zh") ? .zh : .en)
    }
}
