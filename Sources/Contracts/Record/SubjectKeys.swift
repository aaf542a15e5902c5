import Credit

/// Makes the key of a subject: what partitions the ledger and stands for the subject in keys, logs and metrics.
///
/// An organisation's key is its 统一社会信用代码. A natural person's is a keyed hash of document type and number, so that
/// no key tells an identity number; without the secret it cannot be recomputed from the number.
public struct SubjectKeys: Sendable {
    private let hmac: HMACSHA256

    /// - parameter secret: at least 32 random bytes, the same for the life of the ledger: another secret gives every
    ///   person another key.
    public init(secret: [UInt8]) {
        hmac = HMACSHA256(key: secret)
    }

    /// The key of a natural person, by type and number of an identity document as records write them.
    public func person(documentType: String, number: String) -> String {
        var (type, number) = (documentType, number)
        return type.withUTF8 { type in
            number.withUTF8 { person(documentType: UnsafeRawBufferPointer(type), number: UnsafeRawBufferPointer($0)) }
        }
    }

    /// The key of a natural person.
    func person(documentType: UnsafeRawBufferPointer, number: UnsafeRawBufferPointer) -> String {
        hashed("p", documentType, number)
    }

    /// The key of a sole trader without a code, by what else is known of it.
    func substitute(_ meaning: SubjectRule.Substitute, _ value: UnsafeRawBufferPointer) -> String {
        var meaning = meaning.rawValue
        return meaning.withUTF8 { hashed("t", UnsafeRawBufferPointer($0), value) }
    }

    private func hashed(_ letter: Unicode.Scalar, _ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> String {
        let code = hmac.authenticate { hash in
            hash.update(a)
            hash.update(byte: 0)
            hash.update(b)
        }.prefix
        return String(unsafeUninitializedCapacity: 1 + Identifier128.digitCount) { out in
            guard let start = out.baseAddress else { return 0 }
            start.initialize(to: UInt8(ascii: letter))
            code.write(to: start + 1)
            return 1 + Identifier128.digitCount
        }
    }
}
