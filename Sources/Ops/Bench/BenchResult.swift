import JSON

/// One figure of a bench, beside what was run in the same minutes on the same machine.
public struct BenchResult: Sendable {
    /// What was measured.
    public let name: String
    /// The median of the runs.
    public let value: Double
    public let unit: String
    /// The median of the comparison's runs, in the same unit.
    public let baseline: Double
    /// What the comparison is.
    public let baselineName: String
    /// Further figures by name.
    public let details: [(name: String, value: Double)]

    /// Value by baseline: what a machine's noise leaves standing.
    public var ratio: Double { baseline > 0 ? value / baseline : 0 }

    /// One JSON object.
    public var json: String {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        writer.member("name", name)
        writer.name("value")
        writer.rounded(value)
        writer.member("unit", unit)
        writer.name("ratio")
        writer.rounded(ratio)
        writer.name("baseline")
        writer.rounded(baseline)
        writer.member("baselineName", baselineName)
        for (name, value) in details {
            writer.name(name)
            writer.rounded(value)
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension JSONWriter {
    /// Writes a figure with three digits behind the point.
    mutating func rounded(_ value: Double) {
        let rounded = (value * 1000).rounded() / 1000
        number(ExactDecimal(String(rounded)) ?? 0)
    }
}
