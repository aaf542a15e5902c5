import Contracts
import Credit
import JSON

/// A code table for people: its values with their dates and meanings.
public struct CodeTableSheet: Sendable {
    public struct Entry: Sendable {
        public let value: String
        /// What it means, in Chinese, where the value does not say it itself.
        public let title: String?
        public let titleEn: String?
        public let from: String?
        public let to: String?
        public let json: JSONValue
    }

    public let name: String
    public let title: String
    public let source: String?
    public let certainty: String?
    /// Values that begin with this and go on are allowed too.
    public let otherPrefix: String?
    public let entries: [Entry]

    init(_ json: JSONValue) {
        name = json["name"]?.stringValue ?? ""
        title = json["title"]?.stringValue ?? name
        source = json["source"]?.stringValue
        certainty = json["certainty"]?.stringValue
        otherPrefix = json["otherPrefix"]?.stringValue
        entries = (json["entries"]?.arrayValue ?? []).map { row in
            Entry(
                value: row["value"]?.stringValue ?? "", title: row["title"]?.stringValue, titleEn: row["titleEn"]?.stringValue,
                from: row["from"]?.stringValue, to: row["to"]?.stringValue, json: row)
        }
    }

    /// Whether it is a table of lists, whose entries say who designates and how long.
    public var isOfLists: Bool { entries.contains { $0.json["designatedBy"] != nil } }

    /// The days between which a value holds.
    static func days(_ entry: Entry) -> Bilingual {
        switch (entry.from, entry.to) {
        case (let from?, let to?): Bilingual(zh: "\(from) 至 \(to)", en: "\(from) to \(to)")
        case (let from?, nil): Bilingual(zh: "\(from) 起", en: "from \(from)")
        case (nil, let to?): Bilingual(zh: "至 \(to)", en: "until \(to)")
        case (nil, nil): Bilingual(zh: "不限", en: "any day")
        }
    }
}
