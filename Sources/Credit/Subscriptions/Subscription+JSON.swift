import JSON

/// A subscription as JSON: in the changelog and in the command that brings it.
extension Subscription {
    /// Writes its members into an object that is begun.
    public func write(to writer: inout JSONWriter) {
        writer.member("party", party)
        if let confirmationHours { writer.member("confirmationHours", confirmationHours) }
        writer.name("subjectKinds")
        writer.strings(filter.subjectKinds.map(\.rawValue).sorted())
        if let regions = filter.regions {
            writer.name("regions")
            writer.strings(regions)
        }
        writer.member("disputes", filter.disputes.rawValue)
        writer.member("suspensions", filter.suspensions.rawValue)
        writer.name("parts")
        writer.beginArray()
        for part in filter.parts { part.write(to: &writer) }
        writer.endArray()
    }

    /// Reads what ``write(to:)`` writes; nil for anything else.
    public init?(_ view: JSONView) {
        guard let party = view.member("party"), party.kind == .string, let kinds = view.member("subjectKinds")?.strings,
            let disputes = view.member("disputes").flatMap({ Handling(rawValue: $0.string) }),
            let suspensions = view.member("suspensions").flatMap({ Handling(rawValue: $0.string) }),
            let listed = view.member("parts"), listed.kind == .array
        else { return nil }
        var parts: [Part] = []
        for element in listed.elements {
            guard let part = Part(element) else { return nil }
            parts.append(part)
        }
        let subjectKinds = kinds.compactMap { SubjectKind(rawValue: $0) }
        guard subjectKinds.count == kinds.count, let regions = view.optional("regions", \.strings),
            let confirmationHours = view.optional("confirmationHours", \.intValue)
        else { return nil }
        self.init(
            party: party.string,
            filter: Filter(
                parts: parts, subjectKinds: Set(subjectKinds), regions: regions, disputes: disputes, suspensions: suspensions),
            confirmationHours: confirmationHours)
    }
}

extension Subscription.Part {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("contract", contract)
        if let lists {
            writer.name("lists")
            writer.strings(lists.sorted())
        }
        writer.name("fields")
        writer.beginArray()
        for field in fields {
            writer.beginObject()
            writer.member("name", field.name)
            writer.member("personMask", field.personMask)
            writer.member("otherMask", field.otherMask)
            writer.endObject()
        }
        writer.endArray()
        if !exceptions.isEmpty {
            writer.name("exceptions")
            writer.beginArray()
            for exception in exceptions {
                writer.beginObject()
                writer.member("field", exception.field)
                writer.name("values")
                writer.strings(exception.values)
                writer.endObject()
            }
            writer.endArray()
        }
        writer.endObject()
    }

    fileprivate init?(_ view: JSONView) {
        guard let contract = view.member("contract"), contract.kind == .string, let listed = view.member("fields"), listed.kind == .array
        else { return nil }
        var fields: [Subscription.Field] = []
        for element in listed.elements {
            guard let name = element.member("name"), name.kind == .string, let personMask = element.optional("personMask", Mask.init),
                let otherMask = element.optional("otherMask", Mask.init)
            else { return nil }
            fields.append(Subscription.Field(name.string, personMask: personMask, otherMask: otherMask))
        }
        var exceptions: [Subscription.Exception] = []
        if let listed = view.member("exceptions") {
            guard listed.kind == .array else { return nil }
            for element in listed.elements {
                guard let field = element.member("field"), field.kind == .string, let values = element.member("values")?.strings
                else { return nil }
                exceptions.append(Subscription.Exception(field: field.string, values: values))
            }
        }
        guard let lists = view.optional("lists", \.strings) else { return nil }
        self.init(contract: contract.string, lists: lists.map { Set($0) }, fields: fields, exceptions: exceptions)
    }
}

extension Mask {
    /// Reads `[head, tail]`; nil for anything else.
    fileprivate init?(_ view: JSONView) {
        guard view.kind == .array, view.count == 2 else { return nil }
        var numbers = view.elements
        guard let head = numbers.next()?.intValue, let tail = numbers.next()?.intValue else { return nil }
        self.init(head: head, tail: tail)
    }
}

extension JSONView {
    /// A member that may be missing.
    ///
    /// - returns: nil for one that is there and is not what it should be: taken for a missing one, it would show more than may be shown.
    fileprivate func optional<T>(_ name: StaticString, _ read: (JSONView) -> T?) -> T?? {
        guard let member = member(name) else { return .some(nil) }
        return read(member).map { .some($0) }
    }

    /// The texts of an array; nil for anything else.
    fileprivate var strings: [String]? {
        guard kind == .array else { return nil }
        var texts: [String] = []
        for element in elements {
            guard element.kind == .string else { return nil }
            texts.append(element.string)
        }
        return texts
    }
}

extension JSONWriter {
    fileprivate mutating func strings(_ texts: [String]) {
        beginArray()
        for text in texts { string(text) }
        endArray()
    }

    fileprivate mutating func member(_ name: StaticString, _ mask: Mask?) {
        guard let mask else { return }
        self.name(name)
        beginArray()
        number(mask.head)
        number(mask.tail)
        endArray()
    }
}

extension StateCodec {
    static func write(_ subscription: Subscription, to writer: inout JSONWriter) {
        subscription.write(to: &writer)
    }

    static func subscription(_ view: JSONView) throws -> Subscription {
        guard let subscription = Subscription(view) else { throw Unreadable(reason: "incomplete subscription") }
        return subscription
    }
}
