import Credit

/// What was promised of a figure, and whether it holds.
public struct BenchLimit: Sendable {
    public enum Bound: Sendable {
        case atLeast(Double)
        case atMost(Double)
    }

    public let name: String
    public let text: Bilingual
    public let value: Double
    public let bound: Bound

    public var isMet: Bool {
        switch bound {
        case .atLeast(let bound): value >= bound
        case .atMost(let bound): value <= bound
        }
    }

    /// One line for people.
    public func line(_ language: Language) -> String {
        let asked =
            switch (bound, language) {
            case (.atLeast(let bound), .zh): "要求至少 \(Self.text(bound))"
            case (.atMost(let bound), .zh): "要求至多 \(Self.text(bound))"
            case (.atLeast(let bound), .en): "asked: at least \(Self.text(bound))"
            case (.atMost(let bound), .en): "asked: at most \(Self.text(bound))"
            }
        let mark = isMet ? "✓" : "✗"
        return language == .zh ? "\(mark) \(text.zh) \(Self.text(value))（\(asked)）" : "\(mark) \(text.en) \(Self.text(value)) (\(asked))"
    }

    /// A number with two digits behind the point, or none if it is large.
    static func text(_ value: Double) -> String {
        value >= 1000 ? String(Int(value.rounded())) : String((value * 100).rounded() / 100)
    }
}
