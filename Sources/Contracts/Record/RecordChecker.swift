import Credit
import JSON

/// A record that satisfies its contract: who it is about and by what it is known.
public struct CheckedRecord: Sendable {
    /// Identity: document number, subject and authority, hashed.
    public let recordID: Identifier128
    public let subjectKey: String
    public let subjectKind: SubjectKind
    /// The code of the authority that made the decision, where the contract has one.
    public let authority: String?
    /// The entry of the list's table, for contracts of lists.
    public let list: CodeTable.Entry?

    /// What the party's binding must allow.
    public var claim: RecordClaim { RecordClaim(authority: authority, list: list, subjectKind: subjectKind) }

    /// Whether the subject's key is a keyed hash, not a code of its own.
    public var isKeyedBySecret: Bool { subjectKey.utf8.count != UnifiedSocialCreditCode.length }
}

/// Checks the bytes of one record after another against contracts, exactly as ingest and `credithub check` do.
///
/// Reuses its buffers: one for each thread.
public final class RecordChecker {
    private let parser: JSONParser
    private let subjectKeys: SubjectKeys
    private let slots = FieldSlots()
    private var writer = JSONWriter(capacity: 4096)
    private let limits: JSONLimits

    /// - parameter limits: records above these are refused before they are read.
    public init(subjectKeys: SubjectKeys, limits: JSONLimits = RecordChecker.defaultLimits) {
        self.subjectKeys = subjectKeys
        self.limits = limits
        parser = JSONParser(limits: limits)
    }

    /// One MiB and 16 levels: the longest record of the standards has about 20 KB and three levels.
    public static let defaultLimits = JSONLimits(maxBytes: 1 << 20, maxDepth: 16)

    /// Checks one record.
    ///
    /// - parameter today: the day in China, for dates in the future and dated code tables.
    /// - returns: the record's subject and identity, or every fault at once. After success ``canonical`` gives the
    ///   canonical form.
    public func check(
        _ bytes: UnsafeRawBufferPointer, contract: Contract, operation: Operation, today: CivilDate
    ) -> Result<CheckedRecord, Faults> {
        guard bytes.count > 0 else { return .failure(Faults([Fault(.emptyValue)])) }
        let view: JSONView
        do {
            view = try parser.parse(bytes)
        } catch {
            return .failure(Faults([Self.fault(error, in: bytes, limits: limits)]))
        }
        let validator = Validator(program: contract.program, today: today)
        // Only an object's check fills the slots; those of the record before are gone with its text.
        if view.kind == .object, validator.check(operation.node, view, slots: slots),
            operation.conditions.allSatisfy({ $0.failures(slots, today: today).isEmpty }),
            let record = bind(contract, operation)
        {
            writer.reset()
            CanonicalForm(program: contract.program).write(slots, operation, to: &writer)
            return .success(record)
        }
        let faults = explain(view, contract, operation, validator)
        return .failure(Faults(faults, claim: claim(operation)))
    }

    /// The canonical form of the record last accepted: members in the contract's order, dates `YYYY-MM-DD`, numbers exact
    /// and plain, no white space. The same content always gives the same bytes.
    public var canonical: [UInt8] { writer.bytes }

    // MARK: Faults

    private func explain(_ view: JSONView, _ contract: Contract, _ operation: Operation, _ validator: Validator) -> [Fault] {
        let collector = FaultCollector(labels: contract.labels)
        let table = contract.program.properties[operation.table]
        slots.reset(count: table.names.count)
        _ = validator.check(operation.node, view, slots: slots, faults: collector)
        if view.kind == .object {
            for condition in operation.conditions {
                for slot in condition.failures(slots, today: validator.today) {
                    let name = table.names[slot]
                    collector.add(
                        condition.code, under: name, keyword: "x-conditions/\(condition.id)", found: slots[slot],
                        message: condition.message, remedy: condition.remedy)
                }
            }
        }
        if collector.faults.isEmpty {
            // The schema let a record pass that says not who it is about: a gap in the contract, never a silent pass.
            collector.add(.missing, under: table.names[operation.subject.category], keyword: "x-subject")
        }
        return collector.faults
    }

    /// The fault of text that is not JSON.
    public static func fault(_ error: JSONFault, in bytes: UnsafeRawBufferPointer, limits: JSONLimits) -> Fault {
        let code: FaultCode
        switch error.kind {
        case .empty: code = .emptyValue
        case .tooLarge: code = .tooLarge
        case .invalidUTF8, .byteOrderMark: code = .notUTF8
        case .tooDeep: code = .tooDeep
        case .duplicateName: code = .duplicateName
        case .loneSurrogate, .invalidEscape: code = .badEscape
        case .unexpectedByte, .unexpectedEnd, .invalidNumber, .controlCharacter, .trailingBytes: code = .notJSON
        }
        var expected: String?
        if code == .tooLarge { expected = "≤ \(limits.maxBytes) bytes" }
        if code == .tooDeep { expected = "≤ \(limits.maxDepth)" }
        guard code != .emptyValue, code != .tooLarge else {
            return Fault(code, keyword: error.kind.rawValue, expected: expected)
        }
        let (line, column) = error.location(in: bytes)
        let message = Bilingual(
            zh: "\(code.title.zh)：第 \(line) 行第 \(column) 列（字节 \(error.offset)，\(error.kind.rawValue)）",
            en: "\(code.title.en): line \(line), column \(column) (byte \(error.offset), \(error.kind.rawValue))")
        return Fault(code, keyword: error.kind.rawValue, expected: expected, message: message)
    }

    // MARK: Subject and identity

    /// What a record says of authority, list and subject, as far as it can be read. Of a refused record too: so that a party
    /// hears at once that it may not say this either.
    private func claim(_ operation: Operation) -> RecordClaim {
        RecordClaim(
            authority: operation.identity.authority.flatMap { slot in
                slots.withText(slot) { String(decoding: $0, as: UTF8.self) }
            },
            list: operation.list.flatMap { list in slots.withText(list.slot) { list.table.entry($0) } ?? nil },
            subjectKind: slots.withText(operation.subject.category) { text in
                operation.subject.categories.first { text.elementsEqual($0.value) }?.kind
            } ?? nil)
    }

    private func bind(_ contract: Contract, _ operation: Operation) -> CheckedRecord? {
        let claim = claim(operation)
        guard let kind = claim.subjectKind, let subjectKey = subjectKey(kind, operation.subject) else { return nil }
        var hasher = SHA256()
        hasher.update(contract.reference.name)
        for slot in operation.identity.number {
            hasher.update(byte: 0)
            guard slots.withText(slot, { hasher.update($0) }) != nil else { return nil }
        }
        hasher.update(byte: 0)
        hasher.update(subjectKey)
        hasher.update(byte: 0)
        if operation.identity.authority != nil {
            guard let authority = claim.authority else { return nil }
            hasher.update(authority)
        }
        return CheckedRecord(
            recordID: hasher.finalize().prefix, subjectKey: subjectKey, subjectKind: kind, authority: claim.authority,
            list: claim.list)
    }

    private func subjectKey(_ kind: SubjectKind, _ rule: SubjectRule) -> String? {
        if kind == .person {
            guard let type = rule.documentType, let number = rule.documentNumber else { return nil }
            return slots.withText(type) { type in
                slots.withText(number) { subjectKeys.person(documentType: type, number: $0) }
            } ?? nil
        }
        if let code = rule.code {
            let key: String? = slots.withText(code) { text in
                text.elementsEqual(rule.placeholder) ? nil : String(decoding: text, as: UTF8.self)
            } ?? nil
            if let key { return key }
        }
        for substitute in rule.substitutes {
            let key = slots.withText(substitute.slot) { value in
                substitute.name.withUnsafeBytes { subjectKeys.substitute(field: $0, value: value) }
            }
            if let key { return key }
        }
        return nil
    }
}
