import JSON

/// Reads `input`.
enum InputCompiler {
    static func compile(_ place: Place) throws(AdapterLoadError) -> (Input, ColumnCollector) {
        let format = try place.required("format").choice(Adapter.Format.self)
        var members: Set<String> = ["format", "encoding", "prefix", "empty"]
        members.formUnion(format == .csv ? ["columns", "separator", "header"] : ["records"])
        try place.only(members)
        var input = Input(format: format)
        if let encoding = place.optional("encoding") { input.encoding = try encoding.choice(Input.Encoding.self) }
        if let prefix = place.optional("prefix") {
            guard try prefix.string() == "schema-registry" else {
                throw prefix.error("只能是 schema-registry", "must be schema-registry")
            }
            input.hasRegistryPrefix = true
        }
        if let empty = place.optional("empty") { input.empty = try empty.strings() }
        let columns = ColumnCollector(format: format)
        switch format {
        case .csv: try csv(place, &input, columns)
        case .json: if let records = place.optional("records") { input.records = try pointer(records) }
        case .xml: input.records = try elementPath(try place.required("records"))
        }
        return (input, columns)
    }

    private static func csv(_ place: Place, _ input: inout Input, _ columns: ColumnCollector) throws(AdapterLoadError) {
        for column in try place.required("columns").someElements() { try columns.declare(column) }
        if let separator = place.optional("separator") {
            let text = try separator.string()
            guard [",", ";", "|", "\t"].contains(text), let byte = text.utf8.first else {
                throw separator.error("只能是 , ; | 或制表符", "must be one of , ; | and tab")
            }
            input.separator = byte
        }
        if let header = place.optional("header") { input.hasHeader = try header.flag() }
    }

    private static func pointer(_ place: Place) throws(AdapterLoadError) -> [String] {
        guard let pointer = JSONPointer(try place.string()) else {
            throw place.error("不是 JSON 指针（RFC 6901）", "not a JSON pointer (RFC 6901)")
        }
        return pointer.tokens
    }

    private static func elementPath(_ place: Place) throws(AdapterLoadError) -> [String] {
        let path = try place.string().split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard path.allSatisfy({ !$0.isEmpty && !$0.contains(" ") && !$0.contains(":") }) else {
            throw place.error("不是元素路径（如 DATA/ROW，不含前缀）", "not a path of elements (as DATA/ROW, without prefixes)")
        }
        guard path.count <= 16 else { throw place.error("路径过深", "the path is too deep") }
        guard path.count == 1 || path[0] != path[path.count - 1] else {
            throw place.error("根元素与记录元素同名，无法区分", "the root and the record have the same name: they cannot be told apart")
        }
        return path
    }

    /// A record that is a message of its own must not look like one with an envelope.
    static func checkEnvelope(_ input: Input, _ place: Place, _ columns: ColumnCollector) throws(AdapterLoadError) {
        guard input.format == .json, let first = input.records.first, let records = place.optional("records") else { return }
        let clash = columns.tree.find(hash: StableText(first).nameHash, level: 0) { StableText(first).string == String(decoding: $0, as: UTF8.self) }
        if clash != nil {
            throw records.error("记录中有同名的列 \(first)，无法区分", "a column has the name \(first) too: they cannot be told apart")
        }
    }
}

extension StableText {
    var nameHash: UInt32 { JSONView.nameHash(of: bytes) }
}
