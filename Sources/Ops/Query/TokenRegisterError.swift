import Credit

/// Why a register of tokens cannot be used: told before anybody is answered. It holds nothing of a token.
public struct TokenRegisterError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Kind: Hashable, Sendable {
        case unreadable
        case openToOthers
        case empty
        case malformedLine
        /// The token stands in an earlier line too.
        case repeatedToken(line: Int)
    }

    public let kind: Kind
    /// The file, as it was named.
    public let file: String
    /// From 1; nil where it is not about a line.
    public let line: Int?

    init(_ kind: Kind, file: String, line: Int? = nil) {
        self.kind = kind
        self.file = file
        self.line = line
    }

    /// What is wrong, and what to do.
    public var reason: Bilingual {
        switch kind {
        case .unreadable:
            Bilingual(
                zh: "无法读取令牌登记文件；请检查路径和权限，文件不得超过 1 MiB",
                en: "the register of tokens cannot be read; check path and permissions, and that it is no larger than 1 MiB")
        case .openToOthers:
            Bilingual(
                zh: "除所有者外还有人能访问令牌登记文件，或文件属于他人；请由运行信枢的用户持有并执行 chmod 600",
                en: "others than its owner may use the register of tokens, or it is somebody else's; let the user of the hub own it, and run chmod 600")
        case .empty:
            Bilingual(zh: "令牌登记文件没有内容；每个令牌写一行", en: "the register of tokens is empty; write a line for each token")
        case .malformedLine:
            Bilingual(
                zh: #"应为 {"party":"单位代号","sha256":"令牌的 SHA-256，64 位小写十六进制"}，不得有空行或其他字段"#,
                en: #"must be {"party":"…","sha256":"…"}: the party's short name and the token's SHA-256 in 64 lower-case hexadecimal digits; no empty lines, no other members"#)
        case .repeatedToken(let first):
            Bilingual(
                zh: "与第 \(first) 行的令牌相同；请删除其中一行，不同单位须用不同令牌",
                en: "has the token of line \(first); remove one of them: each party has tokens of its own")
        }
    }

    /// One sentence with file, line and reason.
    public func text(_ language: Language) -> String {
        "\(line.map { "\(file):\($0)" } ?? file): \(reason.text(language))"
    }

    public var description: String { text(.en) }
}
