import JSON

/// A compiled schema: what a ``Validator`` runs.
public final class Schema: Sendable {
    let program: SchemaProgram
    let root: Int32

    init(program: SchemaProgram, root: Int32) {
        self.program = program
        self.root = root
    }

    /// Compiles the schema at a place of a library, and all that it refers to.
    ///
    /// - throws: the first ``SchemaError``.
    public init(at place: SchemaPlace, in library: SchemaLibrary, dialect: Dialect = Dialect()) throws(SchemaError) {
        let compiler = SchemaCompiler(library: library, dialect: dialect)
        root = try compiler.compile(place)
        program = SchemaProgram(compiler.parts)
    }

    /// Compiles a schema that needs no other documents than itself and those that `fetch` gives.
    public convenience init(
        _ document: JSONValue, uri: String = "schema:", dialect: Dialect = Dialect(), fetch: @escaping SchemaLibrary.Fetch = { _ in nil }
    ) throws(SchemaError) {
        let library = SchemaLibrary(dialect: dialect, fetch: fetch)
        try library.add(SchemaDocument(uri: uri, root: document))
        try self.init(at: SchemaPlace(document: uri, pointer: ""), in: library, dialect: dialect)
    }

    /// Whether the schema takes a value. For tests and tools; a ``Validator`` is the way to check many.
    public func accepts(_ value: JSONValue, day: Int = 0) -> Bool {
        var writer = JSONWriter()
        writer.value(value)
        return writer.withBytes { bytes in
            let parser = JSONParser(limits: JSONLimits(maxBytes: JSONLimits.greatestBytes, maxDepth: JSONLimits.greatestDepth))
            guard let view = try? parser.parse(bytes) else { return false }
            return Validator(self).accepts(view, day: day)
        }
    }

    /// Names of the members that the schema itself gives slots to: its `properties` in their order, then others that it
    /// mentions.
    public var slotNames: [String] {
        let table = program.blocks[Int(root)].frame
        return table < 0 ? [] : program.tables[Int(table)].names
    }
}
