import Credit

/// `credithub disputes STEP CASE`: opens and handles disputes (异议).
enum DisputesCommand: Command {
    static let name = "disputes"
    static let usage = CaseStepping.usage
    static let summary = CaseStepping.summary(.dispute)
    static let words = CaseStepping.words
    static let options = CaseStepping.options

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        try CaseStepping.run(.dispute, arguments, language)
    }
}
