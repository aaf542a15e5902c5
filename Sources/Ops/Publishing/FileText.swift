import Adapters
import Hub

/// The encodings that files come in.
public enum FileEncoding: String, Sendable, CaseIterable {
    /// UTF-8 where all bytes are valid UTF-8, else GB18030, which GBK and GB 2312 are parts of.
    case auto
    case utf8 = "UTF-8"
    case gb18030 = "GB18030"

    /// Reads a name, in either case of letters.
    public init?(name: String) {
        guard let found = Self.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() }) else { return nil }
        self = found
    }
}

extension HandedFile {
    /// The file's text in UTF-8, without a byte order mark. Lines stay where they are.
    ///
    /// - throws: ``SetupError`` with the line that is not of the encoding.
    func text(_ encoding: FileEncoding) throws(SetupError) -> [UInt8] {
        let mark: [UInt8] = [0xef, 0xbb, 0xbf]
        let body = bytes.starts(with: mark) ? bytes[3...] : bytes[...]
        let isUTF8 = body.withUnsafeBytes { String(validating: $0, as: UTF8.self) != nil }
        switch encoding {
        case .auto where isUTF8, .utf8 where isUTF8: return Array(body)
        case .utf8:
            throw SetupError(
                zh: "文件 \(path) 不是有效的 UTF-8（第 \(Self.firstBadLine(of: body)) 行）；Excel 另存的 CSV 请用 --encoding auto 或 GB18030",
                en: "the file \(path) is not valid UTF-8 (line \(Self.firstBadLine(of: body))); for a CSV saved by Excel use --encoding auto or GB18030")
        case .auto, .gb18030:
            let decoder = GB18030Decoder()
            let result: (text: [UInt8], fault: Int?) = body.withUnsafeBytes { bytes in
                switch decoder.decode(bytes) {
                case .text(let text): (Array(text), nil)
                case .fault(let offset): ([], offset)
                }
            }
            guard let offset = result.fault else { return result.text }
            let line = 1 + body.prefix(offset).count { $0 == 0x0a }
            throw SetupError(
                zh: "文件 \(path) 第 \(line) 行既不是 UTF-8 也不是 GB18030 编码；请另存为 UTF-8",
                en: "the file \(path) is neither UTF-8 nor GB18030 (line \(line)); save it as UTF-8")
        }
    }

    /// The first line that is no UTF-8.
    private static func firstBadLine(of body: ArraySlice<UInt8>) -> Int {
        var number = 1
        for line in body.split(separator: 0x0a, omittingEmptySubsequences: false) {
            if String(validating: line, as: UTF8.self) == nil { break }
            number += 1
        }
        return number
    }
}
