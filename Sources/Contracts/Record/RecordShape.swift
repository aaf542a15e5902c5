import JSON
import JSONSchema

/// How the values of a contract are written canonically: which texts are dates, codes or lists, and the order of members.
final class RecordShape: Sendable {
    enum Text: Sendable {
        case plain
        /// Written `YYYY-MM-DD`.
        case date
        /// Written without its hyphen.
        case organizationCode
        /// Items written with the separator and no blanks.
        case items(UInt8)
    }

    struct Node: Sendable {
        var text = Text.plain
        /// Members in the order of the contract, with the node of each; nil if the contract names none.
        var members: [(name: String, node: Int)]?
        var items: Int?
    }

    let nodes: [Node]

    /// The shape of the schema at a place; its own node is the first.
    init(_ place: SchemaPlace, in library: SchemaLibrary) throws(SchemaError) {
        var builder = Builder(library: library)
        _ = try builder.node(place)
        nodes = builder.nodes
    }

    private struct Builder {
        let library: SchemaLibrary
        var nodes: [Node] = []
        var known: [SchemaPlace: Int] = [:]

        mutating func node(_ place: SchemaPlace) throws(SchemaError) -> Int {
            if let index = known[place] { return index }
            let index = nodes.count
            known[place] = index
            nodes.append(Node())
            var node = Node()
            for (place, members) in try library.chain(from: place) {
                if let format = members["format"]?.stringValue, case .plain = node.text {
                    if format == ContractFormat.standardDate.rawValue { node.text = .date }
                    if format == ContractFormat.organizationCode.rawValue { node.text = .organizationCode }
                }
                if let separator = members["x-separator"]?.stringValue?.utf8.first, case .plain = node.text {
                    node.text = .items(separator)
                }
                if node.members == nil, let properties = members["properties"]?.objectValue {
                    var list: [(String, Int)] = []
                    for (name, _) in properties { list.append((name, try self.node(place.appending("properties").appending(name)))) }
                    node.members = list
                }
                if node.items == nil, members["items"]?.objectValue != nil { node.items = try self.node(place.appending("items")) }
            }
            nodes[index] = node
            return index
        }
    }
}

extension SchemaLibrary {
    /// A schema object and those that its `$ref` leads to, the nearest first: where annotations are looked for.
    func chain(from place: SchemaPlace) throws(SchemaError) -> [(place: SchemaPlace, members: JSONObject)] {
        var chain: [(SchemaPlace, JSONObject)] = []
        var next: SchemaPlace? = place
        while let place = next, chain.count < 100, let members = value(at: place)?.objectValue {
            chain.append((place, members))
            next = nil
            if let reference = members["$ref"]?.stringValue { next = try resolve(reference, from: place.appending("$ref")) }
        }
        return chain
    }
}
