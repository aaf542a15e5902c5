import Foundation
import Hub
import JSON

/// The files of a folder of contracts as they stand, for what they say to people. (The catalogue has compiled them before: here
/// nothing is checked again.)
final class ContractFolder {
    /// A place in one of the files.
    struct Place: Hashable {
        let file: String
        let pointer: JSONPointer

        init(file: String, pointer: JSONPointer = JSONPointer()) {
            self.file = file
            self.pointer = pointer
        }

        func appending(_ token: String) -> Place { Place(file: file, pointer: JSONPointer(tokens: pointer.tokens + [token])) }

        static func == (left: Place, right: Place) -> Bool { left.file == right.file && left.pointer == right.pointer }

        func hash(into hasher: inout Hasher) {
            hasher.combine(file)
            hasher.combine(pointer.description)
        }
    }

    let directory: String
    private var files: [String: JSONValue] = [:]

    init(directory: String) {
        self.directory = directory
    }

    /// A file of the folder; nil if it is not there or is no JSON.
    func file(_ name: String) -> JSONValue? {
        if let value = files[name] { return value }
        guard let data = FileManager.default.contents(atPath: "\(directory)/\(name)"), let value = try? JSONValue(parsing: [UInt8](data))
        else { return nil }
        files[name] = value
        return value
    }

    /// Names of the JSON files of a folder, sorted.
    func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "\(directory)/\(folder)")) ?? [])
            .filter { $0.hasSuffix(".json") }.sorted()
    }

    func value(at place: Place) -> JSONValue? {
        file(place.file)?.resolve(place.pointer)
    }

    /// Where a reference of a file leads: within it, or to another file beside it.
    func place(of reference: String, from file: String) -> Place? {
        let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let pointer = JSONPointer(parts.count == 2 ? parts[1].removingPercentEncoding ?? parts[1] : "") else { return nil }
        guard !parts[0].isEmpty else { return Place(file: file, pointer: pointer) }
        var folders = file.split(separator: "/").dropLast().map(String.init)
        for part in parts[0].split(separator: "/").map(String.init) where part != "." {
            if part != ".." {
                folders.append(part)
            } else if folders.popLast() == nil {
                return nil
            }
        }
        return Place(file: folders.joined(separator: "/"), pointer: pointer)
    }

    /// The object at a place and those that its `$ref` leads to, the nearest first: a member of a nearer one says more.
    func chain(from start: Place) -> [(place: Place, members: JSONObject)] {
        var chain: [(place: Place, members: JSONObject)] = []
        var next: Place? = start
        while let place = next, chain.count < 100, let members = value(at: place)?.objectValue {
            chain.append((place, members))
            next = members["$ref"]?.stringValue.flatMap { self.place(of: $0, from: place.file) }
        }
        return chain
    }
}
