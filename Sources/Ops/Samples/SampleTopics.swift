import Foundation
import Hub

/// A folder of topics with the bindings of some departments and subscribers only: all of a county's would make four hundred topics.
public enum SampleTopics {
    /// Two approval systems that take lists, one of them all; and the public portal, which also takes records, masked.
    public static let subscribers = ["administrative-approval", "credit-portal", "government-procurement"]

    /// Copies a folder of topics.
    ///
    /// - parameters:
    ///   - parties: the departments whose bindings go along.
    ///   - subscribers: the subscribers whose bindings go along, if they are there.
    /// - throws: ``SetupError`` naming what is missing.
    public static func copy(_ source: String, to folder: String, parties: [String], subscribers: [String] = subscribers) throws(SetupError) {
        let manager = FileManager.default
        for party in parties where !manager.fileExists(atPath: "\(source)/departments/\(party).json") {
            throw SetupError(
                zh: "目录 \(source) 中没有样例部门 \(party) 的绑定（departments/\(party).json）：请用 --topics 指定随程序提供的 topics 目录",
                en: "\(source) has no binding of the sample department \(party) (departments/\(party).json): name the folder topics that comes with the program with --topics")
        }
        do {
            try manager.createDirectory(atPath: folder + "/departments", withIntermediateDirectories: true)
            try manager.createDirectory(atPath: folder + "/subscribers", withIntermediateDirectories: true)
            for name in try manager.contentsOfDirectory(atPath: source) where name != "departments" && name != "subscribers" {
                try manager.copyItem(atPath: "\(source)/\(name)", toPath: "\(folder)/\(name)")
            }
            for name in try manager.contentsOfDirectory(atPath: source + "/subscribers") where subscribers.contains(String(name.dropLast(5))) {
                try manager.copyItem(atPath: "\(source)/subscribers/\(name)", toPath: "\(folder)/subscribers/\(name)")
            }
            for party in parties {
                try manager.copyItem(atPath: "\(source)/departments/\(party).json", toPath: "\(folder)/departments/\(party).json")
            }
        } catch {
            throw SetupError(
                zh: "无法把 \(source) 复制到 \(folder)：请检查磁盘空间和权限", en: "cannot copy \(source) to \(folder): check disk space and permissions")
        }
    }
}
