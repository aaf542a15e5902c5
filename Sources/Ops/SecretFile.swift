import Foundation
import Hub

/// Files that only their owner may read.
public enum SecretFile {
    /// - throws: ``SetupError`` if it cannot be written.
    public static func write(_ bytes: [UInt8], to path: String) throws(SetupError) {
        guard FileManager.default.createFile(atPath: path, contents: Data(bytes), attributes: [.posixPermissions: 0o600]) else {
            throw SetupError(zh: "无法写入文件 \(path)：请检查路径和权限", en: "cannot write the file \(path): check path and permissions")
        }
    }
}
