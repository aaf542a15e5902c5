import Credit
import Foundation
import JSON

/// Whether `catalogue.json`, which people read first, says what the contracts say (国办发〔2020〕49号 part 2: 目录管理).
struct CatalogueLint {
    let context: LintContext
    private static let file = "catalogue.json"

    func run() throws(ContractLoadError) {
        let rows = try context.files.file(Self.file)["contracts"]?.arrayValue ?? []
        for (index, row) in rows.enumerated() {
            guard let name = row["name"]?.stringValue,
                let newest = context.contracts.filter({ $0.contract.reference.name == name })
                    .max(by: { $0.contract.reference.version < $1.contract.reference.version })
            else { continue }
            compare(row, "/contracts/\(index)", newest)
        }
        unlisted()
    }

    private func compare(_ row: JSONValue, _ place: String, _ newest: LintedContract) {
        func expect(_ member: String, _ expected: JSONValue?) {
            guard let expected, row[member] != expected else { return }
            context.report(
                .catalogueRow, Self.file, "\(place)/\(member)", "\(member) 应为 \(expected.jsonText)（合同 \(newest.contract.reference)）",
                "\(member) should be \(expected.jsonText), as in \(newest.contract.reference)")
        }
        expect("title", newest.json["title"])
        for member in ["owner", "status", "disclosure", "catalogueItem"] { expect(member, newest.head[member]) }
        if row["newest"]?.intValue != newest.contract.reference.version {
            context.report(
                .catalogueRow, Self.file, place + "/newest", "newest 应为 \(newest.contract.reference.version)",
                "newest should be \(newest.contract.reference.version)")
        }
        if (row["legalBasis"]?.stringValue ?? "").isEmpty {
            context.report(.catalogueRow, Self.file, place + "/legalBasis", "缺少法律依据摘要", "the summary of the legal basis is missing")
        }
    }

    private func unlisted() {
        let listed = Set(context.catalogue.contracts.map(\.file))
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: context.files.directory)) ?? []
        for folder in folders.sorted() where folder != "common" {
            for name in context.files.names(in: folder) where name.hasSuffix(".schema.json") && !listed.contains("\(folder)/\(name)") {
                context.report(
                    .unlisted, "\(folder)/\(name)", "", "合同文件没有列入 catalogue.json", "the contract's file is not listed in catalogue.json")
            }
        }
    }
}
