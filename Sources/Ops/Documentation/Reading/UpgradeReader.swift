import Contracts
import Credit
import JSON

/// Reads how the records of one version become those of the next (`upgrade.vN-vM.json`).
struct UpgradeReader {
    let folder: ContractFolder

    func upgrade(of old: Contract, to new: Contract) -> UpgradeSheet? {
        let file = "\(old.reference.name)/upgrade.v\(old.reference.version)-v\(new.reference.version).json"
        guard let json = folder.file(file) else { return nil }
        return UpgradeSheet(
            from: old.reference.version, to: new.reference.version, file: file, basis: json["basis"]?.stringValue,
            waives: (json["waives"]?.arrayValue ?? []).compactMap { entry in
                guard let field = entry["field"]?.stringValue else { return nil }
                return (field, Bilingual(zh: entry["reason"]?["zh"]?.stringValue ?? "", en: entry["reason"]?["en"]?.stringValue ?? ""))
            },
            sources: (json["fields"]?.arrayValue ?? []).compactMap { rule in
                rule["to"]?.stringValue.map { ($0, source(rule, old.labels)) }
            },
            kept: json["kept"].flatMap { kept in
                kept["to"]?.stringValue.map { ($0, (kept["fields"]?.arrayValue ?? []).compactMap(\.stringValue)) }
            })
    }

    private func source(_ rule: JSONValue, _ labels: [String: FieldLabel]) -> Bilingual {
        if let kinds = rule["subjectKind"]?.objectValue {
            let values = kinds.compactMap { $0.value.stringValue }.joined(separator: "、")
            return Bilingual(zh: "按主体类别：\(values)", en: "by kind of subject: \(values)")
        }
        switch rule["binding"]?.stringValue {
        case "authorityCode": return Bilingual(zh: "绑定中的机关代码", en: "the authority's code, from the binding")
        case "title": return Bilingual(zh: "绑定中的部门名称", en: "the department's name, from the binding")
        case "code": return Bilingual(zh: "绑定中的部门代码", en: "the department's code, from the binding")
        default: break
        }
        if let value = rule["value"]?.stringValue {
            guard let field = rule["whenPresent"]?.stringValue else { return Bilingual(zh: "固定为“\(value)”", en: "always \(value)") }
            let named = Words.named(field, labels)
            return Bilingual(zh: "填写了\(named.zh)时为“\(value)”", en: "\(value) if \(named.en) is given")
        }
        let fields = (rule["from"]?.arrayValue ?? rule["from"].map { [$0] } ?? []).compactMap(\.stringValue)
        let names = Words.join(fields.map { Words.named($0, labels) })
        guard rule["values"] != nil else { return names }
        return Bilingual(zh: "\(names.zh)，按对照表换值", en: "\(names.en), values replaced by a table")
    }
}
