import JSON

/// Makes the values of views out of an entry.
struct Projection {
    private let entry: EntryState
    private let id: Identifier128

    init(_ id: Identifier128, _ entry: EntryState) {
        self.id = id
        self.entry = entry
    }

    /// The entry's value for each filter; nil where it does not belong into the view.
    func values(_ filters: [Subscription.Filter]) -> [[UInt8]?] {
        let parser = JSONParser()
        return withExtendedLifetime(parser) {
            entry.content.withUnsafeBytes { bytes in
                guard let content = try? parser.parse(bytes) else { return filters.map { _ in nil } }
                return filters.map { value($0, content) }
            }
        }
    }

    private func value(_ filter: Subscription.Filter, _ content: JSONView) -> [UInt8]? {
        guard let part = part(filter), !part.exceptions.contains(where: { isExcepted($0, content) }) else { return nil }
        var writer = JSONWriter(capacity: 256 + entry.content.count)
        writer.beginObject()
        writer.member("entry", id.description)
        writer.member("contract", entry.contract)
        if let list = entry.list { writer.member("list", list) }
        writer.member("subject", entry.subjectKey)
        writer.member("subjectKind", entry.subjectKind.rawValue)
        writer.member("disputed", entry.isDisputed)
        writer.member("suspended", entry.isSuspended)
        writer.member("revision", entry.revision)
        writer.name("content")
        writer.beginObject()
        for field in part.fields {
            guard let value = content.member(field.name) else { continue }
            writer.name(field.name)
            if let mask = entry.subjectKind == .person ? field.personMask : field.otherMask {
                writer.string(value.kind == .string ? mask.apply(value.string) : "***")
            } else {
                writer.value(value)
            }
        }
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }

    /// What the filter takes of this entry's contract; nil if it does not take the entry.
    private func part(_ filter: Subscription.Filter) -> Subscription.Part? {
        guard !entry.isRepaired, filter.subjectKinds.contains(entry.subjectKind), !(entry.isDisputed && filter.disputes == .hold),
            !(entry.isSuspended && filter.suspensions == .hold)
        else { return nil }
        if let regions = filter.regions {
            guard let region = entry.region, regions.contains(where: { region.hasPrefix($0) }) else { return nil }
        }
        let name = entry.contractName
        return filter.parts.first { part in
            guard part.contract == name else { return false }
            guard let lists = part.lists else { return true }
            return entry.list.map { lists.contains($0) } ?? false
        }
    }

    private func isExcepted(_ exception: Subscription.Exception, _ content: JSONView) -> Bool {
        guard let text = content.member(exception.field), text.kind == .string else { return false }
        let items = text.string.split { $0 == ";" || $0 == "；" }
        return !items.isEmpty && items.allSatisfy { item in exception.values.contains { $0 == item } }
    }
}

extension Subscription.Filter {
    /// What views of this filter show of an entry; nil where it does not belong into them.
    public func value(of entry: EntryState, _ id: Identifier128) -> [UInt8]? {
        Projection(id, entry).values([self])[0]
    }

    /// Whether an entry belongs into the views of this filter.
    public func takes(_ entry: EntryState) -> Bool {
        value(of: entry, Identifier128(high: 0, low: 0)) != nil
    }
}
