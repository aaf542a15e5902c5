import Foundation
import Hub

/// Writes what commands make, with errors that name the file.
public enum OutputFile {
    public static func makeFolder(_ path: String) throws(SetupError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw SetupError(zh: "无法建立文件夹 \(path)；请检查路径和写权限", en: "cannot make the folder \(path); check the path and the right to write there")
        }
    }

    public static func write(_ text: String, to path: String) throws(SetupError) {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw SetupError(zh: "无法写入 \(path)；请检查路径和写权限", en: "cannot write \(path); check the path and the right to write there")
        }
    }
}
