import Credit
import JSON
import JSONSchema

/// The dialect of our contracts: JSON Schema 2020-12, strict about what it does not know, with formats and keywords of its own.
///
/// `contracts/VOCABULARY.md` describes the keywords; other validators ignore them safely.
enum ContractDialect {
    /// - parameter codeTables: by name.
    static func make(codeTables: [String: CodeTable]) -> Dialect {
        var dialect = Dialect(assertsFormat: true)
        dialect.refusesUnknown = true
        dialect.formats = Dictionary(uniqueKeysWithValues: ContractFormat.allCases.map { ($0.rawValue, $0.check) })
        dialect.annotations = [
            "x-contract", "x-subject", "x-identity", "x-operations", "x-conditions", "x-mask", "x-disclosure",
        ]
        dialect.formatException = "x-placeholder"
        dialect.decimalsKeyword = "x-decimals"
        dialect.textRuleKeywords = ["x-codeTable", "x-separator"]
        dialect.makeTextRule = { members throws(KeywordError) in try CodeTableRule(members, codeTables: codeTables) }
        return dialect
    }
}
