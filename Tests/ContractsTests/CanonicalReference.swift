import Contracts
import Foundation
import JSON

/// The canonical form written the plain way: straight from the contract's schema files, member by member, value by value.
struct CanonicalReference {
    private var files: [String: JSONValue] = [:]

    mutating func text(_ document: JSONValue, _ operation: Contracts.Operation) throws -> String {
        let start = operation.place.document.replacing("https://credithub.example/contracts/", with: "")
        return try write(document, Place(file: start, pointer: operation.place.pointer)).jsonText
    }

    /// A schema: a file relative to the catalogue, and a JSON pointer.
    private struct Place {
        var file: String
        var pointer: String
    }

    /// The value with members in the contract's order and texts in their canonical form.
    private mutating func write(_ value: JSONValue, _ place: Place) throws -> JSONValue {
        let chain = try chain(place)
        switch value {
        case .string(let text):
            for (_, schema) in chain {
                if schema["format"] == .string("standard-date") { return .string(text.replacing("/", with: "-")) }
                if schema["format"] == .string("organization-code") { return .string(text.replacing("-", with: "")) }
                if let separator = schema["x-separator"]?.stringValue { return .string(items(text, separator)) }
            }
            return value
        case .array(let elements):
            guard let (place, _) = chain.first(where: { $0.schema["items"]?.objectValue != nil }) else { return value }
            return .array(try elements.map { try write($0, Place(file: place.file, pointer: place.pointer + "/items")) })
        case .object(let members):
            guard let (place, schema) = chain.first(where: { $0.schema["properties"]?.objectValue != nil }) else { return value }
            let names = schema["properties"]?.objectValue?.names ?? []
            var written: [(String, JSONValue)] = []
            for name in names {
                guard let member = members[name] else { continue }
                written.append((name, try write(member, Place(file: place.file, pointer: place.pointer + "/properties/" + name))))
            }
            return .object(JSONObject(written + members.filter { !names.contains($0.name) }.map { ($0.name, $0.value) }))
        case .number, .bool, .null:
            return value
        }
    }

    private func items(_ text: String, _ separator: String) -> String {
        text.replacing("；", with: separator).split(separator: separator, omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: separator)
    }

    /// The schema at a place and those that its `$ref` leads to.
    private mutating func chain(_ start: Place) throws -> [(place: Place, schema: JSONValue)] {
        var chain: [(Place, JSONValue)] = []
        var next: Place? = start
        while let place = next {
            let steps = place.pointer.split(separator: "/").map { $0.replacing("~1", with: "/").replacing("~0", with: "~") }
            guard let schema = try steps.reduce(file(place.file), { $0?[String($1)] }) else { break }
            chain.append((place, schema))
            next = schema["$ref"]?.stringValue.map { target($0, from: place) }
        }
        return chain
    }

    /// The place that a reference names.
    private func target(_ reference: String, from place: Place) -> Place {
        let parts = reference.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
        let pointer = parts.count > 1 ? parts[1] : ""
        if parts[0].isEmpty { return Place(file: place.file, pointer: pointer) }
        let folder = URL(filePath: "/" + place.file).deletingLastPathComponent()
        let path = folder.appending(path: parts[0]).standardized.path(percentEncoded: false)
        return Place(file: String(path.dropFirst()), pointer: pointer)
    }

    private mutating func file(_ name: String) throws -> JSONValue? {
        if let known = files[name] { return known }
        let value = try FileManager.default.contents(atPath: contractsFolder + "/" + name).map { try JSONValue(parsing: [UInt8]($0)) }
        files[name] = value
        return value
    }
}
