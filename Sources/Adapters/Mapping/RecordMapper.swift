import Credit
import JSON

/// Runs the rules of an adapter over the columns of one record.
final class RecordMapper {
    private enum Outcome {
        /// The rule does not apply, or gives no value.
        case nothing
        case written
        case refused(Fault)
    }

    private let adapter: Adapter
    private let steps = TextSteps()
    private let numbers = NumberText()
    private let assembled = Scratch()

    init(_ adapter: Adapter) { self.adapter = adapter }

    /// Writes the record of an operation: the fields that it has a place for, in the contract's order.
    ///
    /// - parameter operation: the number of the operation among those of the contract.
    /// - parameter writer: takes the record.
    func map(_ values: RecordValues, facts: AdapterFacts, operation: Int, faults: inout RecordFaults, to writer: inout JSONWriter) {
        writer.reset()
        writer.beginObject()
        let places = adapter.places[operation]
        for (index, field) in adapter.fields.enumerated() where places[index] {
            fill: for rule in field.rules {
                switch fill(field, by: rule, values, facts, &writer) {
                case .nothing: continue
                case .written: break fill
                case .refused(let fault):
                    faults.add(fault)
                    break fill
                }
            }
        }
        writer.endObject()
    }

    private func fill(
        _ field: FieldPlan, by rule: Rule, _ values: RecordValues, _ facts: AdapterFacts, _ writer: inout JSONWriter
    ) -> Outcome {
        if let condition = rule.condition, !condition.holds(values) { return .nothing }
        var text: UnsafeRawBufferPointer
        switch rule.source {
        case .column(let column):
            if let structure = values.structure(column) { return copy(structure, field, rule, &writer) }
            text = values[column]
        case .firstOf(let columns):
            text = UnsafeRawBufferPointer(start: nil, count: 0)
            for column in columns {
                if let structure = values.structure(column) { return copy(structure, field, rule, &writer) }
                text = values[column]
                if !text.isEmpty { break }
            }
        case .join(let columns, let glue):
            assembled.reset()
            for column in columns {
                guard values.structure(column) == nil else { return .refused(MappingFault.wrongType(field, rule)) }
                if values[column].isEmpty { continue }
                if assembled.count > 0 { assembled.append(glue.bytes) }
                assembled.append(values[column])
            }
            text = assembled.bytes
        case .template(let pieces):
            assembled.reset()
            for piece in pieces {
                switch piece {
                case .text(let fixed): assembled.append(fixed.bytes)
                case .column(let column):
                    guard values.structure(column) == nil else { return .refused(MappingFault.wrongType(field, rule)) }
                    guard !values[column].isEmpty else { return .nothing }
                    assembled.append(values[column])
                }
            }
            text = assembled.bytes
        case .text(let fixed): text = fixed.bytes
        case .literal(let json):
            writer.name(utf8: field.nameBytes.bytes)
            writer.raw(json.bytes)
            return .written
        case .fact(let fact):
            assembled.reset()
            assembled.append(facts[fact])
            text = assembled.bytes
        }
        if text.isEmpty { return .nothing }
        if !rule.steps.isEmpty {
            switch steps.apply(rule, to: text) {
            case .nothing: return .nothing
            case .unknown(let value): return .refused(MappingFault.unknownValue(value, field, rule))
            case .text(let result): text = result
            }
        }
        write(text, field, rule, &writer)
        return .written
    }

    /// A structure goes where the contract has one too, unless something were to be done to it.
    private func copy(_ structure: UnsafeRawBufferPointer, _ field: FieldPlan, _ rule: Rule, _ writer: inout JSONWriter) -> Outcome {
        guard field.kind == .structure, rule.steps.isEmpty else { return .refused(MappingFault.wrongType(field, rule)) }
        writer.name(utf8: field.nameBytes.bytes)
        writer.raw(structure)
        return .written
    }

    /// What is no number where one is asked for goes on as it is: the contract refuses it.
    private func write(_ text: UnsafeRawBufferPointer, _ field: FieldPlan, _ rule: Rule, _ writer: inout JSONWriter) {
        writer.name(utf8: field.nameBytes.bytes)
        if rule.steps.isNumber, let number = numbers.value(text, shift: rule.steps.shift) {
            writer.number(number)
        } else if field.kind == .boolean, text.elementsEqual("true".utf8) || text.elementsEqual("false".utf8) {
            writer.raw(text)
        } else {
            writer.string(utf8: text)
        }
    }
}

extension RuleCondition {
    func holds(_ values: RecordValues) -> Bool {
        let text = values[column]
        let isTrue: Bool
        switch test {
        case .isPresent: isTrue = !text.isEmpty || values.structure(column) != nil
        case .isOneOf(let list): isTrue = list.contains { ByteEquality.areEqual($0.bytes, text) }
        case .startsWith(let list): isTrue = list.contains { text.starts(with: $0.bytes) }
        }
        return isTrue != isNegated
    }
}

extension AdapterFacts {
    fileprivate subscript(fact: Rule.Fact) -> String {
        switch fact {
        case .code: code
        case .name: name
        case .region: region
        case .party: party
        }
    }
}
