/// Writes rights as commands of Kafka's own tool, `kafka-acls.sh`.
public struct RightsCommand: Sendable {
    private let start: [String]

    /// - parameter tool: path of `kafka-acls.sh`.
    /// - parameter commandConfig: its file with the administrator's credentials, if it needs one.
    public init(tool: String, bootstrapServers: String, commandConfig: String?) {
        start = [tool, "--bootstrap-server", bootstrapServers] + (commandConfig.map { ["--command-config", $0] } ?? [])
    }

    /// One line for a shell. Run again it changes nothing.
    public func line(_ right: AccessRight) -> String {
        var words = start + ["--add", "--allow-principal", "User:\(right.principal)"]
        for operation in right.operations { words += ["--operation", operation.rawValue] }
        words.append("--\(right.resource.rawValue)")
        if right.resource != .cluster {
            words += [right.name, "--resource-pattern-type", right.pattern.rawValue]
        }
        return words.map(Self.quoted).joined(separator: " ")
    }

    /// The word as a POSIX shell takes it: in single quotes unless it is plain.
    static func quoted(_ word: String) -> String {
        let isPlain = !word.isEmpty && word.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
            default: "-_./:,@%+=".utf8.contains(byte)
            }
        }
        return isPlain ? word : "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
