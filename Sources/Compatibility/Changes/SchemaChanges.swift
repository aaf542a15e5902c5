import JSON

/// Lists the differences between two versions of a schema.
public struct SchemaChanges {
    private let old: SchemaDocuments
    private let new: SchemaDocuments
    private let texts: SchemaTexts
    private let vocabulary: CompatibilityVocabulary
    private var changes: [SchemaChange] = []
    private var compared: Set<Pair> = []

    private struct Pair: Hashable {
        var old: SchemaLocation
        var new: SchemaLocation
    }

    /// All differences, in the order of the new schema; fields that are gone come after those that are there.
    public static func between(
        _ old: VersionedSchema, _ new: VersionedSchema, vocabulary: CompatibilityVocabulary = CompatibilityVocabulary()
    ) -> [SchemaChange] {
        let oldDocuments = SchemaDocuments(old)
        let newDocuments = SchemaDocuments(new)
        var finder = SchemaChanges(
            old: oldDocuments, new: newDocuments,
            texts: SchemaTexts(writer: oldDocuments, reader: newDocuments, vocabulary: vocabulary), vocabulary: vocabulary)
        finder.compare(
            SchemaLocation(document: oldDocuments.rootURI, pointer: JSONPointer()),
            SchemaLocation(document: newDocuments.rootURI, pointer: JSONPointer()), field: "")
        return finder.changes
    }

    private init(old: SchemaDocuments, new: SchemaDocuments, texts: SchemaTexts, vocabulary: CompatibilityVocabulary) {
        self.old = old
        self.new = new
        self.texts = texts
        self.vocabulary = vocabulary
    }

    // MARK: - Schemas

    private mutating func compare(_ oldPlace: SchemaLocation, _ newPlace: SchemaLocation, field: String) {
        guard compared.insert(Pair(old: oldPlace, new: newPlace)).inserted else { return }
        let before = FlatSchema(oldPlace, in: old)
        let after = FlatSchema(newPlace, in: new)
        let homes = Pair(old: before.home, new: after.home)
        if homes != Pair(old: oldPlace, new: newPlace), !compared.insert(homes).inserted {
            // Told already where the schemas referred to were met first; only what stands beside the references is new.
            compareTexts(before, after, field, [("x-mask", .maskChanged), ("x-disclosure", .disclosureChanged)])
            return
        }
        guard before.verdict == after.verdict else {
            add(.ruleChanged, newPlace, field, SchemaChangeText.replaced(field))
            return
        }
        compareLimits(before, after, field)
        compareValues(before, after, field)
        compareTexts(before, after, field)
        compareRequired(before, after, field)
        compareProperties(before, after, field)
        compareRules(before, after, field)
        for (keyword, step) in [("items", "*"), ("additionalProperties", "*"), ("propertyNames", "*"), ("contains", "*")] {
            compareInner(before, after, keyword, field: field + "/" + step)
        }
    }

    private mutating func add(_ kind: SchemaChange.Kind, _ place: SchemaLocation, _ field: String, _ text: CompatibilityText) {
        changes.append(
            SchemaChange(kind: kind, pointer: place.pointer, document: place.document, field: field, text: text))
    }

    // MARK: - Keywords

    private mutating func compareLimits(_ before: FlatSchema, _ after: FlatSchema, _ field: String) {
        for limit in SchemaLimit.all {
            let oldBound = before[limit.keyword]?.value.numberValue
            let newBound = after[limit.keyword]?.value.numberValue
            guard oldBound != newBound, let place = (after[limit.keyword] ?? before[limit.keyword])?.place else { continue }
            let isNarrower: Bool
            switch (oldBound, newBound) {
            case (nil, _): isNarrower = true
            case (_, nil): isNarrower = false
            case (let oldBound?, let newBound?):
                isNarrower =
                    switch limit.side {
                    case .least: newBound > oldBound
                    case .most: newBound < oldBound
                    case .step: !oldBound.isMultiple(of: newBound)
                    }
            }
            add(
                isNarrower ? .limitNarrowed : .limitWidened, place, field,
                SchemaChangeText.limit(field, limit.keyword, oldBound, newBound, isNarrower: isNarrower))
        }
        let oldUnique = before["uniqueItems"]?.value.boolValue ?? false
        let newUnique = after["uniqueItems"]?.value.boolValue ?? false
        if oldUnique != newUnique, let place = (after["uniqueItems"] ?? before["uniqueItems"])?.place {
            add(newUnique ? .limitNarrowed : .limitWidened, place, field, SchemaChangeText.unique(field, newUnique))
        }
    }

    private mutating func compareValues(_ before: FlatSchema, _ after: FlatSchema, _ field: String) {
        guard before.values != nil || after.values != nil else { return }
        let place = (after["enum"] ?? after["const"] ?? before["enum"] ?? before["const"])?.place
        guard let place else { return }
        guard let oldValues = before.values, let newValues = after.values else {
            let isNew = before.values == nil
            let values = (isNew ? after.values : before.values) ?? []
            add(isNew ? .limitNarrowed : .limitWidened, place, field, SchemaChangeText.enumeration(field, values, isNew: isNew))
            return
        }
        let added = newValues.filter { !oldValues.contains($0) }
        let removed = oldValues.filter { !newValues.contains($0) }
        if !added.isEmpty { add(.valuesAdded, place, field, SchemaChangeText.values(field, added, areAdded: true)) }
        if !removed.isEmpty { add(.valuesRemoved, place, field, SchemaChangeText.values(field, removed, areAdded: false)) }
    }

    private static let texts: [(String, SchemaChange.Kind)] = [
        ("type", .typeChanged), ("pattern", .patternChanged), ("format", .formatChanged), ("x-mask", .maskChanged),
        ("x-disclosure", .disclosureChanged),
    ]

    private mutating func compareTexts(
        _ before: FlatSchema, _ after: FlatSchema, _ field: String,
        _ kinds: [(String, SchemaChange.Kind)] = SchemaChanges.texts
    ) {
        for (keyword, kind) in kinds {
            let oldValue = before[keyword]?.value
            let newValue = after[keyword]?.value
            let isEqual =
                keyword == "type" ? FlatSchema.types(oldValue) == FlatSchema.types(newValue) : oldValue == newValue
            guard !isEqual, let place = (after[keyword] ?? before[keyword])?.place else { continue }
            add(kind, place, field, SchemaChangeText.changed(field, keyword, oldValue, newValue))
        }
    }

    private mutating func compareRequired(_ before: FlatSchema, _ after: FlatSchema, _ field: String) {
        for (name, place) in after.required where before.required[name] == nil {
            let isNewField = before.properties[name] == nil
            add(
                .nowRequired, place, field + "/" + JSONPointer.escape(name.text),
                SchemaChangeText.required(name.text, isRequired: true, isNewField: isNewField))
        }
        for (name, place) in before.required where after.required[name] == nil && after.properties[name] != nil {
            add(
                .noLongerRequired, place, field + "/" + JSONPointer.escape(name.text),
                SchemaChangeText.required(name.text, isRequired: false, isNewField: false))
        }
    }

    private mutating func compareProperties(_ before: FlatSchema, _ after: FlatSchema, _ field: String) {
        for name in after.propertyOrder {
            guard let place = after.properties[name] else { continue }
            let inner = field + "/" + JSONPointer.escape(name.text)
            if let oldPlace = before.properties[name] {
                compare(oldPlace, place, field: inner)
            } else {
                add(.fieldAdded, place, inner, SchemaChangeText.field(name.text, title(place, new), isAdded: true))
            }
        }
        for name in before.propertyOrder where after.properties[name] == nil {
            guard let place = before.properties[name] else { continue }
            add(
                .fieldRemoved, place, field + "/" + JSONPointer.escape(name.text),
                SchemaChangeText.field(name.text, title(place, old), isAdded: false))
        }
    }

    private func title(_ place: SchemaLocation, _ documents: SchemaDocuments) -> String? {
        FlatSchema(place, in: documents)["title"]?.value.stringValue
    }

    private mutating func compareInner(_ before: FlatSchema, _ after: FlatSchema, _ keyword: String, field: String) {
        let oldPlace = before[keyword]?.place
        let newPlace = after[keyword]?.place
        let kind: SchemaChange.Kind = keyword == "additionalProperties" ? .contentModelChanged : .ruleChanged
        switch (oldPlace, newPlace) {
        case (let oldPlace?, let newPlace?):
            let isVerdict = before[keyword]?.value.boolValue != nil || after[keyword]?.value.boolValue != nil
            if !isVerdict {
                compare(oldPlace, newPlace, field: field)
            } else if before[keyword]?.value != after[keyword]?.value {
                add(
                    kind, newPlace, field, SchemaChangeText.changed(field, keyword, before[keyword]?.value, after[keyword]?.value)
                )
            }
        case (let place?, nil), (nil, let place?):
            // `true` says what its absence says.
            if (before[keyword] ?? after[keyword])?.value.boolValue == true { return }
            add(kind, place, field, SchemaChangeText.changed(field, keyword, before[keyword]?.value, after[keyword]?.value))
        case (nil, nil): break
        }
    }

    private mutating func compareRules(_ before: FlatSchema, _ after: FlatSchema, _ field: String) {
        for place in after.rules where !before.rules.contains(where: { texts.areEqual(.writer, $0, .reader, place) }) {
            add(.ruleAdded, place, field, SchemaChangeText.rule(field, "allOf", isAdded: true))
        }
        for place in before.rules where !after.rules.contains(where: { texts.areEqual(.writer, place, .reader, $0) }) {
            add(.ruleRemoved, place, field, SchemaChangeText.rule(field, "allOf", isAdded: false))
        }
        for keyword in Set(before.members.keys).union(after.members.keys).sorted() {
            guard !FlatSchema.comparedElsewhere.contains(keyword.text), !vocabulary.isAnnotation(keyword.text) else { continue }
            let oldMember = before[keyword.text]
            let newMember = after[keyword.text]
            guard oldMember?.value.withoutTextsInLists != newMember?.value.withoutTextsInLists,
                let place = (newMember ?? oldMember)?.place
            else { continue }
            let kind: SchemaChange.Kind = oldMember == nil ? .ruleAdded : newMember == nil ? .ruleRemoved : .ruleChanged
            let text =
                kind == .ruleChanged
                ? SchemaChangeText.changed(field, keyword.text, nil, nil)
                : SchemaChangeText.rule(field, keyword.text, isAdded: kind == .ruleAdded)
            add(kind, place, field, text)
        }
    }
}

extension JSONValue {
    /// The value without the texts for people in it and in its elements.
    fileprivate var withoutTextsInLists: JSONValue {
        guard case .array(let elements) = self else { return withoutTexts }
        return .array(elements.map(\.withoutTexts))
    }
}
