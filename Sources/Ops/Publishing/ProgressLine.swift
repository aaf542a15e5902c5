import Credit
import Foundation

/// How far a long work is, on standard error: one line that moves on a terminal, else a line for each tenth.
public final class ProgressLine {
    private let language: Language
    private let isTerminal = isatty(2) == 1
    private var lastShown = ""
    private var lastTenth = 0

    /// Fewer steps than this are not worth a line in a log.
    private static let least = 1_000

    public init(_ language: Language) {
        self.language = language
    }

    public func show(_ done: Int, of total: Int, zh: String, en: String) {
        let tenth = total > 0 ? done * 10 / total : 10
        if done <= 1 { lastTenth = 0 }
        let text = "\(language == .zh ? zh : en) \(done)/\(total)"
        if isTerminal {
            // As often as can be seen.
            guard done == total || done % max(1, total / 200) == 0 else { return }
            try? FileHandle.standardError.write(contentsOf: Data("\r\u{1b}[K\(text)".utf8))
            lastShown = text
        } else if total >= Self.least, tenth > lastTenth {
            lastTenth = tenth
            Self.write(text)
        }
    }

    /// Takes the moving line away.
    public func end() {
        guard !lastShown.isEmpty else { return }
        try? FileHandle.standardError.write(contentsOf: Data("\r\u{1b}[K".utf8))
        lastShown = ""
    }

    /// A line of its own.
    public static func write(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data("\(text)\n".utf8))
    }
}
