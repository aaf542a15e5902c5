import JSON

/// All documents in use, their resources and anchors, fetched as references ask for them.
public final class SchemaLibrary {
    /// Gives the document of an absolute URI; nil if there is none. Nothing is fetched over a network unless this does.
    public typealias Fetch = (String) throws(SchemaError) -> SchemaDocument?

    private let dialect: Dialect
    private let fetch: Fetch
    private var documents: [String: JSONValue] = [:]
    private var resources: [SchemaResource] = []
    private var resourceByURI: [String: Int] = [:]
    /// Resources of each document, the innermost last.
    private var resourcesOfDocument: [String: [Int]] = [:]
    /// Documents that are being read, so that metaschemas which name themselves end.
    private var vocabularies: [String: Vocabulary] = [:]

    public init(dialect: Dialect = Dialect(), fetch: @escaping Fetch = { _ in nil }) {
        self.dialect = dialect
        self.fetch = fetch
    }

    /// Takes a document in.
    ///
    /// - throws: if it names an identifier twice, an unknown draft, or a vocabulary that is required and not known.
    public func add(_ document: SchemaDocument) throws(SchemaError) {
        guard documents[document.uri] == nil else { return }
        documents[document.uri] = document.root
        do {
            try register(
                document.root, at: SchemaPlace(document: document.uri, pointer: ""), base: URIReference(document.uri), resource: nil)
        } catch {
            // A document that was refused is not half there.
            documents[document.uri] = nil
            throw error
        }
        // A document is known by the URI it was fetched by, even if it calls itself otherwise.
        if resourceByURI[document.uri] == nil, let first = resourcesOfDocument[document.uri]?.first {
            resourceByURI[document.uri] = first
        }
    }

    /// The value at a place.
    public func value(at place: SchemaPlace) -> JSONValue? {
        guard let root = documents[place.document], let pointer = JSONPointer(place.pointer) else { return nil }
        return root.resolve(pointer)
    }

    /// The place that a reference names.
    ///
    /// - parameter place: where the reference stands.
    /// - throws: if there is nothing.
    public func resolve(_ reference: String, from place: SchemaPlace) throws(SchemaError) -> SchemaPlace {
        try target(reference, from: place).place
    }

    /// The place of a document's root.
    public func root(of uri: String) throws(SchemaError) -> SchemaPlace {
        try resource(uri, askedBy: SchemaPlace(document: uri, pointer: "")).place
    }

    // MARK: For the compiler

    /// The innermost resource around a place.
    func resource(around place: SchemaPlace) -> SchemaResource {
        let indices = resourcesOfDocument[place.document] ?? []
        guard var best = indices.first else {
            return SchemaResource(uri: place.document, place: SchemaPlace(document: place.document, pointer: ""), vocabulary: .standard)
        }
        for index in indices {
            let pointer = resources[index].place.pointer
            guard place.pointer.hasPrefix(pointer),
                place.pointer.utf8.count == pointer.utf8.count || place.pointer.utf8.dropFirst(pointer.utf8.count).first == UInt8(ascii: "/")
            else { continue }
            if pointer.utf8.count >= resources[best].place.pointer.utf8.count { best = index }
        }
        return resources[best]
    }

    /// What a reference names, and the dynamic anchor through which it was found, if it was one.
    func target(_ reference: String, from place: SchemaPlace) throws(SchemaError) -> (place: SchemaPlace, dynamicAnchor: String?) {
        let base = URIReference(resource(around: place).uri)
        let uri = URIReference(reference).resolved(against: base)
        let resource = try resource(uri.withoutFragment, askedBy: place, as: reference)
        guard let fragment = uri.decodedFragment else {
            if uri.fragment == nil { return (resource.place, nil) }
            throw missing(reference, place)
        }
        if fragment.isEmpty { return (resource.place, nil) }
        if fragment.hasPrefix("/") {
            let target = SchemaPlace(document: resource.place.document, pointer: resource.place.pointer + fragment)
            guard let pointer = JSONPointer(target.pointer), documents[target.document]?.resolve(pointer) != nil else {
                throw missing(reference, place)
            }
            return (SchemaPlace(document: target.document, pointer: pointer.description), nil)
        }
        guard let anchor = resource.anchors[fragment] else { throw missing(reference, place) }
        return (anchor, resource.dynamicAnchors[fragment] == nil ? nil : fragment)
    }

    private func missing(_ reference: String, _ place: SchemaPlace) -> SchemaError {
        place.error("引用 \(reference) 指向的位置不存在", "the reference \(reference) names nothing")
    }

    private func resource(_ uri: String, askedBy place: SchemaPlace, as reference: String? = nil) throws(SchemaError) -> SchemaResource {
        if let index = resourceByURI[uri] { return resources[index] }
        if let text = Metaschema.text(of: uri) {
            do {
                try add(SchemaDocument(uri: uri, root: try JSONValue(parsing: text)))
            } catch let error as SchemaError {
                throw error
            } catch {
                throw place.error("元模式无法读取", "the metaschema cannot be read")
            }
        } else if let document = try fetch(uri) {
            try add(SchemaDocument(uri: uri, root: document.root))
        }
        guard let index = resourceByURI[uri] else {
            throw place.error(
                "引用的文档不存在或无法读取：\(reference ?? uri)",
                "the document referred to is missing or cannot be read: \(reference ?? uri)")
        }
        return resources[index]
    }

    // MARK: Looking through a document

    private func register(_ schema: JSONValue, at place: SchemaPlace, base: URIReference, resource: Int?) throws(SchemaError) {
        var base = base
        var resource = resource
        let members = schema.objectValue
        let id = members?["$id"]?.stringValue
        if resource == nil || id != nil {
            if let id {
                let uri = URIReference(id).resolved(against: base)
                guard uri.fragment?.isEmpty ?? true else {
                    throw place.appending("$id").error("$id 不得带片段", "$id must not have a fragment")
                }
                base = uri
                base.fragment = nil
            }
            let vocabulary: Vocabulary
            if let metaschema = members?["$schema"]?.stringValue {
                vocabulary = try self.vocabulary(of: metaschema, askedBy: place.appending("$schema"))
            } else {
                vocabulary = resource.map { resources[$0].vocabulary } ?? .standard
            }
            let uri = base.withoutFragment
            if let known = resourceByURI[uri], resources[known].place != place {
                throw place.error("标识 \(uri) 重复", "the identifier \(uri) is used twice")
            }
            resource = resources.count
            resourceByURI[uri] = resources.count
            resourcesOfDocument[place.document, default: []].append(resources.count)
            resources.append(SchemaResource(uri: uri, place: place, vocabulary: vocabulary))
        }
        guard let members, let resource else { return }
        for keyword in ["$anchor", "$dynamicAnchor"] {
            guard let name = members[keyword]?.stringValue else { continue }
            if let other = resources[resource].anchors[name], other != place {
                throw place.appending(keyword).error("锚点 \(name) 重复", "the anchor \(name) is used twice")
            }
            resources[resource].anchors[name] = place
            if keyword == "$dynamicAnchor" { resources[resource].dynamicAnchors[name] = place }
        }
        var subschemas: [(JSONValue, SchemaPlace)] = []
        SubschemaLocations.visit(members, at: place) { subschemas.append(($0, $1)) }
        for (schema, place) in subschemas { try register(schema, at: place, base: base, resource: resource) }
    }

    /// The vocabularies that a metaschema switches on.
    private func vocabulary(of metaschema: String, askedBy place: SchemaPlace) throws(SchemaError) -> Vocabulary {
        let uri = URIReference(metaschema).withoutFragment
        if uri == Metaschema.root { return .standard }
        if uri.contains("//json-schema.org/") {
            throw place.error("只支持 JSON Schema 2020-12，不支持 \(metaschema)", "only JSON Schema 2020-12 is supported, not \(metaschema)")
        }
        if let known = vocabularies[uri] { return known }
        vocabularies[uri] = .standard  // A metaschema that names itself is read by what it is being read for.
        let root = try resource(uri, askedBy: place)
        guard let members = value(at: root.place)?["$vocabulary"]?.objectValue else { return .standard }
        var vocabulary: Vocabulary = [.core]
        for (name, isRequired) in members {
            if let known = Vocabulary.named(name) {
                vocabulary.insert(known)
            } else if isRequired.boolValue == true, !dialect.vocabularies.contains(name) {
                throw place.error("元模式要求未知的词汇表 \(name)", "the metaschema requires the unknown vocabulary \(name)")
            }
        }
        vocabularies[uri] = vocabulary
        return vocabulary
    }
}
