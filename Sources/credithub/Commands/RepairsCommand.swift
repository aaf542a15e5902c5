import Credit

/// `credithub repairs STEP CASE`: opens and handles repairs (信用修复).
enum RepairsCommand: Command {
    static let name = "repairs"
    static let usage = CaseStepping.usage
    static let summary = CaseStepping.summary(.repair)
    static let words = CaseStepping.words
    static let options = CaseStepping.options

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        try CaseStepping.run(.repair, arguments, language)
    }
}
