/// Which documents count as written under a schema, and how they are read.
public enum ContentModel: String, Sendable, CaseIterable {
    /// The documents of a schema are exactly those that it takes.
    ///
    /// Whoever adds an optional property to an open object therefore breaks BACKWARD: old documents may already carry
    /// a member of that name with a value of another type. A `default` is an annotation and changes nothing.
    case strict

    /// The writer sends no members that its schema does not declare, and the reader fills in defaults.
    ///
    /// - **The writer's side is closed over its declared names.** At every place of a document, the names declared
    ///   there are those in `properties` and those that match `patternProperties`, taken over all schemas that apply
    ///   to this place (through `$ref`, `allOf`, `anyOf`, `oneOf`, `not`, `if`/`then`/`else`, `dependentSchemas`). A document
    ///   with any other name at the place does not count. An `additionalProperties` or `unevaluatedProperties` that is
    ///   a schema other than `true`, `{}` and `false` declares every name (the object is a map). A place about which
    ///   the writer's schema says nothing declares no names: of all objects only `{}` counts there.
    /// - **The reader's own closure is honoured**: what its `additionalProperties: false` refuses stays refused.
    /// - **A required member with a default counts as present.** Before it validates, the reader adds every member
    ///   that is absent, is in a `required` that applies to the place whatever is there (directly or through `$ref` and
    ///   `allOf`), and has a `default` in a property schema (or behind the `$ref` of one) that applies likewise. What it
    ///   adds has to satisfy its schema, and counts for everything else that can see it: `maxProperties`, `if`,
    ///   `uniqueItems` above it and so on. A default of a member that is not required changes nothing.
    ///
    /// This differs from the lenient policy of Confluent's registry in the reader: there removing an optional property
    /// from a closed model is allowed, as if the reader ignored what it does not know. Here a validator that refuses
    /// unknown members refuses them.
    case lenient
}
