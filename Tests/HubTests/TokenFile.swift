import Foundation
import Ops
import TestSupport

/// A register with a new token for each of some parties.
struct TokenFile {
    let tokens: [String: String]
    private let file: TemporaryFile

    var path: String { file.path }

    init(_ parties: [String]) throws {
        var tokens: [String: String] = [:]
        var lines = ""
        for party in parties {
            guard let token = AccessToken(party: party) else { continue }
            tokens[party] = token.text
            lines += token.registerLine + "\n"
        }
        self.tokens = tokens
        file = try TemporaryFile(lines, named: "tokens.jsonl")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    }
}
