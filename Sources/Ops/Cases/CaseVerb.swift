import Credit

/// The word by which people order a step of a case, beside the operation of the event that it becomes.
public struct CaseVerb: Sendable {
    public let word: String
    public let operation: String

    private init(_ word: String, _ operation: String) {
        self.word = word
        self.operation = operation
    }

    private static let all = [
        CaseVerb("open", "submitted"), CaseVerb("return", "returned"), CaseVerb("supplement", "supplemented"),
        CaseVerb("refuse", "notAccepted"), CaseVerb("accept", "accepted"), CaseVerb("forward", "forwarded"),
        CaseVerb("extend", "extended"), CaseVerb("verify", "verified"), CaseVerb("decide", "decided"), CaseVerb("answer", "answered"),
        CaseVerb("cancel", "cancelled"), CaseVerb("cancel", "withdrawn"), CaseVerb("merge", "merged"), CaseVerb("reopen", "reopened"),
        CaseVerb("revoke", "revoked"),
    ]

    /// Those of a kind of case.
    public static func all(of kind: CaseKind) -> [CaseVerb] {
        all.filter { verb in kind.lifecycle.transitions.contains { $0.command == verb.operation } }
    }

    /// Whether it begins the case.
    public var opens: Bool { operation == "submitted" }

    /// Who may do it.
    func roles(of kind: CaseKind) -> [CaseLifecycle.Role] {
        kind.lifecycle.transitions.first { $0.command == operation }?.who ?? []
    }
}
