import JSON

/// The index of a schema in a ``SchemaGraph``.
typealias NodeID = Int

/// One constraint of a schema. All but the combining ones say something about values of one type only and hold for
/// every other value.
indirect enum Assertion: Hashable, Sendable {
    case never
    case types(TypeSet)
    case values(ValueSet)

    case minimum(ExactDecimal, isExclusive: Bool)
    case maximum(ExactDecimal, isExclusive: Bool)
    case multipleOf(ExactDecimal)

    case minLength(Int)
    case maxLength(Int)
    case pattern(Name)

    case minItems(Int)
    case maxItems(Int)
    case uniqueItems
    case items(ItemRule)
    case contains(NodeID, min: Int, max: Int?)

    case minProperties(Int)
    case maxProperties(Int)
    case required(Name)
    case members(MemberRule)
    case propertyNames(NodeID)
    case dependentRequired(Name, Name)
    case dependentSchema(Name, NodeID)

    case reference(NodeID)
    case anyOf([NodeID])
    case oneOf([NodeID])
    case not(NodeID)
    case conditional(NodeID, then: NodeID?, else: NodeID?)

    /// Something of which only equality is known.
    case atom(Atom)
}

/// A constraint of which only equality is known.
enum Atom: Hashable, Sendable {
    /// A named format of strings.
    case format(String)
    /// A code table of strings, with the separator of its items.
    case codeTable(JSONValue, separator: JSONValue?)
    /// A restriction by an extension keyword.
    case restriction(String, JSONValue)
    /// Whatever the schema at a place means. Equal places have equal numbers.
    case place(Int)

    /// The types of the values that the atom can refuse.
    var types: TypeSet {
        switch self {
        case .format, .codeTable: .string
        case .restriction, .place: .all
        }
    }
}

/// `prefixItems` and `items`.
struct ItemRule: Hashable, Sendable {
    var prefix: [NodeID]
    var rest: NodeID?
}

/// `properties`, `patternProperties` and `additionalProperties` of one schema.
struct MemberRule: Hashable, Sendable {
    var properties: [Name: NodeID] = [:]
    var patterns: [Name: NodeID] = [:]
    var additional: NodeID?
}

/// The values of an `enum`, in their order, compared without it.
struct ValueSet: Hashable, Sendable {
    let values: [JSONValue]

    init(_ values: [JSONValue]) {
        var seen: Set<JSONValue> = []
        self.values = values.filter { seen.insert($0).inserted }
    }

    static func == (left: ValueSet, right: ValueSet) -> Bool { Set(left.values) == Set(right.values) }

    func hash(into hasher: inout Hasher) { hasher.combine(Set(values)) }
}

extension Assertion {
    /// The same constraint with its schemas renamed.
    func mapNodes(_ rename: (NodeID) -> NodeID) -> Assertion {
        switch self {
        case .items(let rule): .items(ItemRule(prefix: rule.prefix.map(rename), rest: rule.rest.map(rename)))
        case .contains(let node, let min, let max): .contains(rename(node), min: min, max: max)
        case .members(let rule):
            .members(
                MemberRule(
                    properties: rule.properties.mapValues(rename), patterns: rule.patterns.mapValues(rename),
                    additional: rule.additional.map(rename)))
        case .propertyNames(let node): .propertyNames(rename(node))
        case .dependentSchema(let name, let node): .dependentSchema(name, rename(node))
        case .reference(let node): .reference(rename(node))
        case .anyOf(let nodes): .anyOf(nodes.map(rename))
        case .oneOf(let nodes): .oneOf(nodes.map(rename))
        case .not(let node): .not(rename(node))
        case .conditional(let test, let then, let otherwise):
            .conditional(rename(test), then: then.map(rename), else: otherwise.map(rename))
        default: self
        }
    }

    /// The schemas that the constraint applies to the very same value.
    var inPlaceNodes: [NodeID] {
        switch self {
        case .reference(let node), .not(let node), .dependentSchema(_, let node): [node]
        case .anyOf(let nodes), .oneOf(let nodes): nodes
        case .conditional(let test, let then, let otherwise): [test] + [then, otherwise].compactMap { $0 }
        default: []
        }
    }

    /// All schemas of the constraint.
    var nodes: [NodeID] {
        switch self {
        case .items(let rule): rule.prefix + [rule.rest].compactMap { $0 }
        case .contains(let node, _, _), .propertyNames(let node): [node]
        case .members(let rule):
            Array(rule.properties.values) + Array(rule.patterns.values) + [rule.additional].compactMap { $0 }
        default: inPlaceNodes
        }
    }
}
