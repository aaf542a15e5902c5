/// A schema resource: a schema with a URI of its own, the root of a document or one that has `$id`.
struct SchemaResource {
    /// Absolute URI without fragment.
    let uri: String
    let place: SchemaPlace
    let vocabulary: Vocabulary
    var anchors: [String: SchemaPlace] = [:]
    /// `$dynamicAnchor`: also among ``anchors``.
    var dynamicAnchors: [String: SchemaPlace] = [:]
}
