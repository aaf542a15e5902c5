import Credit
import Foundation
import JSON

/// Checks a catalogue beyond what loading it does: governance, personal data, shape, and the files around the contracts.
///
/// The rules are those of ``LintRule``; their words and exceptions are data in `lint-rules.json`.
public enum ContractLint {
    /// The file of word lists and exceptions.
    public static let policyFile = "lint-rules.json"

    /// Lints a folder of contracts.
    ///
    /// - parameter today: parts of `lint-rules.json` that are not in force yet do not count.
    /// - returns: all findings, by file and line.
    /// - throws: the first ``ContractLoadError``, if the catalogue or the rules do not load at all.
    public static func run(directory: String, today: CivilDate) throws(ContractLoadError) -> [LintFinding] {
        let catalogue = try Catalogue.load(directory: directory)
        let files = ContractFiles(directory: directory)
        let policy = try LintPolicy(try files.file(policyFile), today: today) { files.error(policyFile, $0, $1, $2) }
        let context = try LintContext(files: files, catalogue: catalogue, policy: policy)
        for contract in context.contracts {
            GovernanceLint(context: context, contract: contract).run()
            TermLint(context: context, contract: contract).run()
            OperationLint(context: context, contract: contract).run()
            ForbiddenCollectionLint(context: context, contract: contract).run()
            PersonalDataLint(context: context, contract: contract).run()
            MatterLint(context: context, contract: contract).run()
            FieldLint(context: context, contract: contract).run()
            FieldNameLint(context: context, contract: contract).run()
            DateLint(context: context, contract: contract).run()
            try ListLint(context: context, contract: contract).run()
        }
        try CodeTableLint(context: context).run()
        try PolicyLint(context: context).run()
        try CatalogueLint(context: context).run()
        try ExampleLint(context: context).run()
        try UpgradeLint(context: context).run()
        return context.findings.sorted { ($0.file, $0.line, $0.rule.rawValue) < ($1.file, $1.line, $1.rule.rawValue) }
    }
}
