import JSON

/// What the lenient content model says about places in documents: which names the writer declares there, which
/// defaults the reader fills in. See ``ContentModel/lenient``.
final class PlaceRules {
    private let nodes: [SchemaNode]
    private let patterns: PatternCache
    private let evaluator: Evaluator
    private var declared: [Set<NodeID>: MemberRule?] = [:]
    private var filledIn: [Scope: [Name: JSONValue]] = [:]
    private var closures: [Set<NodeID>: Set<NodeID>] = [:]
    private var childrenByName: [Scope: [Name: Scope]] = [:]
    private var childrenByIndex: [Scope: [Int: Scope]] = [:]
    /// Whether something in the reader's schema could see a default from above the place where it is filled in.
    private let seesDefaults: Bool

    init(graph: SchemaGraph, patterns: PatternCache) {
        nodes = graph.nodes
        self.patterns = patterns
        evaluator = Evaluator(nodes: graph.nodes, patterns: patterns)
        seesDefaults = graph.nodes.contains { node in
            node.side == .reader && node.keywords.contains { PlaceRules.comparesWholes($0.assertion) }
        }
    }

    private static func comparesWholes(_ assertion: Assertion) -> Bool {
        switch assertion {
        case .uniqueItems: true
        case .values(let set): set.values.contains { !TypeSet(of: $0).isDisjoint(with: [.array, .object]) }
        case .atom(let atom): atom.types == .all
        default: false
        }
    }

    /// The scope of a whole document.
    static func root(_ graph: SchemaGraph) -> Scope {
        Scope(writer: [graph.writerRoot], reader: [graph.readerRoot], filling: [graph.readerRoot])
    }

    // MARK: - Going down

    func child(_ scope: Scope, _ name: Name) -> Scope {
        guard let writer = scope.writer, let reader = scope.reader else { return scope }
        if let known = childrenByName[scope]?[name] { return known }
        func below(_ place: Set<NodeID>) -> Set<NodeID> {
            var found: Set<NodeID> = []
            for assertion in place.flatMap(assertions) {
                if case .members(let rule) = assertion { found.formUnion(rule.possibleNodes(for: name, patterns)) }
            }
            return found
        }
        let child = Scope(
            writer: below(closure(writer)), reader: below(closure(reader)), filling: below(certainClosure(scope.filling)))
        childrenByName[scope, default: [:]][name] = child
        return child
    }

    func child(_ scope: Scope, _ index: Int) -> Scope {
        guard let writer = scope.writer, let reader = scope.reader else { return scope }
        if let known = childrenByIndex[scope]?[index] { return known }
        func below(_ place: Set<NodeID>, _ withContains: Bool) -> Set<NodeID> {
            var found: Set<NodeID> = []
            for assertion in place.flatMap(assertions) {
                switch assertion {
                case .items(let rule):
                    if index < rule.prefix.count {
                        found.insert(rule.prefix[index])
                    } else if let rest = rule.rest {
                        found.insert(rest)
                    }
                case .contains(let node, _, _): if withContains { found.insert(node) }
                default: break
                }
            }
            return found
        }
        let child = Scope(
            writer: below(closure(writer), true), reader: below(closure(reader), true),
            filling: below(certainClosure(scope.filling), false))
        childrenByIndex[scope, default: [:]][index] = child
        return child
    }

    /// What a schema says, as far as it is understood.
    private func assertions(_ node: NodeID) -> [Assertion] { (nodes[node].keywords + nodes[node].hints).map(\.assertion) }

    /// All schemas that apply to a place, if only under conditions.
    private func closure(_ place: Set<NodeID>) -> Set<NodeID> {
        if let known = closures[place] { return known }
        let closed = closure(place) { $0.inPlaceNodes }
        closures[place] = closed
        return closed
    }

    /// The schemas that apply to a place whatever is there. Opaque ones are not among them.
    private func certainClosure(_ place: Set<NodeID>) -> Set<NodeID> {
        closure(place) { if case .reference(let node) = $0 { [node] } else { [] } }
            .filter { nodes[$0].hints.isEmpty }
    }

    private func closure(_ place: Set<NodeID>, _ next: (Assertion) -> [NodeID]) -> Set<NodeID> {
        var closed = place
        var open = Array(place)
        while let node = open.popLast() {
            for inner in assertions(node).flatMap(next) where closed.insert(inner).inserted { open.append(inner) }
        }
        return closed
    }

    /// All names and patterns on which it depends what applies to a member of a place.
    func names(_ scope: Scope) -> (properties: Set<Name>, patterns: Set<Name>) {
        guard let writer = scope.writer, let reader = scope.reader else { return ([], []) }
        var properties: Set<Name> = []
        var patterns: Set<Name> = []
        for case .members(let rule) in closure(writer).union(closure(reader)).flatMap(assertions) {
            properties.formUnion(rule.properties.keys)
            patterns.formUnion(rule.patterns.keys)
        }
        return (properties, patterns)
    }

    // MARK: - Declared names

    /// The rule that admits no names but the declared ones; nil if all are declared.
    func declaredNames(_ writer: Set<NodeID>) -> MemberRule? {
        if let known = declared[writer] { return known }
        var rule: MemberRule? = MemberRule(additional: SchemaGraph.nothing)
        for node in closure(writer) {
            if nodes[node].declaresEveryName { rule = nil }
            for case .members(let members) in assertions(node) {
                for name in members.properties.keys { rule?.properties[name] = SchemaGraph.anything }
                for pattern in members.patterns.keys { rule?.patterns[pattern] = SchemaGraph.anything }
            }
        }
        declared[writer] = .some(rule)
        return rule
    }

    /// Whether a document uses no names but those that the writer declares.
    func usesDeclaredNames(_ value: JSONValue, _ scope: Scope) -> Bool {
        guard let writer = scope.writer else { return true }
        switch value {
        case .object(let object):
            let rule = declaredNames(writer)
            return object.allSatisfy { member in
                let name = Name(member.name)
                if let rule, evaluator.check(.members(rule), .object(JSONObject([(member.name, .null)]))) == false {
                    return false
                }
                return usesDeclaredNames(member.value, child(scope, name))
            }
        case .array(let elements):
            return elements.enumerated().allSatisfy { usesDeclaredNames($0.element, child(scope, $0.offset)) }
        default:
            return true
        }
    }

    // MARK: - Defaults

    /// A document as the reader sees it.
    func fillDefaults(_ value: JSONValue, _ scope: Scope) -> JSONValue {
        guard scope.reader != nil else { return value }
        switch value {
        case .object(let object):
            var members = object.map { ($0.name, fillDefaults($0.value, child(scope, Name($0.name)))) }
            for (name, value) in defaults(scope).sorted(by: { $0.key < $1.key }) where object[name.text] == nil {
                members.append((name.text, value))
            }
            return .object(JSONObject(members))
        case .array(let elements):
            return .array(elements.enumerated().map { fillDefaults($0.element, child(scope, $0.offset)) })
        default:
            return value
        }
    }

    /// Whether a member that is absent counts as present, and nothing but `required` can tell.
    func isFilledIn(_ name: Name, _ scope: Scope) -> Bool {
        guard let reader = scope.reader, !seesDefaults else { return false }
        let known = filledIn[scope]
        let tolerated = known ?? defaults(scope).filter { isTolerated($0.key, $0.value, closure(reader)) }
        if known == nil { filledIn[scope] = tolerated }
        return tolerated[name] != nil
    }

    private func defaults(_ scope: Scope) -> [Name: JSONValue] {
        let place = certainClosure(scope.filling)
        var found: [Name: JSONValue] = [:]
        for case .required(let name) in place.flatMap(assertions) where found[name] == nil {
            for case .members(let rule) in place.sorted().flatMap(assertions) {
                guard let value = rule.properties[name].flatMap(defaultValue) else { continue }
                found[name] = value
                break
            }
        }
        return found
    }

    private func defaultValue(_ node: NodeID) -> JSONValue? {
        if let value = nodes[node].defaultValue { return value }
        for case .reference(let target) in assertions(node) {
            if let value = defaultValue(target) { return value }
        }
        return nil
    }

    private func isTolerated(_ name: Name, _ value: JSONValue, _ place: Set<NodeID>) -> Bool {
        place.flatMap(assertions).allSatisfy { assertion in
            switch assertion {
            case .members(let rule):
                let subject = rule.nodes(for: name, patterns)
                return !subject.isUncertain && subject.nodes.allSatisfy { evaluator.check($0, value) == true }
            case .maxProperties, .minProperties, .propertyNames, .dependentRequired, .dependentSchema, .atom, .values:
                return false
            default:
                return true
            }
        }
    }
}

extension MemberRule {
    /// The schemas that may apply to the member of a name.
    fileprivate func possibleNodes(for name: Name, _ cache: PatternCache) -> [NodeID] {
        var found: [NodeID] = []
        if let node = properties[name] { found.append(node) }
        var isMatched = !found.isEmpty
        for (pattern, node) in patterns {
            let verdict = cache.matches(pattern, name.text)
            if verdict != false { found.append(node) }
            if verdict == true { isMatched = true }
        }
        if !isMatched, let additional { found.append(additional) }
        return found
    }
}
