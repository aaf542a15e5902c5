import Credit
import Foundation
import JSON

/// A letter as one line of JSON, to be mended by hand and sent with `dlq replay --from`. Holds the record: not for logs.
public struct LetterExport {
    private let letter: Letter
    private let candidate: ReplayCandidate
    private let contract: String
    private let operation: String?
    private let party: String

    public init(_ letter: Letter, _ candidate: ReplayCandidate, contract: String, operation: String?, party: String) {
        self.letter = letter
        self.candidate = candidate
        self.contract = contract
        self.operation = operation
        self.party = party
    }

    public var line: String {
        var writer = JSONWriter(capacity: 2048)
        writer.beginObject()
        writer.member("letter", letter.id.description)
        writer.member("event", letter.event)
        writer.member("party", party)
        writer.member("topic", letter.origin.topic)
        writer.name("codes")
        writer.beginArray()
        for code in letter.codes { writer.string(code) }
        writer.endArray()
        writer.name("errors")
        writeErrors(to: &writer)
        if let kind = candidate.kind { writer.member("kind", kind.rawValue) }
        if let obstacle = candidate.obstacle { obstacle.write(to: &writer) }
        writer.member("contract", contract)
        if let operation { writer.member("operation", operation) }
        writer.name("record")
        if let record { record.write(to: &writer) } else { writer.null() }
        if letter.isCut { writer.member("cut", true) }
        let value = letter.value ?? []
        if let text = String(validating: value, as: UTF8.self) {
            writer.member("value", text)
        } else {
            writer.member("valueBase64", Data(value).base64EncodedString())
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Today's faults; of a letter that has none any more, or that the ledger refused, what its headers tell.
    private func writeErrors(to writer: inout JSONWriter) {
        writer.beginArray()
        for fault in candidate.faults {
            writer.beginObject()
            writer.member("code", fault.code.rawValue)
            writer.member("path", fault.path)
            if let column = fault.column { writer.member("column", column) }
            writer.name("message")
            fault.message.write(to: &writer)
            writer.endObject()
        }
        if candidate.faults.isEmpty, let code = letter.codes.first {
            writer.beginObject()
            writer.member("code", code)
            writer.member("path", "")
            writer.name("message")
            letter.message.write(to: &writer)
            writer.endObject()
        }
        writer.endArray()
    }

    /// The record in the contract's form, or an array of them where the letter holds several; nil if it could not be made.
    private var record: JSONValue? {
        // A part of a list file goes as it came or not at all.
        guard candidate.kind != .listFilePart else { return nil }
        var records: [JSONValue] = []
        for verdict in candidate.verdicts {
            guard let record = try? JSONValue(parsing: verdict.record), record.objectValue != nil else { return nil }
            records.append(record)
        }
        return records.count > 1 ? .array(records) : records.first
    }
}
