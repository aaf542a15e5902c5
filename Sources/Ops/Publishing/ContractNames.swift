import Contracts
import Credit

/// What the fields of a contract are called: their codes and their Chinese titles.
struct ContractNames {
    private let fields: [String]
    private let titles: [String: String]
    /// Fields by title, where only one has it.
    private let fieldByTitle: [String: String]

    init(_ contract: Contract) {
        var fields: [String] = []
        for operation in contract.operations {
            for field in operation.fields where !fields.contains(field) { fields.append(field) }
        }
        self.fields = fields
        titles = contract.labels.filter { fields.contains($0.key) }.mapValues(\.title)
        var byTitle: [String: [String]] = [:]
        for (field, title) in titles { byTitle[title, default: []].append(field) }
        fieldByTitle = byTitle.compactMapValues { $0.count == 1 ? $0[0] : nil }
    }

    /// The field of a code or a title; nil if there is none, or several.
    func field(_ name: String) -> String? {
        fields.contains(name) ? name : fieldByTitle[name]
    }

    /// Up to three fields whose code or title is most like a name, as `CF_WSH (行政处罚决定文书号)`.
    func nearest(to name: String) -> [String] {
        let ranked = fields.map { field in
            (field, min(Self.distance(name, field), titles[field].map { Self.distance(name, $0) } ?? .max))
        }
        let near = ranked.enumerated().sorted { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }.map(\.element)
        // Only what is about as near as the nearest: the rest would distract.
        let reach = min(max(2, name.count / 2), (near.first?.1 ?? 0) + 1)
        return near.prefix(3).filter { $0.1 <= reach }.map { field, _ in titles[field].map { "\(field) (\($0))" } ?? field }
    }

    /// How many characters to add, drop or change to make one of the other.
    private static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.lowercased().prefix(100))
        let right = Array(right.lowercased().prefix(100))
        var row = Array(0...right.count)
        for (i, character) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in right.enumerated() {
                let change = diagonal + (character == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(change, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[right.count]
    }
}
