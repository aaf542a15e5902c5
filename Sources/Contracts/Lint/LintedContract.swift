import Credit
import JSON
import JSONSchema

/// A contract as the lint looks at it: its file, all schemas that it reaches, and every field of them.
struct LintedContract {
    let contract: Contract
    let json: JSONValue
    let schemas: [LintedSchema]
    let fields: [LintedField]
    /// Conditions of each operation, references resolved.
    let conditions: [String: [JSONValue]]
    /// Fields that each operation always asks for.
    let required: [String: Set<String>]

    init(_ contract: Contract, _ json: JSONValue, _ library: SchemaLibrary) throws(SchemaError) {
        self.contract = contract
        self.json = json
        var walk = SchemaWalk(library: library)
        var conditions: [String: [JSONValue]] = [:]
        var required: [String: Set<String>] = [:]
        for operation in contract.operations {
            try walk.visit(operation.place, isConditional: false)
            let list = operation.place.appending("x-conditions")
            for (index, entry) in (library.value(at: list)?.arrayValue ?? []).enumerated() {
                guard let reference = entry["$ref"]?.stringValue else {
                    conditions[operation.name, default: []].append(entry)
                    continue
                }
                let target = try library.resolve(reference, from: list.appending(index).appending("$ref"))
                conditions[operation.name, default: []].append(library.value(at: target) ?? .null)
            }
            required[operation.name] = try Self.required(operation.place, library)
        }
        schemas = walk.schemas
        fields = walk.fields
        self.conditions = conditions
        self.required = required
    }

    var head: JSONValue { json["x-contract"] ?? .null }
    var isList: Bool { contract.kind == .list }

    /// Kinds of subject of `x-subject`.
    var subjectKinds: Set<String> {
        let rule = json["x-subject"]
        let named = (rule?["categories"]?.objectValue ?? JSONObject([])).compactMap(\.value.stringValue)
        return Set(named + (rule?["categoryFrom"]?.arrayValue ?? []).compactMap { $0["kind"]?.stringValue })
    }

    /// Kinds of subject of `x-contract` and `x-subject` together.
    var allSubjects: Set<SubjectKind> {
        Set(contract.info.subjects).union(subjectKinds.compactMap { SubjectKind(rawValue: $0) })
    }

    /// The members of the subject rule that name fields of natural persons' documents and names.
    func subjectField(_ member: String) -> String? { json["x-subject"]?[member]?.stringValue }

    /// The field of a name in the record of an operation.
    func field(_ name: String, of operation: Operation) -> LintedField? {
        let place = operation.place.appending("properties").appending(name)
        return fields.first { $0.place == place } ?? fields.first { $0.name == name && $0.isDeclared }
    }

    /// What the schema at a place asks for whatever the record says: its own and that of `allOf` and `$ref`.
    private static func required(_ place: SchemaPlace, _ library: SchemaLibrary, depth: Int = 0) throws(SchemaError) -> Set<String> {
        guard depth < 20 else { return [] }
        var names: Set<String> = []
        for (place, members) in try library.chain(from: place) {
            names.formUnion((members["required"]?.arrayValue ?? []).compactMap(\.stringValue))
            for index in 0..<(members["allOf"]?.arrayValue?.count ?? 0) {
                names.formUnion(try required(place.appending("allOf").appending(index), library, depth: depth + 1))
            }
        }
        return names
    }
}

/// A schema that a contract reaches.
struct LintedSchema {
    let place: SchemaPlace
    let members: JSONObject
    /// Whether it only narrows under a condition what is declared elsewhere (`if`, `then`, `not` …).
    let isConditional: Bool
}

/// A property that a contract reaches.
struct LintedField {
    let name: String
    let place: SchemaPlace
    /// Its schema and those that `$ref` leads to, the nearest first.
    let chain: [JSONObject]
    /// Whether it is declared here, not only narrowed under a condition.
    let isDeclared: Bool

    /// The nearest value of a keyword.
    subscript(keyword: String) -> JSONValue? { chain.lazy.compactMap { $0[keyword] }.first }

    var title: String { self["title"]?.stringValue ?? "" }
    var disclosure: Disclosure? { self["x-disclosure"]?.stringValue.flatMap(Disclosure.init) }
    var format: String? { self["format"]?.stringValue }
    /// Characters that the mask leaves; nil without one.
    var shown: Int? {
        guard let head = self["x-mask"]?["head"]?.intValue, let tail = self["x-mask"]?["tail"]?.intValue else { return nil }
        return head + tail
    }
    /// Whether it takes only words of the contract itself, which name nobody.
    var isChoice: Bool { ["enum", "const", "x-codeTable"].contains { self[$0] != nil } }
    /// `证件号码(certificateNumber)`
    var label: String { title.isEmpty ? name : "\(title)(\(name))" }
}
