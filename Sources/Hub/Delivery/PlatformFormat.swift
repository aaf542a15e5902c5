import JSON

/// The message that an upper platform takes: what to do, with which record, and its columns in the standard's names.
enum PlatformFormat {
    /// Writes one change.
    ///
    /// - parameter change: a message of the outbox.
    /// - parameter title: the Chinese name of the record, by which the platform knows the resource.
    /// - parameter dateFields: columns whose dates are written `YYYY/MM/DD`.
    static func write(_ change: JSONView, title: String, dateFields: Set<String>, to writer: inout JSONWriter) {
        writer.reset()
        writer.beginObject()
        writer.member("resource", title)
        for name in ["operation", "record", "revision", "party"] {
            guard let value = change.member(name) else { continue }
            writer.name(name)
            writer.value(value)
        }
        if let content = change.member("content") {
            writer.name("data")
            writer.beginObject()
            for member in content.members {
                member.name.withUTF8 { writer.name(utf8: $0) }
                if member.value.kind == .string, !dateFields.isEmpty, dateFields.contains(member.name.string) {
                    writer.string(member.value.string.replacing("-", with: "/"))
                } else {
                    writer.value(member.value)
                }
            }
            writer.endObject()
        }
        writer.endObject()
    }
}
