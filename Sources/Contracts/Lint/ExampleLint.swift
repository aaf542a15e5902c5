import Credit
import Foundation
import JSON

/// Examples are part of a contract: departments copy them. Each is well-formed, says truly whether it is valid, and names nobody.
struct ExampleLint {
    let context: LintContext
    // The key only shapes the identity of natural persons' records, which no example tells.
    private let checker = RecordChecker(subjectKeys: SubjectKeys(secret: [UInt8](repeating: 0, count: 32)))

    init(context: LintContext) {
        self.context = context
    }

    func run() throws(ContractLoadError) {
        var seen: Set<String> = []
        for name in context.contracts.map(\.contract.reference.name) where seen.insert(name).inserted {
            var versions: [String: Set<Int>] = [:]
            for kind in ["valid", "invalid"] {
                for file in context.files.names(in: "\(name)/examples/\(kind)") {
                    let path = "\(name)/examples/\(kind)/\(file)"
                    guard let example = read(path) else { continue }
                    versions[kind, default: []].formUnion(example.version.map { [$0] } ?? [])
                    check(example, name, isValid: kind == "valid")
                }
            }
            for contract in context.contracts where contract.contract.reference.name == name {
                for kind in ["valid", "invalid"] where !(versions[kind]?.contains(contract.contract.reference.version) ?? false) {
                    context.report(
                        .examples, contract, "", "没有 \(contract.contract.reference) 的示例 examples/\(kind)/v\(contract.contract.reference.version)-….json",
                        "\(contract.contract.reference) has no example examples/\(kind)/v\(contract.contract.reference.version)-….json")
                }
            }
        }
    }

    private func read(_ path: String) -> ExampleFile? {
        do {
            return try ExampleFile(path, files: context.files)
        } catch {
            context.report(.exampleForm, path, "", "示例\(error.reason.zh)", "the example: \(error.reason.en)")
            return nil
        }
    }

    private func check(_ example: ExampleFile, _ name: String, isValid: Bool) {
        ExampleSubjects(context: context).check(example)
        func malformed(_ pointer: String, _ zh: String, _ en: String) {
            context.report(.exampleForm, example.path, pointer, zh, en)
        }
        let members = Set(example.json.objectValue?.names ?? [])
        let wanted = Set(["note", "operation", "asOf", "document"] + (isValid ? [] : ["expect"]))
        guard members == wanted else {
            let list = wanted.sorted().joined(separator: ", ")
            return malformed("", "示例的成员应恰为 \(list)", "an example has exactly the members \(list)")
        }
        guard !(example.json["note"]?.stringValue ?? "").isEmpty else { return malformed("/note", "缺少说明", "the note is missing") }
        guard let today = example.asOf else { return malformed("/asOf", "不是日期", "not a date") }
        guard let version = example.version, let contract = context.catalogue.contract(ContractReference(name: name, version: version)) else {
            return malformed("", "文件名应以已列版本开头：v<版本>-<说明>.json", "the name must begin with a listed version: v<version>-<what>.json")
        }
        guard let operation = example.json["operation"]?.stringValue.flatMap({ contract.operation($0) }) else {
            return malformed("/operation", "合同 \(contract.reference) 没有这个操作", "\(contract.reference) has no such operation")
        }
        let expected = (example.json["expect"]?.arrayValue ?? []).map { "\($0["code"]?.stringValue ?? "?") \($0["path"]?.stringValue ?? "?")" }
        if !isValid, expected.isEmpty { return malformed("/expect", "不合格示例须写明预期错误", "an invalid example names the faults it expects") }
        let found = faults(example.document ?? [], contract, operation, today)
        if found.sorted() != expected.sorted() {
            let told = found.isEmpty ? "—" : found.joined(separator: ", ")
            context.report(
                .exampleVerdict, example.path, isValid ? "/document" : "/expect",
                isValid ? "合格示例被拒绝：\(told)" : "检查结果与 expect 不符，实际为：\(told)",
                isValid ? "the valid example is refused: \(told)" : "the faults are not those expected: \(told)")
        }
    }

    private func faults(_ document: [UInt8], _ contract: Contract, _ operation: Operation, _ today: CivilDate) -> [String] {
        document.withUnsafeBytes { text in
            switch checker.check(text, contract: contract, operation: operation, today: today) {
            case .success: []
            case .failure(let faults): faults.all.map { "\($0.code.rawValue) \($0.path)" }
            }
        }
    }
}
