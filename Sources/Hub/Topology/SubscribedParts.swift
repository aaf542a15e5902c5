import Contracts
import Credit
import JSON

/// What a subscriber's binding takes of each contract, checked against the contracts in force.
struct SubscribedParts {
    let catalogue: Catalogue
    /// Records whose content the ledger keeps.
    let heldRecords: Set<String>
    let file: BindingFile
    /// 公开范围 that the subscriber may see.
    let disclosure: Disclosure
    let isMasked: Bool

    /// - parameter lists: codes of lists; nil for all.
    /// - parameter fields: of list entries.
    func load(lists: Set<String>?, fields: [String]) throws(SetupError) -> [Subscription.Part] {
        var parts = try listParts(lists, fields)
        for (index, row) in try rows().enumerated() {
            let part = try recordPart(row, at: "/records/\(index)", lists)
            guard !parts.contains(where: { $0.contract == part.contract }) else {
                throw file.bad("/records/\(index)/record", "\(part.contract) 已订阅", "\(part.contract) is taken already")
            }
            parts.append(part)
        }
        guard !parts.isEmpty else { throw file.bad("", "既没有名单也没有记录", "takes neither lists nor records") }
        return parts
    }

    private func rows() throws(SetupError) -> [JSONValue] {
        guard let value = file.json["records"] else { return [] }
        guard let rows = value.arrayValue else { throw file.bad("/records", "应为数组", "must be an array") }
        return rows
    }

    // MARK: Lists

    /// A contract of which `fields` has nothing is not taken by `"all"`; one whose list is named must have some.
    private func listParts(_ lists: Set<String>?, _ fields: [String]) throws(SetupError) -> [Subscription.Part] {
        try checkUnique(fields, at: "/fields")
        var parts: [Subscription.Part] = []
        for contract in listContracts {
            let codes = Set(contract.listTable?.entries.compactMap(\.code) ?? [])
            let wanted = lists.map { $0.intersection(codes) }
            if wanted?.isEmpty == true { continue }
            var shown: [Subscription.Field] = []
            for (index, field) in fields.enumerated() where contract.hasField(field) {
                shown.append(try self.field(field, of: contract, at: "/fields/\(index)"))
            }
            if !shown.isEmpty {
                parts.append(Subscription.Part(contract: contract.reference.name, lists: wanted, fields: shown))
            } else if let list = wanted?.min() {
                throw file.bad(
                    "/fields", "没有名单 \(list)（\(contract.reference.name)）的字段",
                    "names no field of \(contract.reference.name), which has the list \(list)")
            }
        }
        for (index, field) in fields.enumerated() where !parts.contains(where: { $0.fields.contains { $0.name == field } }) {
            throw file.bad("/fields/\(index)", "所订名单没有字段 \(field)", "no list that it takes has a field \(field)")
        }
        return parts
    }

    private var listContracts: [Contract] {
        Set(catalogue.contracts.map(\.reference.name)).sorted().compactMap { catalogue.newestInForce($0) }.filter { $0.kind == .list }
    }

    // MARK: Records

    private func recordPart(_ row: JSONValue, at place: String, _ lists: Set<String>?) throws(SetupError) -> Subscription.Part {
        try file.allow(["record", "fields", "except"], in: row, at: place)
        guard let name = row["record"]?.stringValue, let contract = catalogue.newestInForce(name) else {
            let shown = row["record"]?.stringValue ?? ""
            throw file.bad("\(place)/record", "没有生效的合同 \(shown)", "there is no contract \(shown) in force")
        }
        guard contract.kind == .record || contract.kind == .feedback || (contract.kind == .list && contract.listTable == nil) else {
            throw contract.kind == .list
                ? file.bad("\(place)/record", "\(name) 是名单，请写入 lists", "\(name) is one of lists: name them in lists")
                : file.bad("\(place)/record", "\(name) 是办理过程，不能订阅", "\(name) is about cases, which cannot be subscribed")
        }
        guard contract.kind == .list || heldRecords.contains(name) else {
            throw file.bad(
                "\(place)/record", "台账不保存 \(name) 的内容；请先写入 topics.json 的 heldRecords",
                "the ledger does not keep the content of \(name): name it in heldRecords of topics.json first")
        }
        let names = try file.texts(row["fields"], at: "\(place)/fields")
        guard !names.isEmpty else { throw file.bad("\(place)/fields", "没有字段", "names no field") }
        try checkUnique(names, at: "\(place)/fields")
        var fields: [Subscription.Field] = []
        for (index, field) in names.enumerated() {
            guard contract.hasField(field) else { throw unknown(field, of: contract, at: "\(place)/fields/\(index)") }
            fields.append(try self.field(field, of: contract, at: "\(place)/fields/\(index)"))
        }
        return Subscription.Part(contract: name, fields: fields, exceptions: try exceptions(row["except"], of: contract, at: "\(place)/except"))
    }

    private func exceptions(_ value: JSONValue?, of contract: Contract, at place: String) throws(SetupError) -> [Subscription.Exception] {
        guard let value else { return [] }
        guard let rows = value.arrayValue else { throw file.bad(place, "应为数组", "must be an array") }
        var exceptions: [Subscription.Exception] = []
        for (index, row) in rows.enumerated() {
            let place = "\(place)/\(index)"
            try file.allow(["field", "only", "basis"], in: row, at: place)
            let field = row["field"]?.stringValue ?? ""
            guard contract.hasField(field) else { throw unknown(field, of: contract, at: "\(place)/field") }
            let values = try file.texts(row["only"], at: "\(place)/only")
            guard !values.isEmpty else { throw file.bad("\(place)/only", "没有取值", "names no value") }
            try checkValues(values, of: field, contract, at: "\(place)/only")
            guard row["basis"]?.stringValue?.contains(where: { !$0.isWhitespace }) == true else {
                throw file.bad("\(place)/basis", "不展示必须写明依据", "what is not shown needs a basis in law")
            }
            exceptions.append(Subscription.Exception(field: field, values: values))
        }
        return exceptions
    }

    /// A misspelt value would show what must not be shown.
    private func checkValues(_ values: [String], of field: String, _ contract: Contract, at place: String) throws(SetupError) {
        let names = (contract.fieldDefinitions[field] ?? []).compactMap { $0["x-codeTable"]?.stringValue }
        guard let table = names.lazy.compactMap({ catalogue.codeTables[$0] }).first else { return }
        for (index, value) in values.enumerated() where !table.entries.contains(where: { $0.value == value }) {
            throw file.bad("\(place)/\(index)", "代码表 \(table.name) 没有“\(value)”", "the code table \(table.name) has no “\(value)”")
        }
    }

    // MARK: Fields

    private func field(_ name: String, of contract: Contract, at place: String) throws(SetupError) -> Subscription.Field {
        let label = contract.labels[name]
        if name == contract.documentNumberField, disclosure != .authorised {
            throw file.bad(
                place, "证件号码（\(name)）只能由公开范围为授权查询（authorised）的订阅方取得",
                "the number of an identity document (\(name)) is only for what may be seen with authorisation (authorised)")
        }
        let scope = label?.disclosure ?? .authorised
        guard scope <= disclosure else {
            throw file.bad(
                place, "字段 \(name)（\(contract.reference.name)）为\(scope.title)，超出该订阅方的公开范围（\(disclosure.title)）",
                "the field \(name) of \(contract.reference.name) is \(scope.rawValue), which is narrower than the subscriber's \(disclosure.rawValue)")
        }
        guard isMasked, let mask = label?.mask else { return Subscription.Field(name) }
        // Of others than natural persons the name is public, and so is free text: it is masked only since it may name a person.
        let isOpen = name == contract.subjectNameField || mask == Mask(head: 0, tail: 0)
        return Subscription.Field(name, personMask: mask, otherMask: isOpen ? nil : mask)
    }

    private func unknown(_ field: String, of contract: Contract, at place: String) -> SetupError {
        file.bad(place, "\(contract.reference) 没有字段 \(field)", "\(contract.reference) has no field \(field)")
    }

    private func checkUnique(_ fields: [String], at place: String) throws(SetupError) {
        var seen: Set<String> = []
        for (index, field) in fields.enumerated() where !seen.insert(field).inserted {
            throw file.bad("\(place)/\(index)", "\(field) 出现两次", "\(field) occurs twice")
        }
    }
}
