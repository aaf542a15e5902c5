import Contracts
import Credit
import Hub
import Ops

/// `credithub contracts show`: all about one contract.
enum ContractsShowCommand: Command {
    static let name = "contracts show"
    static let usage = "NAME[@VERSION] [--json]"
    static let summary = Bilingual(
        zh: "查看一个数据合同的全部内容：依据、字段表、条件、代码表、版本和样例（不写版本时为最新版）",
        en: "Shows all about one contract: legal basis, field table, conditions, code tables, versions and examples (newest version unless named)")
    static let words = 0...1
    static let options = [CommonOptions.contracts, CommonOptions.json]

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        guard let named = arguments.rest.first else {
            throw SetupError(
                zh: "请写明数据合同，如 administrative-penalty 或 administrative-penalty@2",
                en: "name the contract, as administrative-penalty or administrative-penalty@2")
        }
        let catalogue = try Catalogue.load(directory: arguments["contracts"] ?? ProjectFolder.path("contracts"))
        let contract = try catalogue.contract(named: named, takesNewest: true)
        let reader = SheetReader(catalogue)
        let sheet = reader.sheet(contract)
        if arguments.has("json") {
            print(sheet.json(tables: reader.codeTables).jsonText)
        } else {
            for line in ContractDetail(sheet, tables: reader.codeTables, language: language).text() { print(line) }
        }
        return 0
    }
}
