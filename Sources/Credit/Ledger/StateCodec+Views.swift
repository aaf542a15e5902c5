import JSON

/// What the changelog holds of entries, views and what comes back of them.
extension StateCodec {
    // MARK: Entries

    static func write(_ entry: EntryState, to writer: inout JSONWriter) {
        begin(&writer)
        writer.member("contract", entry.contract)
        if let list = entry.list { writer.member("list", list) }
        writer.member("party", entry.party)
        writer.member("subject", entry.subjectKey)
        writer.member("kind", entry.subjectKind.rawValue)
        if let region = entry.sourceRegion { writer.member("region", region) }
        writer.member("revision", entry.revision)
        if entry.isDisputed { writer.member("disputed", true) }
        if entry.isSuspended { writer.member("suspended", true) }
        if entry.isRepaired { writer.member("repaired", true) }
        writer.name("content")
        entry.content.withUnsafeBytes { writer.raw($0) }
        writer.endObject()
    }

    static func entry(_ view: JSONView) throws -> EntryState {
        guard let kind = SubjectKind(rawValue: try string(view, "kind")), let content = view.member("content"),
            content.kind == .object
        else { throw Unreadable(reason: "incomplete entry state") }
        let (list, subject) = (try optional(view, "list") { $0.kind == .string ? $0.string : nil }, try string(view, "subject"))
        // Older versions left to the record what stands in it, and to nobody else.
        guard (int(view, "v") ?? 0) >= 3 else {
            return EntryState(
                contract: "", list: list, party: "", subjectKey: subject, subjectKind: kind, revision: 0, content: Array(content.rawBytes))
        }
        guard let revision = int(view, "revision") else { throw Unreadable(reason: "incomplete entry state") }
        return EntryState(
            contract: try string(view, "contract"), list: list, party: try string(view, "party"), subjectKey: subject, subjectKind: kind,
            sourceRegion: try optional(view, "region") { $0.kind == .string ? $0.string : nil }, revision: revision,
            isDisputed: try optional(view, "disputed", \.boolValue) ?? false,
            isSuspended: try optional(view, "suspended", \.boolValue) ?? false,
            isRepaired: try optional(view, "repaired", \.boolValue) ?? false,
            content: Array(content.rawBytes))
    }

    /// A member that may be missing; but what is there must be what it should be.
    static func optional<T>(_ view: JSONView, _ name: StaticString, _ read: (JSONView) -> T?) throws -> T? {
        guard let member = view.member(name) else { return nil }
        guard let value = read(member) else { throw Unreadable(reason: "nonsense in \(name)") }
        return value
    }

    // MARK: Feeds

    static func write(_ feed: FeedState, to writer: inout JSONWriter) {
        writer.member("number", feed.number)
        if feed.count != 0 { writer.member("count", feed.count) }
        if feed.digest != .empty { writer.member("digest", feed.digest.hex) }
        if feed.marker != 0 { writer.member("marker", feed.marker) }
        if feed.confirmed != 0 { writer.member("confirmed", feed.confirmed) }
    }

    static func feed(_ view: JSONView) throws -> FeedState {
        guard let number = int(view, "number") else { throw Unreadable(reason: "incomplete feed state") }
        var feed = FeedState(
            number: Int64(number), count: try optional(view, "count", \.intValue) ?? 0,
            marker: Int64(try optional(view, "marker", \.intValue) ?? 0),
            confirmed: Int64(try optional(view, "confirmed", \.intValue) ?? 0))
        if let digest = try optional(view, "digest", { $0.withUTF8 { ViewDigest(hex: $0) } }) { feed.digest = digest }
        return feed
    }

    // MARK: What comes back

    static func removal(_ view: JSONView) throws -> UnconfirmedRemoval {
        guard let entry = Identifier128(try string(view, "entry")) else { throw Unreadable(reason: "incomplete removal") }
        return UnconfirmedRemoval(
            entry: entry, source: try string(view, "source"),
            due: try optional(view, "due", \.intValue).map { Timestamp(milliseconds: Int64($0)) })
    }

    static func feedback(_ view: JSONView) throws -> FeedbackState {
        FeedbackState(
            list: try string(view, "list"), party: try string(view, "party"), hasActed: try optional(view, "acted", \.boolValue) ?? false)
    }

    static func tally(_ view: JSONView) throws -> Tally {
        guard let pushed = int(view, "pushed"), let responded = int(view, "responded"), let acted = int(view, "acted") else {
            throw Unreadable(reason: "incomplete tally")
        }
        return Tally(pushed: pushed, responded: responded, acted: acted)
    }

    // MARK: Full list files

    static func write(_ file: ListFileState, to writer: inout JSONWriter) {
        writer.member("party", file.key.party)
        writer.member("contract", file.key.contract)
        writer.member("list", file.key.list)
        writer.member("file", file.file)
        writer.member("started", file.startedAt.milliseconds)
        if file.isDone { writer.member("done", true) }
        if !file.taken.isEmpty { write(file.taken, to: &writer) }
        writer.name("parts")
        writer.beginArray()
        for (number, part) in file.parts.sorted(by: { $0.key < $1.key }) {
            writer.beginArray()
            writer.number(number)
            writer.number(part.count)
            writer.string(part.digest.hex)
            writer.bool(part.isFaulty)
            writer.endArray()
        }
        writer.endArray()
    }

    private static func write(_ files: [TakenListFile], to writer: inout JSONWriter) {
        writer.name("taken")
        writer.beginArray()
        for file in files {
            writer.beginObject()
            writer.member("file", file.file)
            writer.member("count", file.count)
            if let digest = file.digest { writer.member("digest", digest.hex) }
            writer.name("marks")
            writer.beginArray()
            for mark in file.marks { writer.number(Int(mark)) }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
    }

    private static func taken(_ view: JSONView) throws -> [TakenListFile] {
        guard view.kind == .array else { throw Unreadable(reason: "incomplete state of a list file") }
        var files: [TakenListFile] = []
        for element in view.elements {
            guard let count = int(element, "count"), let listed = element.member("marks"), listed.kind == .array else {
                throw Unreadable(reason: "incomplete state of a list file")
            }
            var marks: [UInt32] = []
            for mark in listed.elements {
                guard let mark = mark.intValue.flatMap({ UInt32(exactly: $0) }) else { throw Unreadable(reason: "nonsense in marks") }
                marks.append(mark)
            }
            files.append(
                TakenListFile(file: try string(element, "file"), count: count, digest: try optional(element, "digest", digest), marks: marks))
        }
        return files
    }

    static func listFile(_ view: JSONView) throws -> ListFileState {
        guard let started = int(view, "started"), let listed = view.member("parts"), listed.kind == .array else {
            throw Unreadable(reason: "incomplete state of a list file")
        }
        var parts: [Int: ListFileState.Part] = [:]
        for element in listed.elements {
            var fields = element.elements
            guard element.count == 4, let number = fields.next()?.intValue, let count = fields.next()?.intValue,
                let digest = fields.next().flatMap(digest), let isFaulty = fields.next()?.boolValue
            else { throw Unreadable(reason: "incomplete part of a list file") }
            parts[number] = ListFileState.Part(count: count, digest: digest, isFaulty: isFaulty)
        }
        return ListFileState(
            key: ListFileKey(party: try string(view, "party"), contract: try string(view, "contract"), list: try string(view, "list")),
            file: try string(view, "file"), parts: parts, startedAt: Timestamp(milliseconds: Int64(started)),
            isDone: try optional(view, "done", \.boolValue) ?? false, taken: try view.member("taken").map(taken) ?? [])
    }

    static func listFileEntries(_ view: JSONView) throws -> [UInt8] {
        guard let entries = view.member("entries"), entries.kind == .array else { throw Unreadable(reason: "a list file's part has no entries") }
        return Array(entries.rawBytes)
    }

    // MARK: Keys

    /// What stands before the first colon, and behind it.
    static func pair(_ bytes: UnsafeRawBufferPointer) throws -> (String, String) {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { throw Unreadable(reason: "no colon in a key of two parts") }
        return (
            String(decoding: bytes[..<colon], as: UTF8.self), String(decoding: bytes[(colon + 1)...], as: UTF8.self)
        )
    }
}
