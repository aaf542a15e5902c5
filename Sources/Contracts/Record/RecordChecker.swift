import Credit
import JSON
import JSONSchema

/// Checks the bytes of one record after another against contracts, exactly as ingest and `credithub check` do.
///
/// Reuses its buffers: one for each thread.
public final class RecordChecker {
    private let parser: JSONParser
    private let liftedParser = JSONParser()
    private let subjectKeys: SubjectKeys
    private var writer = JSONWriter(capacity: 4096)
    private var liftedText: [UInt8] = []
    private let limits: JSONLimits
    /// One for each schema in use, the last one used at hand.
    private var validators: [ObjectIdentifier: Validator] = [:]
    private var last: Validator?

    /// - parameter limits: records above these are refused before they are read.
    public init(subjectKeys: SubjectKeys, limits: JSONLimits = RecordChecker.defaultLimits) {
        self.subjectKeys = subjectKeys
        self.limits = limits
        parser = JSONParser(limits: limits)
    }

    /// One MiB and 16 levels: the longest record of the standards has about 20 KB and three levels.
    public static let defaultLimits = JSONLimits(maxBytes: 1 << 20, maxDepth: 16)

    /// What it takes to lift records of old versions: the catalogue's upgrades, and what the party's binding knows.
    public struct Lifting {
        let catalogue: Catalogue
        let facts: Upgrade.Facts

        public init(_ catalogue: Catalogue, facts: Upgrade.Facts) {
            self.catalogue = catalogue
            self.facts = facts
        }
    }

    /// Checks one record.
    ///
    /// - parameter today: the day in China, for dates in the future and dated code tables.
    /// - parameter lifting: lifts a record of an old version to the newest; nil leaves it as it is.
    /// - returns: the record's subject and identity, or every fault at once. After success ``canonical`` gives the
    ///   canonical form.
    public func check(
        _ bytes: UnsafeRawBufferPointer, contract: Contract, operation: Operation, today: CivilDate, lifting: Lifting? = nil
    ) -> Result<CheckedRecord, Faults> {
        guard bytes.count > 0 else { return .failure(Faults([Fault(.emptyValue)])) }
        let view: JSONView
        do {
            view = try parser.parse(bytes)
        } catch {
            return .failure(Faults([Self.fault(error, in: bytes, limits: limits)]))
        }
        return check(view, contract: contract, operation: operation, today: today, lifting: lifting)
    }

    private func check(
        _ view: JSONView, contract: Contract, operation: Operation, today: CivilDate, lifting: Lifting?
    ) -> Result<CheckedRecord, Faults> {
        let fields = RecordFields(validator: validator(of: operation.schema))
        // Only an object has fields; those of the record before are gone with its text.
        guard view.kind == .object, fields.validator.accepts(view, day: today.days),
            operation.conditions.allSatisfy({ $0.holds(fields, today: today) }),
            let record = bind(fields, contract, operation)
        else {
            let faults = explain(view, contract, operation, fields, today)
            return .failure(Faults(faults, claim: view.kind == .object ? claim(fields, operation) : nil))
        }
        if let lifting, let upgrade = lifting.catalogue.upgrade(of: contract),
            let lifted = upgrade.operations[operation.name]
        {
            writer.reset()
            upgrade.lift(fields, kind: record.subjectKind, facts: lifting.facts, to: &writer)
            liftedText = writer.bytes
            return liftedText.withUnsafeBytes { text in
                guard let view = try? liftedParser.parse(text) else { return .failure(Faults([Fault(.internalError)])) }
                return check(view, contract: upgrade.target, operation: lifted, today: today, lifting: lifting)
            }
        }
        writer.reset()
        CanonicalForm(shape: operation.shape).write(fields, to: &writer)
        return .success(record)
    }

    /// The canonical form of the record last accepted: members in the contract's order, dates `YYYY-MM-DD`, numbers exact
    /// and plain, no white space. The same content always gives the same bytes.
    public var canonical: [UInt8] { writer.bytes }

    private func validator(of schema: Schema) -> Validator {
        if let last, last.schema === schema { return last }
        let validator = validators[ObjectIdentifier(schema)] ?? Validator(schema)
        validators[ObjectIdentifier(schema)] = validator
        last = validator
        return validator
    }

    // MARK: Faults

    private func explain(
        _ view: JSONView, _ contract: Contract, _ operation: Operation, _ fields: RecordFields, _ today: CivilDate
    ) -> [Fault] {
        var faults = FaultWriter(labels: contract.labels)
        for failure in fields.validator.failures(of: view, day: today.days) { faults.add(failure) }
        if view.kind == .object {
            for condition in operation.conditions {
                for slot in condition.failures(fields, today: today) where !faults.isMissing(operation.fields[slot]) {
                    faults.add(
                        condition.code, member: operation.fields[slot], keyword: "x-conditions/\(condition.id)",
                        found: fields[slot], message: condition.message, remedy: condition.remedy)
                }
            }
        }
        if faults.faults.isEmpty {
            // The schema let a record pass that says not who it is about: a gap in the contract, never a silent pass.
            faults.add(.missing, member: operation.fields[operation.subject.mainSlot], keyword: "x-subject")
        }
        return faults.faults
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
    private func claim(_ fields: RecordFields, _ operation: Operation) -> RecordClaim {
        var authority: String?
        if case .slot(let slot) = operation.identity.authority {
            authority = fields.withText(slot) { String(decoding: $0, as: UTF8.self) }
        }
        return RecordClaim(
            authority: authority,
            list: operation.list.flatMap { list in fields.withText(list.slot) { list.table.entry($0) } ?? nil },
            subjectKind: operation.subject.kind(of: fields))
    }

    private func bind(_ fields: RecordFields, _ contract: Contract, _ operation: Operation) -> CheckedRecord? {
        let claim = claim(fields, operation)
        guard let kind = claim.subjectKind, let subjectKey = subjectKey(fields, kind, operation.subject) else { return nil }
        var hasher = SHA256()
        hasher.update(contract.reference.name)
        for slot in operation.identity.number {
            hasher.update(byte: 0)
            guard fields.withText(slot, { hasher.update($0) }) != nil else { return nil }
        }
        hasher.update(byte: 0)
        hasher.update(subjectKey)
        hasher.update(byte: 0)
        if case .slot = operation.identity.authority {
            guard let authority = claim.authority else { return nil }
            hasher.update(authority)
        }
        return CheckedRecord(
            contract: contract, operation: operation, recordID: hasher.finalize().prefix, subjectKey: subjectKey,
            subjectKind: kind, authority: claim.authority, list: claim.list)
    }

    private func subjectKey(_ fields: RecordFields, _ kind: SubjectKind, _ rule: SubjectRule) -> String? {
        if kind == .person {
            guard let number = rule.documentNumber else { return nil }
            func key(_ type: UnsafeRawBufferPointer) -> String? {
                fields.withText(number) { subjectKeys.person(documentType: type, number: $0) }
            }
            switch rule.documentType {
            case .slot(let slot): return fields.withText(slot, key) ?? nil
            case .value(let value): return value.withUnsafeBytes(key)
            case nil: return nil
            }
        }
        if let code = rule.code {
            let key: String? = fields.withText(code) { text in
                text.elementsEqual(rule.placeholder) ? nil : String(decoding: text, as: UTF8.self)
            } ?? nil
            if let key { return key }
        }
        for substitute in rule.substitutes {
            let key = fields.withText(substitute.slot) { value in
                substitute.name.withUnsafeBytes { subjectKeys.substitute(field: $0, value: value) }
            }
            if let key { return key }
        }
        return nil
    }
}
