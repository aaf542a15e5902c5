import Credit
import JSON

/// Upgrades from version to version: each joins two listed ones, and its examples become exactly what they say.
struct UpgradeLint {
    let context: LintContext
    private let checker = RecordChecker(subjectKeys: SubjectKeys(secret: [UInt8](repeating: 0, count: 32)))

    init(context: LintContext) {
        self.context = context
    }

    func run() throws(ContractLoadError) {
        var seen: Set<String> = []
        for name in context.contracts.map(\.contract.reference.name) where seen.insert(name).inserted {
            let wanted = context.catalogue.contracts.filter { $0.reference.name == name }.compactMap { contract in
                context.catalogue.upgrade(of: contract).map { upgrade in
                    (contract, upgrade, "v\(contract.reference.version)-v\(upgrade.target.reference.version)")
                }
            }
            let files = Set(wanted.map { "upgrade.\($0.2).json" })
            for file in context.files.names(in: name) where file.hasPrefix("upgrade.") && !files.contains(file) {
                context.report(
                    .upgrade, "\(name)/\(file)", "", "升级规则不连接相邻的已列版本，或属于不升级的办件",
                    "the upgrade does not join a listed version and the next, or is of cases, which are not lifted")
            }
            let examples = context.files.names(in: "\(name)/examples/upgrade")
            for (contract, upgrade, versions) in wanted {
                let own = examples.filter { $0.hasPrefix(versions + "-") }
                if own.isEmpty {
                    context.report(
                        .upgrade, "\(name)/upgrade.\(versions).json", "", "没有升级示例 examples/upgrade/\(versions)-….json",
                        "there is no example examples/upgrade/\(versions)-….json")
                }
                for file in own { check("\(name)/examples/upgrade/\(file)", contract, upgrade) }
            }
            for file in examples where !wanted.contains(where: { file.hasPrefix($0.2 + "-") }) {
                context.report(
                    .upgrade, "\(name)/examples/upgrade/\(file)", "", "文件名没有对应的升级规则：v<旧>-v<新>-<说明>.json",
                    "no upgrade of this name: v<old>-v<new>-<what>.json")
            }
        }
    }

    private func check(_ path: String, _ contract: Contract, _ upgrade: Upgrade) {
        func report(_ pointer: String, _ zh: String, _ en: String) { context.report(.upgrade, path, pointer, zh, en) }
        let example: ExampleFile
        do {
            example = try ExampleFile(path, files: context.files)
        } catch {
            return report("", "示例\(error.reason.zh)", "the example: \(error.reason.en)")
        }
        ExampleSubjects(context: context).check(example)
        guard Set(example.json.objectValue?.names ?? []) == ["note", "asOf", "binding", "document", "lifted"], let lifted = example.json["lifted"],
            let today = example.asOf
        else {
            return report(
                "", "升级示例的成员应恰为 note, asOf, binding, document, lifted", "an example of an upgrade has exactly note, asOf, binding, document, lifted")
        }
        let binding = example.json["binding"]
        let facts = Upgrade.Facts(
            authorityCode: binding?["authorityCode"]?.stringValue, title: binding?["title"]?.stringValue, code: binding?["code"]?.stringValue)
        guard let operation = upgrade.operations[contract.defaultOperation.name] else { return }
        do {
            let found = try canonical(example.document ?? [], contract, contract.defaultOperation, today, facts)
            do {
                // Both go on to the newest version, and are compared as the ledger keeps them.
                let expected = try canonical(Array(lifted.jsonText.utf8), upgrade.target, operation, today, facts)
                if found != expected { report("/lifted", "升级结果与 lifted 不符，实际为：\(found)", "the lifted record is another: \(found)") }
            } catch {
                report("/lifted", "lifted 不符合新版合同：\(error.text)", "lifted does not satisfy the new version: \(error.text)")
            }
        } catch {
            report("/document", "示例不能升级：\(error.text)", "the example cannot be lifted: \(error.text)")
        }
    }

    private struct Refused: Error {
        let text: String
    }

    private func canonical(
        _ document: [UInt8], _ contract: Contract, _ operation: Operation, _ today: CivilDate, _ facts: Upgrade.Facts
    ) throws(Refused) -> String {
        let lifting = RecordChecker.Lifting(context.catalogue, facts: facts)
        let result = document.withUnsafeBytes {
            checker.check($0, contract: contract, operation: operation, today: today, lifting: lifting)
        }
        if case .failure(let faults) = result {
            throw Refused(text: faults.all.map { "\($0.code.rawValue) \($0.path)" }.joined(separator: ", "))
        }
        return String(decoding: checker.canonical, as: UTF8.self)
    }
}
