import JSON

/// One thing that a principal may do at the brokers.
///
/// The embedded broker has no access rights, so these are only generated and never tried there: Apache Kafka with an
/// authorizer and `allow.everyone.if.no.acl.found=false` enforces them.
public struct AccessRight: Hashable, Sendable {
    /// What the right is about, as `kafka-acls.sh` names it.
    public enum Resource: String, Sendable {
        case topic
        case group
        case transactionalID = "transactional-id"
        case cluster
    }

    /// Whether ``name`` is the resource's own name or the beginning of it.
    public enum Pattern: String, Sendable {
        case literal
        case prefixed
    }

    /// What is done with it, as Kafka names it. Who may read or write may also describe.
    public enum Operation: String, Sendable {
        case read = "Read"
        case write = "Write"
        case describe = "Describe"
        case create = "Create"
        case idempotentWrite = "IdempotentWrite"
    }

    /// The name at the brokers (SASL), without `User:`.
    public let principal: String
    public let resource: Resource
    /// Empty for the cluster.
    public let name: String
    public let pattern: Pattern
    public let operations: [Operation]

    public init(_ principal: String, _ operations: [Operation], _ resource: Resource, _ name: String = "", _ pattern: Pattern = .literal) {
        self.principal = principal
        self.resource = resource
        self.name = name
        self.pattern = pattern
        self.operations = operations
    }

    /// Whether it lets the principal do something with a topic.
    public func allows(_ operation: Operation, onTopic topic: String) -> Bool {
        guard resource == .topic, operations.contains(operation) else { return false }
        return pattern == .literal ? name == topic : topic.hasPrefix(name)
    }

    /// One line of JSON.
    public func json(of holder: RightsHolder) -> String {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        writer.member("holder", holder.kind.rawValue)
        if let party = holder.party { writer.member("party", party) }
        writer.member("principal", "User:\(principal)")
        writer.member("resource", resource.rawValue)
        if resource != .cluster {
            writer.member("name", name)
            writer.member("pattern", pattern.rawValue)
        }
        writer.name("operations")
        writer.beginArray()
        for operation in operations { writer.string(operation.rawValue) }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
