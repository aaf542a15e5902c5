import Credit
import JSON

/// What a party is told of a subject: what its own view shows of it, and as of when.
struct ListAnswer {
    let subject: String
    let partition: Int32
    let sequence: Int64
    let time: Timestamp
    /// The values of its view, as its topic has them.
    let values: [[UInt8]]

    /// Fields of the content that name the legal basis, of which an entry has one at most: 认定依据.
    private static let basisFields: [StaticString] = ["RDYJ", "basis"]

    var json: [UInt8] {
        var writer = JSONWriter(capacity: 256 + values.reduce(0) { $0 + $1.count + 256 })
        writer.beginObject()
        writer.member("subject", subject)
        writer.member("listed", !values.isEmpty)
        writer.name("entries")
        writer.beginArray()
        for value in values { Self.write(value, to: &writer) }
        writer.endArray()
        writer.name("asOf")
        writer.beginObject()
        writer.member("partition", Int(partition))
        writer.member("sequence", sequence)
        writer.member("time", time.description)
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }

    /// An entry with its legal basis in a place that does not depend on the contract.
    private static func write(_ value: [UInt8], to writer: inout JSONWriter) {
        let parser = JSONParser()
        withExtendedLifetime(parser) {
            value.withUnsafeBytes { bytes in
                guard let view = try? parser.parse(bytes) else { return }
                writer.beginObject()
                for member in view.members {
                    writer.name(member.name)
                    writer.value(member.value)
                }
                if let content = view.member("content"), let basis = basisFields.lazy.compactMap({ content.member($0) }).first {
                    writer.name("basis")
                    writer.value(basis)
                }
                writer.endObject()
            }
        }
    }
}
