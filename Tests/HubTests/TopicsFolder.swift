import Contracts
import Foundation
import Hub
import TestSupport

/// A folder `topics/` with one department and whatever bindings a test puts there.
final class TopicsFolder {
    let path = NSTemporaryDirectory() + "credithub-topics-\(UInt32.random(in: .min ... .max))"

    init() throws {
        let manager = FileManager.default
        for folder in ["departments", "subscribers", "platforms"] {
            try manager.createDirectory(atPath: "\(path)/\(folder)", withIntermediateDirectories: true)
        }
        for file in ["topics.json", "departments/credit-office.json"] {
            try manager.copyItem(atPath: "\(Program.repository)/topics/\(file)", toPath: "\(path)/\(file)")
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, to file: String) throws {
        try text.write(toFile: "\(path)/\(file)", atomically: true, encoding: .utf8)
    }

    func topology() throws -> Topology {
        try Self.topology(path)
    }

    /// - parameter path: the folder; that of the repository unless told.
    static func topology(_ path: String = Program.repository + "/topics", prefix: String = "") throws -> Topology {
        try Topology.load(directory: path, prefix: prefix, catalogue: catalogue.get())
    }

    private static let catalogue = Result { try Catalogue.load(directory: Program.repository + "/contracts") }
}
