import Credit
import Foundation
import HTTP
import Ops
import Synchronization
import TestSupport
import Testing

/// The register of tokens, on files made for it.
@Suite struct TokenRegisterTests {
    private func line(_ party: String, _ token: String) -> String {
        #"{"party":"\#(party)","sha256":"\#(digest(token))"}"# + "\n"
    }

    private func digest(_ token: String) -> String {
        Array(token.utf8).withUnsafeBytes { SHA256.hash($0).hex }
    }

    private func file(_ content: String, mode: Int = 0o600) throws -> TemporaryFile {
        let file = try TemporaryFile(content, named: "tokens.jsonl")
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
        return file
    }

    private func error(_ content: String, mode: Int = 0o600) throws -> TokenRegisterError? {
        let file = try file(content, mode: mode)
        do throws(TokenRegisterError) {
            _ = try TokenRegister.load(file.path)
            return nil
        } catch {
            #expect(error.text(.zh).hasPrefix(file.path) && error.text(.en).hasPrefix(file.path))
            #expect(error.file == file.path)
            return error
        }
    }

    private func shown(_ token: String) throws -> BearerToken {
        let field = HTTPHeaders.Field(name: "Authorization", value: "Bearer \(token)")
        return try #require(BearerToken(HTTPRequest(path: "/", headers: HTTPHeaders([field]))))
    }

    @Test("A token is its party's, whichever line it stands in; others are nobody's")
    func lookup() throws {
        let parties = (0..<40).map { "party-\($0 / 2)" }
        let file = try file(parties.enumerated().map { line($0.element, "token-\($0.offset)") }.joined())
        let register = try withExtendedLifetime(file) { try TokenRegister.load(file.path) }
        #expect(register.count == 40 && register.parties.count == 20)
        for (index, party) in parties.enumerated() {
            #expect(try register.party(of: shown("token-\(index)")) == party)
        }
        for token in ["token-40", "token-", "Token-1", digest("token-1")] {
            #expect(try register.party(of: shown(token)) == nil)
        }
    }

    /// A clock that stands still until it is moved, and what was told.
    private final class Watch: Sendable {
        let now = Mutex<UInt64>(0)
        let counts = Mutex<[Int]>([])
        let errors = Mutex<[TokenRegisterError.Kind]>([])

        func file(_ path: String) throws(TokenRegisterError) -> TokenRegisterFile {
            try TokenRegisterFile(path, uptime: { self.now.withLock { $0 } }) { news in
                switch news {
                case .success(let register): self.counts.withLock { $0.append(register.count) }
                case .failure(let error): self.errors.withLock { $0.append(error.kind) }
                }
            }
        }

        func pass() {
            now.withLock { $0 += TokenRegisterFile.interval }
        }
    }

    @Test("A token that is added or taken back in the file holds, or holds no more, at the next look")
    func changedFile() throws {
        let watch = Watch()
        let file = try file(line("a", "x"))
        defer { withExtendedLifetime(file) {} }
        let tokens = try watch.file(file.path)
        let (x, y) = (try shown("x"), try shown("y"))
        func set(_ content: String) throws {
            let handle = try #require(FileHandle(forWritingAtPath: file.path))
            try handle.truncate(atOffset: 0)
            try handle.write(contentsOf: Data(content.utf8))
            try handle.close()
        }
        try set(line("a", "x") + line("b", "y"))
        #expect(tokens.register.party(of: y) == nil, "not looked at yet")
        watch.pass()
        #expect(tokens.register.party(of: x) == "a" && tokens.register.party(of: y) == "b")
        watch.pass()
        #expect(tokens.register.count == 2)
        #expect(watch.counts.withLock { $0 } == [2], "an unchanged file is not read again")
        try set(line("b", "y"))
        watch.pass()
        #expect(tokens.register.party(of: x) == nil && tokens.register.party(of: y) == "b")

        // What cannot be used changes nothing, is told once, and is looked at until it can.
        try set(line("c", "x") + "{")
        for _ in 0..<3 {
            watch.pass()
            #expect(tokens.register.party(of: x) == nil && tokens.register.party(of: y) == "b")
        }
        #expect(watch.errors.withLock { $0 } == [.malformedLine])
        try set(line("c", "x"))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
        watch.pass()
        #expect(tokens.register.party(of: x) == nil)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        watch.pass()
        #expect(tokens.register.party(of: x) == "c" && tokens.register.count == 1)
        try FileManager.default.removeItem(atPath: file.path)
        watch.pass()
        #expect(tokens.register.party(of: x) == "c")
        #expect(watch.errors.withLock { $0 } == [.malformedLine, .openToOthers, .unreadable])
        // Another file that takes its name.
        try Data(line("d", "y").utf8).write(to: URL(fileURLWithPath: file.path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        watch.pass()
        #expect(tokens.register.party(of: y) == "d" && tokens.register.party(of: x) == nil)
        #expect(watch.counts.withLock { $0 } == [2, 1, 1, 1])
    }

    @Test("A file that others can get at is refused", arguments: [0o640, 0o604, 0o620, 0o602, 0o601, 0o644])
    func permissions(mode: Int) throws {
        #expect(try error(line("a", "x"), mode: mode)?.kind == .openToOthers)
    }

    @Test("A file that is none is refused")
    func unreadable() throws {
        let file = try file(line("a", "x"))
        withExtendedLifetime(file) {
            for path in [file.path + "-missing", (file.path as NSString).deletingLastPathComponent] {
                #expect(throws: TokenRegisterError.self) { try TokenRegister.load(path) }
            }
        }
        #expect(try error("")?.kind == .empty)
        #expect(try error(String(repeating: " ", count: 1 << 20) + line("a", "x"))?.kind == .unreadable)
    }

    @Test("A wrong line is named, and nothing of it shown")
    func lines() throws {
        let good = line("a", "x")
        let hex = digest("secret")
        for bad in [
            "\n", "x\n", "[]\n", "{}\n", #"{"party":"a"}"#, #"{"party":"","sha256":"\#(hex)"}"#, #"{"party":"A","sha256":"\#(hex)"}"#,
            #"{"party":"a b","sha256":"\#(hex)"}"#, #"{"party":"a","sha256":"\#(hex.uppercased())"}"#,
            #"{"party":"a","sha256":"\#(hex.dropLast())"}"#, #"{"party":"a","sha256":"\#(hex)","x":1}"#,
            #"{"party":"a","party":"b","sha256":"\#(hex)"}"#, #"{"party":1,"sha256":"\#(hex)"}"#,
        ] {
            let error = try #require(try error(good + bad + "\n" + line("b", "y")), "\(bad)")
            #expect(error.kind == .malformedLine && error.line == 2, "\(bad)")
            #expect(!error.text(.zh).contains(hex.prefix(8)) && !error.text(.en).contains(hex.prefix(8)))
        }
        #expect(try error(good.trimmingCharacters(in: .newlines)) == nil)
    }

    @Test("No token stands twice, for one party or for two")
    func repeated() throws {
        for party in ["a", "b"] {
            let error = try #require(try error(line("a", "x") + line("a", "y") + line(party, "x")))
            #expect(error.kind == .repeatedToken(line: 1) && error.line == 3)
        }
    }
}
