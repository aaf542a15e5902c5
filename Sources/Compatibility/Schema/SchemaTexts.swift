import JSON

/// Compares the texts of schemas, for those whose meaning is not known.
struct SchemaTexts {
    let writer: SchemaDocuments
    let reader: SchemaDocuments
    let vocabulary: CompatibilityVocabulary

    private struct Pair: Hashable {
        var left: SchemaLocation
        var right: SchemaLocation
    }

    /// Whether two schemas say the same, annotations aside, references followed. Schemas with `$dynamicRef` never do:
    /// what it refers to depends on where one came from.
    func areEqual(_ leftSide: Side, _ left: SchemaLocation, _ rightSide: Side, _ right: SchemaLocation) -> Bool {
        if leftSide == rightSide, left == right { return true }
        var assumed: Set<Pair> = []
        return areEqual(
            leftSide == .writer ? writer : reader, left, rightSide == .writer ? writer : reader, right, &assumed)
    }

    /// Whether the whole of both sides is the same text, annotations aside; that makes `$dynamicRef` the same, too.
    var areWhollyEqual: Bool {
        let left = writer.loaded.filter { $0.key != writer.rootURI }.mapValues(stripped)
        let right = reader.loaded.filter { $0.key != reader.rootURI }.mapValues(stripped)
        guard let leftRoot = writer.loaded[writer.rootURI], let rightRoot = reader.loaded[reader.rootURI] else { return false }
        guard left == right, stripped(leftRoot) == stripped(rightRoot) else { return false }
        return ([leftRoot] + writer.loaded.values).allSatisfy(isSelfContained)
    }

    private func areEqual(
        _ leftDocuments: SchemaDocuments, _ left: SchemaLocation, _ rightDocuments: SchemaDocuments,
        _ right: SchemaLocation, _ assumed: inout Set<Pair>
    ) -> Bool {
        guard assumed.insert(Pair(left: left, right: right)).inserted else { return true }
        guard let leftSchema = leftDocuments[left], let rightSchema = rightDocuments[right] else { return false }
        guard let leftMembers = leftSchema.objectValue, let rightMembers = rightSchema.objectValue else {
            return leftSchema == rightSchema
        }
        let keywords = leftMembers.names.filter { !vocabulary.isAnnotation($0) }
        guard Set(keywords.map(Name.init)) == Set(rightMembers.names.filter { !vocabulary.isAnnotation($0) }.map(Name.init))
        else { return false }
        for keyword in keywords {
            guard let leftValue = leftMembers[keyword], let rightValue = rightMembers[keyword] else { return false }
            let isEqual: Bool
            switch keyword {
            case "$dynamicRef", "$recursiveRef": return false
            case "$ref":
                guard let leftText = leftValue.stringValue, let rightText = rightValue.stringValue,
                    let leftTarget = leftDocuments.resolve(leftText, from: left),
                    let rightTarget = rightDocuments.resolve(rightText, from: right)
                else { return false }
                isEqual = areEqual(leftDocuments, leftTarget, rightDocuments, rightTarget, &assumed)
            default:
                let leftInside = Subschemas.of(.object(JSONObject([(keyword, leftValue)])), at: left).map(\.1)
                guard !leftInside.isEmpty else {
                    isEqual = leftValue == rightValue
                    break
                }
                let rightInside = Subschemas.of(.object(JSONObject([(keyword, rightValue)])), at: right).map(\.1)
                guard leftInside.count == rightInside.count else { return false }
                isEqual = leftInside.allSatisfy { place in
                    let tokens = place.pointer.tokens.dropFirst(left.pointer.tokens.count)
                    let other = SchemaLocation(
                        document: right.document, pointer: JSONPointer(tokens: right.pointer.tokens + tokens))
                    return areEqual(leftDocuments, place, rightDocuments, other, &assumed)
                }
            }
            guard isEqual else { return false }
        }
        return true
    }

    private func stripped(_ schema: JSONValue) -> JSONValue {
        guard let members = schema.objectValue else { return schema }
        return .object(
            JSONObject(
                members.compactMap { keyword, value -> (String, JSONValue)? in
                    let isNaming = ["$id", "$anchor", "$dynamicAnchor", "$defs", "definitions"].contains(keyword)
                    if vocabulary.isAnnotation(keyword), !isNaming { return nil }
                    if Subschemas.single.contains(keyword) { return (keyword, stripped(value)) }
                    if Subschemas.lists.contains(keyword), let list = value.arrayValue {
                        return (keyword, .array(list.map(stripped)))
                    }
                    if Subschemas.maps.contains(keyword), let object = value.objectValue {
                        return (keyword, .object(JSONObject(object.map { ($0.name, stripped($0.value)) })))
                    }
                    return (keyword, value)
                }))
    }

    /// Whether no `$dynamicRef` leads to a document that may not have been loaded.
    private func isSelfContained(_ schema: JSONValue) -> Bool {
        if let target = schema["$dynamicRef"]?.stringValue, !target.hasPrefix("#") { return false }
        let nowhere = SchemaLocation(document: "", pointer: JSONPointer())
        return Subschemas.of(schema, at: nowhere).allSatisfy { isSelfContained($0.0) }
    }
}
