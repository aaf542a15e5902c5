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
    /// One for each operation in use, the last one used at hand.
    private var plans: [ObjectIdentifier: RecordPlan] = [:]
    private var last: RecordPlan?
    /// The authority of the record before: mostly that of the next too, so that its text need not be made again.
    private var lastAuthority = ""

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
        return check(view, plan(of: operation, of: contract), today: today, lifting: lifting)
    }

    private func check(
        _ view: JSONView, _ plan: RecordPlan, today: CivilDate, lifting: Lifting?
    ) -> Result<CheckedRecord, Faults> {
        let fields = plan.fields
        // Only an object has fields; those of the record before are gone with its text.
        guard view.kind == .object, fields.validator.accepts(view, day: today.days), plan.conditions.holds(fields, today: today),
            let record = bind(fields, plan.contract, plan.operation)
        else {
            let faults = explain(view, plan, today)
            return .failure(Faults(faults, claim: view.kind == .object ? claim(fields, plan.operation) : nil))
        }
        if let lifting, let upgrade = lifting.catalogue.upgrade(of: plan.contract),
            let lifted = upgrade.operations[plan.operation.name]
        {
            writer.reset()
            upgrade.lift(fields, kind: record.subjectKind, facts: lifting.facts, to: &writer)
            liftedText = writer.bytes
            return liftedText.withUnsafeBytes { text in
                guard let view = try? liftedParser.parse(text) else { return .failure(Faults([Fault(.internalError)])) }
                // The newer version has no place for the region: what the older one said holds.
                return check(view, self.plan(of: lifted, of: upgrade.target), today: today, lifting: lifting).map { lifted in
                    var lifted = lifted
                    if lifted.region == nil { lifted.region = record.region }
                    return lifted
                }
            }
        }
        writer.reset()
        plan.canonicalForm.write(fields, to: &writer)
        return .success(record)
    }

    /// The canonical form of the record last accepted: members in the contract's order, dates `YYYY-MM-DD`, numbers exact
    /// and plain, no white space. The same content always gives the same bytes.
    public var canonical: [UInt8] { writer.bytes }

    /// Runs `body` with the canonical form of the record last accepted, without making an array.
    public func withCanonical<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try writer.withBytes(body)
    }

    private func plan(of operation: Operation, of contract: Contract) -> RecordPlan {
        if let last, last.operation === operation, last.contract === contract { return last }
        let plan: RecordPlan
        if let known = plans[ObjectIdentifier(operation)], known.contract === contract {
            plan = known
        } else {
            // A correction has the schema of the report.
            let validator = plans.values.first { $0.operation.schema === operation.schema }?.validator
            plan = RecordPlan(contract, operation, validator: validator ?? Validator(operation.schema))
            plans[ObjectIdentifier(operation)] = plan
        }
        last = plan
        return plan
    }

    // MARK: Faults

    private func explain(_ view: JSONView, _ plan: RecordPlan, _ today: CivilDate) -> [Fault] {
        let (operation, fields) = (plan.operation, plan.fields)
        var faults = FaultWriter(labels: plan.contract.labels)
        for failure in fields.validator.failures(of: view, day: today.days) { faults.add(failure) }
        if view.kind == .object {
            for (index, condition) in operation.conditions.enumerated() where !plan.conditions.holds(index, fields, today: today) {
                for slot in condition.places(fields) where !faults.isMissing(operation.fields[slot]) {
                    faults.add(
                        condition.code, member: operation.fields[slot], keyword: "x-conditions/\(condition.id)",
                        found: condition.showsValue ? fields[slot] : nil, message: condition.message, remedy: condition.remedy)
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
        RecordClaim(
            authority: authority(fields, operation), list: list(fields, operation), subjectKind: operation.subject.kind(of: fields),
            region: region(fields, operation))
    }

    private func region(_ fields: RecordFields, _ operation: Operation) -> RecordClaim.Region? {
        guard let slot = operation.identity.region else { return nil }
        return fields.withText(slot) { text in
            RecordClaim.Region(code: String(decoding: text.prefix(6), as: UTF8.self), field: operation.fields[slot])
        }
    }

    private func authority(_ fields: RecordFields, _ operation: Operation) -> String? {
        guard case .slot(let slot) = operation.identity.authority else { return nil }
        return fields.withText(slot) { authorityText($0) }
    }

    private func list(_ fields: RecordFields, _ operation: Operation) -> CodeTable.Entry? {
        guard let list = operation.list else { return nil }
        return fields.withText(list.slot) { list.table.entry($0) } ?? nil
    }

    private func authorityText(_ code: UnsafeRawBufferPointer) -> String {
        let isSame = lastAuthority.utf8.withContiguousStorageIfAvailable { ByteEquality.areEqual(UnsafeRawBufferPointer($0), code) }
        if isSame != true { lastAuthority = String(decoding: code, as: UTF8.self) }
        return lastAuthority
    }

    private func bind(_ fields: RecordFields, _ contract: Contract, _ operation: Operation) -> CheckedRecord? {
        guard let kind = operation.subject.kind(of: fields), let subjectKey = subjectKey(fields, kind, operation.subject)
        else { return nil }
        let authority = authority(fields, operation)
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
            guard let authority else { return nil }
            hasher.update(authority)
        }
        return CheckedRecord(
            contract: contract, operation: operation, recordID: hasher.finalize().prefix, subjectKey: subjectKey,
            subjectKind: kind, authority: authority, list: list(fields, operation),
            region: region(fields, operation))
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
                let isPlaceholder = rule.placeholder.withUnsafeBytes { ByteEquality.areEqual(text, $0) }
                return isPlaceholder ? nil : String(decoding: text, as: UTF8.self)
            } ?? nil
            if let key { return key }
        }
        for substitute in rule.substitutes {
            let key = fields.withText(substitute.slot) { value in
                subjectKeys.substitute(substitute.meaning, value)
            }
            if let key { return key }
        }
        return nil
    }
}
