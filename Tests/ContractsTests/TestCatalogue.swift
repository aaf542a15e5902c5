import Contracts
import Foundation

/// A small catalogue of one contract, `note@1`, in a temporary folder that goes away with it.
final class TestCatalogue {
    let folder: String

    /// - parameter properties: more properties of the contract, as JSON members.
    /// - parameter root: more members of the contract's root.
    /// - parameter files: texts of files, by path; they replace or join those of the catalogue. Nil takes a file out.
    init(properties: String = "", root: String = "", files: [String: String?] = [:]) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "contracts-\(UUID().uuidString)").path(percentEncoded: false)
        var all: [String: String?] = [
            "catalogue.json": #"{"contracts":[{"name":"note","versions":[1]}]}"#,
            "note/v1.schema.json": Self.schema(properties: properties, root: root),
        ]
        all.merge(files) { $1 }
        for case let (path, text?) in all {
            let url = URL(filePath: folder).appending(path: path)
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    func load() throws(ContractLoadError) -> Catalogue {
        try Catalogue.load(directory: folder)
    }

    static func schema(properties: String = "", root: String = "", type: String = #""type":"object","#) -> String {
        """
        {
          "title": "便条",
          "x-contract": {"name": "note", "version": 1, "legalBasis": [{"law": "示例法"}]},
          "x-subject": {"category": "kind", "categories": {"企业": "organisation"}, "code": "code"},
          "x-identity": {"number": ["number"]},
          "x-operations": {"default": "reported", "reported": "#"},
          \(type)
          "properties": {
            "kind": {"type": "string", "title": "类别"},
            "code": {"type": "string"},
            "number": {"type": "string"}\(properties.isEmpty ? "" : ",")
            \(properties)
          },
          "required": ["kind", "code", "number"]\(root.isEmpty ? "" : ",")
          \(root)
        }
        """
    }

    /// A record of the contract.
    static func document(with members: String = "") -> String {
        #"{"kind":"企业","code":"c","number":"1""# + (members.isEmpty ? "" : ",") + members + "}"
    }
}
