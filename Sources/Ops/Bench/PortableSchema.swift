import Contracts
import Foundation
import Hub
import JSON

/// A contract said again in the standard's own keywords, as far as they can say it: what other validators run in the bench, so
/// that both sides check the same shape. Check digits, dates that exist and days on which a code holds stay ours alone.
struct PortableSchema {
    let catalogue: Catalogue

    func rewrite(_ schema: JSONValue) -> JSONValue {
        switch schema {
        case .array(let elements): return .array(elements.map(rewrite))
        case .object(let members):
            var written = members.filter { !$0.name.hasPrefix("x-") && $0.name != "format" }.map { ($0.name, rewrite($0.value)) }
            if let places = members["x-decimals"]?.intValue, let unit = ExactDecimal("1e-\(places)") {
                written.append(("multipleOf", .number(unit)))
            }
            if let table = members["x-codeTable"]?.stringValue.flatMap({ catalogue.codeTables[$0] }) {
                let values = table.entries.map { Self.escaped($0.value) } + (table.otherPrefix.isEmpty
                    ? [] : [Self.escaped(String(decoding: table.otherPrefix, as: UTF8.self)) + ".+"])
                let one = "(?:\(values.joined(separator: "|")))"
                let separator = members["x-separator"]?.stringValue.map(Self.escaped)
                written.append(("pattern", .string("^\(one)\(separator.map { "(?:\($0)\(one))*" } ?? "")$")))
            } else if let pattern = members["format"]?.stringValue.flatMap({ Self.patterns[$0] }), members["pattern"] == nil {
                let exception = members["x-placeholder"]?.stringValue.map { "|^\(Self.escaped($0))$" } ?? ""
                written.append(("pattern", .string(pattern + exception)))
            }
            return .object(JSONObject(written))
        default: return schema
        }
    }

    private static let patterns = [
        "uscc": "^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$",
        "resident-id": "^[0-9]{17}[0-9X]$",
        "organization-code": "^[0-9A-Z]{8}-?[0-9X]$",
        "registration-number": "^[0-9]{15}$",
        "region-code": "^[0-9]{6}$",
        "standard-date": "^[0-9]{4}([-/])(0[1-9]|1[0-2])[-/](0[1-9]|[12][0-9]|3[01])$",
        "name-text": "^[^\\s](.*[^\\s])?$",
    ]

    private static func escaped(_ text: String) -> String {
        text.map { "\\^$.*+?()[]{}|/".contains($0) ? "\\\($0)" : String($0) }.joined()
    }

    /// The penalty contract as one document: what it refers to stands among its definitions, under its own identifier.
    static func penaltyBundle(_ contracts: String) throws(SetupError) -> JSONValue {
        func file(_ name: String) throws(SetupError) -> JSONValue {
            guard let data = FileManager.default.contents(atPath: "\(contracts)/\(name)"),
                let value = try? JSONValue(parsing: [UInt8](data))
            else { throw SetupError(zh: "无法读取 \(name)", en: "cannot read \(name)") }
            return value
        }
        let root = try file("administrative-penalty/v2.schema.json")
        let types = try file("common/types.schema.json")
        let members = (root.objectValue ?? JSONObject([])).map { name, value -> (String, JSONValue) in
            guard name == "$defs", let definitions = value.objectValue else { return (name, value) }
            return (name, .object(JSONObject(definitions.map { ($0.name, $0.value) } + [("common", types)])))
        }
        return .object(JSONObject(members))
    }
}
