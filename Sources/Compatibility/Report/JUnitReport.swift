import JSON

/// Verdicts in the XML that build servers read as test results: a test suite for each check, a test case for each pair
/// of versions. Incompatible is a failure, undecided an error.
public struct JUnitReport {
    private var checks: [(name: String, result: CompatibilityResult)] = []

    public init() {}

    /// - Parameter name: what was checked, such as the name of a contract.
    public mutating func add(_ result: CompatibilityResult, name: String) {
        checks.append((name, result))
    }

    public var xml: String {
        var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#]
        let all = checks.flatMap(\.result.comparisons)
        lines.append("<testsuites name=\"compatibility\" \(JUnitReport.counts(all))>")
        for (name, result) in checks {
            let suite = "\(name) \(result.mode.rawValue) \(result.contentModel.rawValue)"
            lines.append("  <testsuite name=\"\(suite.xmlEscaped)\" \(JUnitReport.counts(result.comparisons))>")
            for comparison in result.comparisons { lines += JUnitReport.lines(comparison, name) }
            lines.append("  </testsuite>")
        }
        lines.append("</testsuites>")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func counts(_ comparisons: [CompatibilityResult.Comparison]) -> String {
        let failures = comparisons.count { $0.verdict.name == "incompatible" }
        let errors = comparisons.count { $0.verdict.name == "undecided" }
        return "tests=\"\(comparisons.count)\" failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"0\""
    }

    private static func lines(_ comparison: CompatibilityResult.Comparison, _ name: String) -> [String] {
        let title = "\(comparison.reader) reads \(comparison.writer)"
        let start = "    <testcase classname=\"\(name.xmlEscaped)\" name=\"\(title.xmlEscaped)\""
        guard let reason = comparison.verdict.reason else { return [start + "/>"] }
        let tag = comparison.verdict.witness == nil ? "error" : "failure"
        var body = [reason.zh, reason.en] + comparison.verdict.places.map(\.description)
        if let witness = comparison.verdict.witness { body.append("witness: \(witness.jsonText)") }
        body += comparison.changes.map { "\($0.pointer): \($0.text.zh) / \($0.text.en)" }
        return [
            start + ">",
            "      <\(tag) type=\"\(comparison.verdict.name)\" message=\"\(reason.en.xmlEscaped)\">"
                + body.joined(separator: "\n").xmlEscaped + "</\(tag)>",
            "    </testcase>",
        ]
    }
}

extension String {
    /// The text for XML 1.0, in content as well as in attributes. Characters that XML cannot have become U+FFFD.
    fileprivate var xmlEscaped: String {
        var escaped = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&apos;"
            case "\t", "\n", "\r": escaped += "&#\(scalar.value);"
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": escaped.unicodeScalars.append("\u{FFFD}")
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
