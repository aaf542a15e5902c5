import Contracts
import Foundation
import JSON

/// Reads the folders of adapters.
struct AdapterLoader {
    let catalogue: Catalogue

    func load(_ directory: String) throws(AdapterLoadError) -> [String: Adapter] {
        let root = directory.hasSuffix("/") ? String(directory.dropLast()) : directory
        var adapters: [String: Adapter] = [:]
        for name in ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).sorted() {
            var isFolder: ObjCBool = false
            guard !name.hasPrefix("."), FileManager.default.fileExists(atPath: "\(root)/\(name)", isDirectory: &isFolder),
                isFolder.boolValue
            else { continue }
            let file = "\(root)/\(name)/adapter.json"
            adapters[name] = try AdapterCompiler(catalogue: catalogue, folder: name).compile(try read(file))
        }
        return adapters
    }

    private func read(_ file: String) throws(AdapterLoadError) -> Place {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw AdapterLoadError(
                file: file, zh: "文件不存在或无法读取；每个适配器目录都要有 adapter.json",
                en: "the file is missing or cannot be read; every adapter's folder has an adapter.json")
        }
        let bytes = [UInt8](data)
        do {
            return Place(value: try JSONValue(parsing: bytes), pointer: "", file: file)
        } catch {
            let (line, column) = bytes.withUnsafeBytes { error.location(in: $0) }
            throw AdapterLoadError(
                file: "\(file):\(line):\(column)", zh: "不是合法的 JSON（\(error.kind.rawValue)）",
                en: "not valid JSON (\(error.kind.rawValue))")
        }
    }
}
