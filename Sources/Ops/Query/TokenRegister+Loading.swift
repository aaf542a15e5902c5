import Credit
import Foundation
import JSON

extension TokenRegister {
    private static let greatestBytes = 1 << 20

    /// Reads a register: a line `{"party":"…","sha256":"…"}` for each token, `sha256` being the 64 lower-case hexadecimal digits of
    /// the digest of the token's characters. A party may have several tokens, so that one can be replaced.
    ///
    /// - throws: ``TokenRegisterError`` if the file cannot be read, others than its owner may read or write it, or a line is wrong.
    public static func load(_ path: String) throws(TokenRegisterError) -> TokenRegister {
        let bytes = try read(path)
        var entries: [Entry] = []
        var lineOf: [Digest256: Int] = [:]
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            // Behind the last line end.
            if line.isEmpty, line.endIndex == bytes.endIndex { continue }
            let number = index + 1
            guard let entry = entry(line) else { throw TokenRegisterError(.malformedLine, file: path, line: number) }
            if let first = lineOf.updateValue(number, forKey: entry.digest) {
                throw TokenRegisterError(.repeatedToken(line: first), file: path, line: number)
            }
            entries.append(entry)
        }
        guard !entries.isEmpty else { throw TokenRegisterError(.empty, file: path) }
        return TokenRegister(entries: entries)
    }

    private static func entry(_ line: ArraySlice<UInt8>) -> Entry? {
        guard let members = (try? JSONValue(parsing: Array(line)))?.objectValue, members.count == 2,
            let party = members["party"]?.stringValue, isPartyName(party),
            let hex = members["sha256"]?.stringValue, let digest = Array(hex.utf8).withUnsafeBytes({ Digest256(hex: $0) })
        else { return nil }
        return Entry(party: party, digest: digest)
    }

    /// Whether topics could be named for it.
    static func isPartyName(_ text: String) -> Bool {
        (1...63).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
    }

    /// The content of a file that is its owner's alone, checked on what was opened.
    private static func read(_ path: String) throws(TokenRegisterError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw TokenRegisterError(.unreadable, file: path) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw TokenRegisterError(.unreadable, file: path)
        }
        guard status.st_mode & 0o077 == 0, status.st_uid == geteuid() || status.st_uid == 0 else {
            throw TokenRegisterError(.openToOthers, file: path)
        }
        guard let data = try? file.read(upToCount: greatestBytes + 1) ?? Data(), data.count <= greatestBytes else {
            throw TokenRegisterError(.unreadable, file: path)
        }
        return [UInt8](data)
    }
}
