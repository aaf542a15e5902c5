import JSON

/// How the changelog holds a case.
extension StateCodec {
    static func write(_ held: CaseState, to writer: inout JSONWriter) {
        writer.member("kind", held.kind.rawValue)
        writer.member("case", held.caseID)
        writer.member("record", held.recordID.description)
        writer.member("status", held.status.rawValue)
        if let finding = held.finding { writer.member("finding", finding.rawValue) }
        writer.member("party", held.party)
        writer.member("event", held.event)
        writer.member("origin", held.origin.description)
        writer.member("contract", held.contract)
        writer.member("hash", held.contentHash.description)
        writer.member("opened", held.openedAt.milliseconds)
        writer.member("at", held.changedAt.milliseconds)
        writer.member("version", held.version)
        if !held.commands.isEmpty {
            writer.name("commands")
            writer.beginArray()
            for command in held.commands { writer.number(Int64(bitPattern: command)) }
            writer.endArray()
        }
        if let due = held.due {
            writer.name("due")
            writer.beginObject()
            writer.member("day", due.day.days)
            if due.isProvisional { writer.member("provisional", true) }
            writer.member("calendar", due.calendar)
            writer.member("since", due.since.days)
            if due.isExtended { writer.member("extended", true) }
            if let alarm = due.alarm { writer.member("alarm", alarm.rawValue) }
            if let at = due.alarmAt { writer.member("alarmAt", at.milliseconds) }
            writer.endObject()
        }
        if !held.awaited.isEmpty {
            writer.name("awaited")
            writer.beginArray()
            for awaited in held.awaited {
                writer.beginArray()
                writer.string(awaited.feed)
                writer.number(awaited.number)
                writer.endArray()
            }
            writer.endArray()
        }
        if held.isReopened { writer.member("reopened", true) }
        if let other = held.mergedInto { writer.member("into", other.description) }
        if let day = held.effectiveFrom { writer.member("effective", day.days) }
        if !held.corrections.isEmpty {
            writer.name("corrections")
            writer.beginArray()
            for correction in held.corrections {
                writer.beginArray()
                writer.string(correction.field)
                writer.number(Int64(bitPattern: correction.value))
                writer.endArray()
            }
            writer.endArray()
        }
    }

    /// - throws: ``Unreadable``
    static func disputeCase(_ view: JSONView) throws -> CaseState {
        guard let record = Identifier128(try string(view, "record")), let hash = Identifier128(try string(view, "hash")),
            let status = CaseState.Status(rawValue: try string(view, "status")), let origin = Origin(try string(view, "origin")),
            let at = int(view, "at")
        else { throw Unreadable(reason: "incomplete case state") }
        // Older versions knew disputes by the first version of their contract only.
        if (int(view, "v") ?? version) >= 4 {
            _ = try string(view, "kind")
            _ = try string(view, "contract")
            guard int(view, "opened") != nil, int(view, "version") != nil else { throw Unreadable(reason: "incomplete case state") }
        }
        return CaseState(
            kind: try word(view, "kind") { CaseKind(rawValue: $0) } ?? .dispute, caseID: try string(view, "case"), recordID: record,
            status: status, finding: try word(view, "finding") { CaseState.Finding(rawValue: $0) }, party: try string(view, "party"),
            event: try string(view, "event"), origin: origin, contract: try word(view, "contract") { $0 } ?? CaseState.firstVersion,
            contentHash: hash,
            openedAt: try whole(view, "opened").map { Timestamp(milliseconds: Int64($0)) },
            changedAt: Timestamp(milliseconds: Int64(at)), version: try whole(view, "version") ?? 1, commands: try commands(view),
            due: try view.member("due").map(due), awaited: try awaited(view),
            isReopened: try optional(view, "reopened", \.boolValue) ?? false,
            mergedInto: try word(view, "into") { Identifier128($0) },
            effectiveFrom: try view.member("effective").map(known), corrections: try corrections(view))
    }

    private static func due(_ view: JSONView) throws -> CaseDue {
        guard let day = view.member("day"), let since = view.member("since") else { throw Unreadable(reason: "incomplete deadline") }
        let alarm = try word(view, "alarm") { CaseDue.Alarm(rawValue: $0) }
        let at = try whole(view, "alarmAt").map { Timestamp(milliseconds: Int64($0)) }
        guard (alarm == nil) == (at == nil) else { throw Unreadable(reason: "an alarm without its moment") }
        return CaseDue(
            day: try known(day), isProvisional: try optional(view, "provisional", \.boolValue) ?? false, calendar: try string(view, "calendar"),
            since: try known(since), isExtended: try optional(view, "extended", \.boolValue) ?? false, alarm: alarm, alarmAt: at)
    }

    private static func commands(_ view: JSONView) throws -> [UInt64] {
        guard let listed = view.member("commands") else { return [] }
        return try listed.elements.map { element in
            guard let number = element.intValue else { throw Unreadable(reason: "a command that is no number") }
            return UInt64(bitPattern: Int64(number))
        }
    }

    private static func awaited(_ view: JSONView) throws -> [CaseState.Awaited] {
        guard let listed = view.member("awaited") else { return [] }
        return try listed.elements.map { element in
            let pair = Array(element.elements)
            guard pair.count == 2, pair[0].kind == .string, let number = pair[1].intValue else {
                throw Unreadable(reason: "a place that is awaited wrongly")
            }
            return CaseState.Awaited(feed: pair[0].string, number: Int64(number))
        }
    }

    private static func corrections(_ view: JSONView) throws -> [FieldCorrection] {
        guard let listed = view.member("corrections") else { return [] }
        return try listed.elements.map { element in
            let pair = Array(element.elements)
            guard pair.count == 2, pair[0].kind == .string, let hash = pair[1].intValue else {
                throw Unreadable(reason: "a field that is corrected wrongly")
            }
            return FieldCorrection(field: pair[0].string, value: UInt64(bitPattern: Int64(hash)))
        }
    }

    private static func known(_ view: JSONView) throws -> CivilDate {
        guard let day = day(view) else { throw Unreadable(reason: "no such day") }
        return day
    }

    private static func whole(_ view: JSONView, _ name: StaticString) throws -> Int? {
        guard let member = view.member(name) else { return nil }
        guard let number = member.intValue else { throw Unreadable(reason: "no number in \(name)") }
        return number
    }

    /// A member of a few known words; nil if it is missing.
    private static func word<T>(_ view: JSONView, _ name: StaticString, _ read: (String) -> T?) throws -> T? {
        guard view.member(name) != nil else { return nil }
        guard let value = read(try string(view, name)) else { throw Unreadable(reason: "unknown \(name)") }
        return value
    }
}
