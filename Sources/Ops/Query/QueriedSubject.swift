import Contracts
import Credit
import HTTP
import JSON

/// Reads who a request asks about. What it reads of natural persons becomes a keyed hash at once, and is kept nowhere.
package struct QueriedSubject: Sendable {
    private let keys: SubjectKeys
    /// 证件类型; nil where the catalogue has no such table: then any is taken.
    private let documentTypes: CodeTable?

    /// The table of types of identity documents, and the one whose numbers have a check character.
    private static let documentTypeTable = "certificate-types"
    private static let residentCard = "身份证"
    private static let longestDocumentNumber = 64
    private static let longestBody = 4 << 10

    package init(keys: SubjectKeys, catalogue: Catalogue) {
        self.keys = keys
        documentTypes = catalogue.codeTables[Self.documentTypeTable]
    }

    /// Who is asked about.
    package struct Subject: Hashable, Sendable {
        package let key: String
        package let isPerson: Bool
    }

    /// - throws: ``QueryRefusal`` if the request names no subject, or not as agreed.
    package func read(_ request: HTTPRequest) throws(QueryRefusal) -> Subject {
        guard request.method == .post else {
            guard request.query.count == 1, let text = request.queryValue("subject"), request.body.isEmpty else { throw .badParameters }
            return try subject(text) { .personalNumberInTarget }
        }
        guard request.query.isEmpty else { throw .badParameters }
        guard request.body.count <= Self.longestBody,
            let members = (try? JSONValue(parsing: request.body))?.objectValue
        else { throw .badBody }
        if members.count == 1, let text = members["subject"]?.stringValue { return try subject(text) { .invalidSubject } }
        guard members.count == 2, let type = members["documentType"]?.stringValue,
            let number = members["documentNumber"]?.stringValue
        else { throw .badBody }
        return try person(type, number)
    }

    /// A code or key that stands for a subject.
    private func subject(_ text: String, orPerson personal: () -> QueryRefusal) throws(QueryRefusal) -> Subject {
        if UnifiedSocialCreditCode.isValid(text) { return Subject(key: text, isPerson: false) }
        var upper = text.uppercased()
        if upper.withUTF8({ ResidentID.occurs(in: UnsafeRawBufferPointer($0)) }) { throw personal() }
        // The keyed hash of a person, or of a sole trader without a code, as views show it.
        guard let letter = text.first, letter == "p" || letter == "t", Identifier128(String(text.dropFirst())) != nil
        else { throw .invalidSubject }
        return Subject(key: text, isPerson: letter == "p")
    }

    private func person(_ type: String, _ number: String) throws(QueryRefusal) -> Subject {
        if let documentTypes {
            var type = type
            // Also types that were allowed once: records of then have them.
            let isKnown = type.withUTF8 { bytes in
                documentTypes.entry(UnsafeRawBufferPointer(bytes)) != nil || documentTypes.allows(UnsafeRawBufferPointer(bytes), on: .latest)
            }
            guard isKnown else { throw .unknownDocumentType }
        }
        guard (1...Self.longestDocumentNumber).contains(number.utf8.count), type != Self.residentCard || ResidentID.isValid(number) else {
            throw .invalidDocumentNumber
        }
        return Subject(key: keys.person(documentType: type, number: number), isPerson: true)
    }
}
