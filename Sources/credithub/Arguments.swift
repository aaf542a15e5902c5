import Credit
import Hub

/// What was given on the command line of one command: options with values, flags, and the rest.
struct Arguments {
    /// An option that a command knows.
    struct Option {
        let name: String
        /// What stands for the value in the help; nil for a flag.
        let value: String?
        let help: Bilingual

        init(_ name: String, _ value: String? = nil, zh: String, en: String) {
            self.name = name
            self.value = value
            help = Bilingual(zh: zh, en: en)
        }
    }

    private var values: [String: [String]] = [:]
    private var flags: Set<String> = []
    private(set) var rest: [String] = []

    /// - throws: ``SetupError`` for an option that is not known or has no value.
    init(_ words: [String], options: [Option]) throws(SetupError) {
        var index = 0
        var isEnded = false
        while index < words.count {
            let word = words[index]
            index += 1
            guard !isEnded, word.hasPrefix("--") else {
                rest.append(word)
                continue
            }
            if word == "--" {
                isEnded = true
                continue
            }
            let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let option = options.first(where: { $0.name == parts[0] }) else {
                throw SetupError(
                    zh: "没有选项 --\(parts[0])；用 --help 查看可用选项", en: "there is no option --\(parts[0]); --help lists those there are")
            }
            if option.value == nil {
                guard parts.count == 1 else {
                    throw SetupError(zh: "选项 --\(option.name) 不带值", en: "the option --\(option.name) takes no value")
                }
                flags.insert(option.name)
            } else if parts.count == 2 {
                values[option.name, default: []].append(parts[1])
            } else if index < words.count {
                values[option.name, default: []].append(words[index])
                index += 1
            } else {
                throw SetupError(zh: "选项 --\(option.name) 缺少值", en: "the option --\(option.name) needs a value")
            }
        }
    }

    func has(_ flag: String) -> Bool { flags.contains(flag) }

    /// The value given last.
    subscript(option: String) -> String? { values[option]?.last }

    /// All values given, in their order.
    func all(_ option: String) -> [String] { values[option] ?? [] }

    /// The value as a whole number.
    ///
    /// - throws: ``SetupError`` if it is none or out of range.
    func int(_ option: String, in range: ClosedRange<Int>) throws(SetupError) -> Int? {
        guard let text = self[option] else { return nil }
        guard let value = Int(text), range.contains(value) else {
            throw SetupError(
                zh: "--\(option) 应为 \(range.lowerBound) 到 \(range.upperBound) 的整数", en: "--\(option) must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }
}
