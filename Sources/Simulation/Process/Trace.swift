import Credit

/// What happened in a run, line by line: the last lines are kept.
///
/// Nothing is written unless somebody wants to read it: a seed that fails is run again with a trace.
package final class Trace {
    private let isKept: Bool
    private let most: Int
    private var lines: [String] = []
    private var depth = 0
    /// Something went wrong: what follows tells nothing more.
    private var isClosed = false
    var step = 0

    init(isKept: Bool, most: Int = 400) {
        self.isKept = isKept
        self.most = most
    }

    func note(_ text: @autoclosure () -> String) {
        guard isKept, !isClosed else { return }
        if lines.count >= 2 * most { lines.removeFirst(most) }
        lines.append("\(step)\(String(repeating: "  ", count: depth + 1))\(text())")
    }

    /// Writes the last line.
    func close(_ text: @autoclosure () -> String) {
        note(text())
        isClosed = true
    }

    func nested<R>(_ body: () throws -> R) rethrows -> R {
        depth += 1
        defer { depth -= 1 }
        return try body()
    }

    /// The last lines.
    func last(_ count: Int) -> [String] { Array(lines.suffix(count)) }
}
