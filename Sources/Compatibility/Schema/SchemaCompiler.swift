import JSON

/// Compiles the two schemas of a comparison into one graph.
///
/// It never fails: a schema with something that is not understood becomes opaque.
final class SchemaCompiler {
    private let vocabulary: CompatibilityVocabulary
    private let documents: [Side: SchemaDocuments]
    private var nodes: [SchemaNode] = []
    private var known: [Place: NodeID] = [:]
    private var opaquePlaces: [Place] = []
    private let texts: SchemaTexts
    /// How many schemas are being compiled, one inside or behind the other, and how many may be.
    private var depth = 0
    private static let deepest = 150

    private struct Place: Hashable {
        var side: Side
        var location: SchemaLocation
    }

    init(writer: VersionedSchema, reader: VersionedSchema, vocabulary: CompatibilityVocabulary) {
        self.vocabulary = vocabulary
        let writer = SchemaDocuments(writer)
        let reader = SchemaDocuments(reader)
        documents = [.writer: writer, .reader: reader]
        texts = SchemaTexts(writer: writer, reader: reader, vocabulary: vocabulary)
    }

    func compile() -> SchemaGraph {
        let nowhere = SchemaLocation(document: "", pointer: JSONPointer())
        nodes = [
            SchemaNode(side: .writer, location: nowhere),
            SchemaNode(
                side: .writer, location: nowhere, keywords: [SchemaNode.Keyword(assertion: .never, name: "false")]),
        ]
        let roots = [Side.writer, .reader].map { side in
            node(side, SchemaLocation(document: documents[side]?.rootURI ?? "", pointer: JSONPointer()))
        }
        makeCirclesOpaque()
        var graph = SchemaGraph(nodes: nodes, writerRoot: roots[0], readerRoot: roots[1])
        SchemaEquality.reduce(&graph)
        return graph
    }

    /// Whether the two root schemas say the same, keyword by keyword, annotations aside.
    var hasEqualRoots: Bool { texts.areWhollyEqual }

    // MARK: - Schemas

    private func node(_ side: Side, _ location: SchemaLocation) -> NodeID {
        let place = Place(side: side, location: location)
        if let id = known[place] { return id }
        let schema = documents[side]?[location]
        if let verdict = schema?.boolValue { return verdict ? SchemaGraph.anything : SchemaGraph.nothing }
        let id = nodes.count
        known[place] = id
        nodes.append(SchemaNode(side: side, location: location))
        depth += 1
        defer { depth -= 1 }
        guard let members = schema?.objectValue, depth <= SchemaCompiler.deepest else {
            nodes[id].keywords = [opaque(place)]
            nodes[id].declaresEveryName = true
            return id
        }
        var parser = KeywordParser(members: members, vocabulary: vocabulary) { [self] tokens in
            node(
                side, SchemaLocation(document: location.document, pointer: JSONPointer(tokens: location.pointer.tokens + tokens)))
        } reference: { [self] text in
            documents[side]?.resolve(text, from: location).map { node(side, $0) }
        } shared: { [self] text in
            documents[side]?.resolve(text, from: location).flatMap { documents[side]?[$0] }
        }
        parser.parse()
        nodes[id].declaresEveryName =
            parser.isOpaque
            || ["additionalProperties", "unevaluatedProperties"].contains { saysSomething(members[$0]) }
        nodes[id].defaultValue = members["default"]
        nodes[id].examples = (members["examples"]?.arrayValue ?? []) + [members["default"]].compactMap { $0 }
        if parser.isOpaque {
            nodes[id].keywords = [opaque(place)]
            nodes[id].hints = parser.keywords
        } else {
            nodes[id].keywords =
                parser.keywords + withException(parser.exception, side, location)
                + parser.opaqueRestrictions.map { keyword in
                    SchemaNode.Keyword(assertion: opaque(place, keyword: keyword).assertion, name: keyword)
                }
        }
        return id
    }

    /// Whether a schema for further members is more than `true`, `false` or annotations.
    private func saysSomething(_ schema: JSONValue?) -> Bool {
        schema?.objectValue?.names.contains { !vocabulary.isAnnotation($0) } ?? false
    }

    /// A format from which a placeholder is excepted: the one or the other.
    private func withException(
        _ exception: (placeholder: JSONValue, format: SchemaNode.Keyword)?, _ side: Side, _ location: SchemaLocation
    ) -> [SchemaNode.Keyword] {
        guard let exception else { return [] }
        let placeholder = SchemaNode.Keyword(
            assertion: .values(ValueSet([exception.placeholder])), name: "x-placeholder")
        let first = nodes.count
        for keyword in [placeholder, exception.format] {
            nodes.append(SchemaNode(side: side, location: location, keywords: [keyword]))
        }
        return [SchemaNode.Keyword(assertion: .anyOf([first, first + 1]), name: exception.format.name)]
    }

    /// An atom that equals that of another place only if the schemas there say the same.
    private func opaque(_ place: Place, keyword: String = "") -> SchemaNode.Keyword {
        var number = opaquePlaces.firstIndex { texts.areEqual($0.side, $0.location, place.side, place.location) }
        if number == nil {
            number = opaquePlaces.count
            opaquePlaces.append(place)
        }
        // The same place can have two opaque keywords, which are different atoms.
        let offset = keyword == "unevaluatedItems" ? 1 : keyword == "unevaluatedProperties" ? 2 : 0
        return SchemaNode.Keyword(assertion: .atom(.place((number ?? 0) * 3 + offset)), name: keyword)
    }

    /// A schema that applies itself to the same value without end means nothing.
    private func makeCirclesOpaque() {
        var state = [UInt8](repeating: 0, count: nodes.count)
        var circular: Set<NodeID> = []
        func visit(_ id: NodeID) {
            state[id] = 1
            for next in nodes[id].keywords.flatMap(\.assertion.inPlaceNodes) {
                if state[next] == 1 { circular.insert(next) } else if state[next] == 0 { visit(next) }
            }
            state[id] = 2
        }
        for id in nodes.indices where state[id] == 0 { visit(id) }
        for id in circular {
            let place = Place(side: nodes[id].side, location: nodes[id].location)
            opaquePlaces.append(place)
            nodes[id].keywords = [
                SchemaNode.Keyword(assertion: .atom(.place((opaquePlaces.count - 1) * 3)), name: "$ref")
            ]
        }
    }
}
