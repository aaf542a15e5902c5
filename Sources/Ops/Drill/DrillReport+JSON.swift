import Credit
import JSON

extension DrillReport {
    /// The summary for programs: one JSON object.
    public var json: String {
        var writer = JSONWriter(capacity: 4096)
        writer.beginObject()
        writer.member("passed", isGood)
        writer.member("seed", Int(seed))
        writer.member("processes", processes)
        writer.member("milliseconds", Int(seconds * 1000))
        writer.name("events")
        writer.beginObject()
        writer.member("published", events)
        writer.member("answered", answers)
        writer.member("accepted", accepted)
        writer.member("rejected", rejected)
        writer.member("duplicate", repeated)
        writer.member("atPlatform", atPlatform)
        writer.member("listChanges", listChanges)
        writer.member("auditEntries", auditEntries)
        writer.endObject()
        writer.name("kills")
        writer.beginObject()
        writer.member("planned", plannedKills)
        writer.member("done", kills.count)
        writer.member("atRandom", killsFromOutside)
        writer.name("atPoints")
        writer.beginObject()
        for hit in hits where hit.count > 0 {
            writer.name("\(hit.stage):\(hit.point)")
            writer.number(hit.count)
        }
        writer.endObject()
        writer.name("notReached")
        writer.beginArray()
        for point in notReached { writer.string(point) }
        writer.endArray()
        write(recoveries, "recoveryMilliseconds", &writer)
        writer.endObject()
        writer.name("moves")
        writer.beginObject()
        writer.member("planned", plannedMoves)
        writer.member("joins", moves.count(where: \.isJoin))
        writer.member("leaves", moves.count { !$0.isJoin })
        write(handOvers, "handOverMilliseconds", &writer)
        writer.endObject()
        for sort in Finding.Sort.allCases {
            let found = findings(sort)
            writer.name(sort.rawValue)
            writer.beginObject()
            writer.member("count", found.count)
            writer.name("examples")
            writer.beginArray()
            for finding in found.prefix(Self.mostExamples) {
                writer.beginObject()
                writer.member("kind", finding.kind.rawValue)
                writer.member("subject", finding.subject)
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
        }
        if let stall { writer.member("stall", stall.reason.en) }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func write(_ values: Percentiles, _ name: String, _ writer: inout JSONWriter) {
        guard let middle = values.value(0.5), let most = values.value(1) else { return }
        writer.name(name)
        writer.beginObject()
        writer.member("p50", Int(middle))
        writer.member("max", Int(most))
        writer.member("count", values.count)
        writer.endObject()
    }
}
