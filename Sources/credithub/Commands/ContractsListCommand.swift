import Contracts
import Credit
import Hub
import Ops

/// `credithub contracts list`: what there is.
enum ContractsListCommand: Command {
    static let name = "contracts list"
    static let usage = "[--json]"
    static let summary = Bilingual(
        zh: "列出全部数据合同及版本：名称、状态、日期、公开范围、主体、标准、归口",
        en: "Lists every contract and version: title, status, dates, disclosure, kinds of subject, standard, owner")
    static let options = [CommonOptions.contracts, CommonOptions.json]

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        let catalogue = try Catalogue.load(directory: arguments["contracts"] ?? ProjectFolder.path("contracts"))
        let listing = ContractListing(catalogue)
        for line in arguments.has("json") ? listing.json : listing.lines(language) { print(line) }
        return 0
    }
}
