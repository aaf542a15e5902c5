import JSON
import Patterns

/// Compiles schemas of a ``SchemaLibrary`` into one ``SchemaProgram``.
///
/// All schemas that apply to the same value in place (`$ref`, `allOf` and what they lead to) are laid out as one list of
/// instructions, and the members of an object that any of them names are looked up once, into one frame.
final class SchemaCompiler {
    let library: SchemaLibrary
    let dialect: Dialect
    var parts = ProgramParts()
    private var scopes = DynamicScopes()
    private var blocks: [CodeKey: Int32] = [:]
    private var queue: [(key: CodeKey, block: Int32)] = []
    private var resources: [SchemaPlace: SchemaResource] = [:]
    private var formatIndex: [String: Int32] = [:]

    /// Schemas that would give more instructions than this are refused: no contract comes near.
    static let mostInstructions = 4_000_000
    /// Code longer than this is called, not laid out again at each place that refers to it.
    private static let longestInline = 64

    init(library: SchemaLibrary, dialect: Dialect) {
        self.library = library
        self.dialect = dialect
    }

    /// Compiles the schema at a place and all that it refers to.
    ///
    /// - returns: its block.
    func compile(_ place: SchemaPlace) throws(SchemaError) -> Int32 {
        let block = block(of: place, scope: 0)
        var next = 0
        while next < queue.count {
            let (key, index) = queue[next]
            next += 1
            let frame = FrameBuilder()
            let code = try code(key, in: frame)
            var table: Int32 = -1
            if frame.isNeeded {
                table = Int32(parts.tables.count)
                parts.tables.append(NameTable(names: frame.names, properties: frame.properties))
            }
            parts.layOut(code, in: index, frame: table)
        }
        queue = []
        return block
    }

    // MARK: Blocks

    /// The block of a schema that applies to another value than the one being compiled: a member, an element, a name.
    func block(of place: SchemaPlace, scope: Int) -> Int32 {
        let key = entering(place, scope)
        if let block = blocks[key] { return block }
        let block = parts.addBlock()
        blocks[key] = block
        queue.append((key, block))
        return block
    }

    /// The block of a schema that applies in place but must not simply be joined: a branch.
    func subroutine(_ place: SchemaPlace, scope: Int, in frame: FrameBuilder) throws(SchemaError) -> Int32 {
        let key = entering(place, scope)
        if let block = frame.subroutines[key] { return block }
        let code = try code(key, in: frame)
        let block = parts.addBlock()
        parts.layOut(code, in: block)
        frame.subroutines[key] = block
        return block
    }

    /// Adds a schema that must hold as well.
    func join(_ place: SchemaPlace, scope: Int, to code: inout Code, in frame: FrameBuilder) throws(SchemaError) {
        let key = entering(place, scope)
        let other = try self.code(key, in: frame)
        guard other.isTracking || other.count > Self.longestInline else {
            for kind in code.lists.indices { code.lists[kind] += other.lists[kind] }
            return
        }
        let block = try subroutine(place, scope: scope, in: frame)
        for kind in code.lists.indices where !other.lists[kind].isEmpty {
            code.lists[kind].append(Instruction(opcode: .call, a: block))
        }
    }

    // MARK: One schema

    private func entering(_ place: SchemaPlace, _ scope: Int) -> CodeKey {
        CodeKey(place: place, scope: scopes.entering(resource(around: place), from: scope))
    }

    func resource(around place: SchemaPlace) -> SchemaResource {
        if let known = resources[place] { return known }
        let resource = library.resource(around: place)
        resources[place] = resource
        return resource
    }

    private func code(_ key: CodeKey, in frame: FrameBuilder) throws(SchemaError) -> Code {
        if let code = frame.codes[key] { return code }
        guard frame.active.insert(key).inserted else {
            throw key.place.error("模式循环引用自身", "the schema refers to itself in a circle")
        }
        guard frame.active.count < 500 else {
            throw key.place.error("模式的引用层数过多", "the schemas refer to one another too deeply")
        }
        defer { frame.active.remove(key) }
        guard let schema = library.value(at: key.place) else {
            throw key.place.error("此处没有模式", "there is no schema here")
        }
        var code = Code()
        if let verdict = schema.boolValue {
            if !verdict {
                let origin = origin(.falseSchema, key.place)
                for kind in code.lists.indices { code.lists[kind] = [Instruction(opcode: .fail, origin: origin)] }
            }
        } else if let members = schema.objectValue {
            code = try KeywordCompiler(self, members, key, frame, resource(around: key.place).vocabulary).run()
        } else {
            throw key.place.error("模式必须是对象或布尔值", "a schema must be an object or a boolean")
        }
        guard parts.instructions.count < Self.mostInstructions else {
            throw key.place.error("模式过大", "the schema is too large")
        }
        frame.codes[key] = code
        return code
    }

    // MARK: Parts

    func origin(_ keyword: Keyword, _ schema: SchemaPlace) -> Int32 {
        parts.origins.append(Origin(keyword: keyword, schema: schema))
        return Int32(parts.origins.count - 1)
    }

    func dynamicPlace(of anchor: String, scope: Int) -> SchemaPlace? { scopes.place(of: anchor, in: scope) }

    func formatCheck(_ name: String, _ check: FormatCheck) -> Int32 {
        if let index = formatIndex[name] { return index }
        parts.formats.append(check)
        parts.formatNames.append(name)
        formatIndex[name] = Int32(parts.formats.count - 1)
        return Int32(parts.formats.count - 1)
    }
}
