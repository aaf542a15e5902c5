import JSON

/// Whether every document of a writer's schema is taken by a reader's.
public enum CompatibilityVerdict: Sendable {
    /// Proved: the reader takes all of them.
    case compatible
    /// Shown: the writer takes the witness and the reader refuses it, by both validators' word.
    case incompatible(witness: JSONValue, at: [CompatibilityPlace], reason: CompatibilityText)
    /// Neither proved nor refuted.
    case undecided(reason: CompatibilityText, at: [CompatibilityPlace])

    /// `compatible`, `incompatible` or `undecided`.
    public var name: String {
        switch self {
        case .compatible: "compatible"
        case .incompatible: "incompatible"
        case .undecided: "undecided"
        }
    }

    /// The document that tells the schemas apart, if one was found.
    public var witness: JSONValue? {
        if case .incompatible(let witness, _, _) = self { witness } else { nil }
    }

    /// The places in the schemas on which the verdict rests; none if compatible.
    public var places: [CompatibilityPlace] {
        switch self {
        case .compatible: []
        case .incompatible(_, let places, _): places
        case .undecided(_, let places): places
        }
    }

    /// Why, unless compatible.
    public var reason: CompatibilityText? {
        switch self {
        case .compatible: nil
        case .incompatible(_, _, let reason): reason
        case .undecided(let reason, _): reason
        }
    }
}

/// A place in one of the schemas compared.
public struct CompatibilityPlace: Hashable, Sendable {
    /// The label of the version.
    public var schema: String
    /// The document of the place, without fragment; empty for a root schema without URI.
    public var document: String
    public var pointer: JSONPointer

    public init(schema: String, document: String, pointer: JSONPointer) {
        self.schema = schema
        self.document = document
        self.pointer = pointer
    }
}

extension CompatibilityPlace: CustomStringConvertible {
    public var description: String { "\(schema): \(document)#\(pointer)" }
}
