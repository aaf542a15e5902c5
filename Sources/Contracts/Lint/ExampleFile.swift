import Credit
import Foundation
import JSON

/// One example of a contract: `<contract>/examples/<kind>/v<N>-<what>.json`.
struct ExampleFile {
    /// Relative to the catalogue.
    let path: String
    let version: Int?
    let json: JSONValue
    /// The document byte by byte as the file has it.
    let document: [UInt8]?

    init(_ path: String, files: ContractFiles) throws(ContractLoadError) {
        self.path = path
        let name = path.split(separator: "/").last ?? ""
        let digits = name.dropFirst().prefix { $0.isASCII && $0.isNumber }
        version = name.hasPrefix("v") && name.dropFirst(1 + digits.count).hasPrefix("-") ? Int(digits) : nil
        json = try files.file(path)
        let bytes = [UInt8](FileManager.default.contents(atPath: files.path(path)) ?? Data())
        let parser = JSONParser()
        document = bytes.withUnsafeBytes { text in
            guard let view = try? parser.parse(text).member("document") else { return nil }
            return Array(view.rawBytes)
        }
    }

    var asOf: CivilDate? { json["asOf"]?.stringValue.flatMap { CivilDate($0) } }
}
