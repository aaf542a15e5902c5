import JSON

/// One thing that a schema refuses in a value: where it is, and which keyword of which schema refuses it.
public struct Failure {
    private let raw: RawFailure
    private let steps: ArraySlice<PathStep>
    private let program: SchemaProgram
    private let day: Int

    init(_ raw: RawFailure, steps: [PathStep], program: SchemaProgram, day: Int) {
        self.raw = raw
        self.steps = steps[Int(raw.firstStep)..<Int(raw.firstStep + raw.stepCount)]
        self.program = program
        self.day = day
    }

    public var keyword: Keyword {
        raw.instruction.origin < 0 ? .depth : program.origins[Int(raw.instruction.origin)].keyword
    }

    /// The keyword as the schema writes it: that of the text rule for those.
    public var keywordName: String {
        keyword == .textRule ? program.textRules[Int(raw.instruction.a)].keyword : keyword.rawValue
    }

    /// The place of the schema that has the keyword; nil for `depth`.
    public var schemaPlace: SchemaPlace? {
        raw.instruction.origin < 0 ? nil : program.origins[Int(raw.instruction.origin)].schema
    }

    /// The value refused; for a missing member the object that lacks it.
    public var value: JSONView { raw.view }

    /// Whether the last step of the path names a member that is not there.
    public var isMissing: Bool { raw.instruction.opcode == .required || raw.instruction.opcode == .dependentRequired }

    /// The name of the format that does not match.
    public var format: String? {
        raw.instruction.opcode == .format ? program.formatNames[Int(raw.instruction.a)] : nil
    }

    /// For `oneOf`, how many branches fit: 0, or more than one.
    public var fitting: Int { Int(raw.count) }

    /// Steps from the root to the value (or to the missing member): names and indices as text.
    public var path: [String] {
        steps.map(text)
    }

    /// The name of the innermost member on the path; nil if there is none.
    public var memberName: String? {
        for step in steps.reversed() where step.table >= 0 || step.name != nil { return text(step) }
        return nil
    }

    private func text(_ step: PathStep) -> String {
        if step.table >= 0 { return program.tables[Int(step.table)].names[Int(step.index)] }
        if let name = step.name { return name.string }
        return String(step.index)
    }

    /// What the keyword asks for, in a form for programs: a limit, a type, the values allowed.
    public var expected: String? {
        let instruction = raw.instruction
        switch instruction.opcode {
        case .wrongType, .integer: return TypeSet(rawValue: UInt8(truncatingIfNeeded: instruction.a)).description
        case .minLength, .minItems, .minProperties: return "≥ \(instruction.a)"
        case .maxLength, .maxItems, .maxProperties: return "≤ \(instruction.a)"
        case .pattern: return program.patterns[Int(instruction.a)].source
        case .format: return program.formatNames[Int(instruction.a)]
        case .textRule: return program.textRules[Int(instruction.a)].expected(day: day)
        case .bounds:
            let bound = program.bounds[Int(instruction.a)]
            switch bound.kind {
            case .minimum: return "≥ \(bound.limit)"
            case .maximum: return "≤ \(bound.limit)"
            case .exclusiveMinimum: return "> \(bound.limit)"
            case .exclusiveMaximum: return "< \(bound.limit)"
            case .multipleOf: return "× \(bound.limit)"
            }
        case .enumeration, .stringEnumeration:
            return program.enumeration(at: instruction.c).map { $0.kind == .string ? $0.string : String(decoding: $0.rawBytes, as: UTF8.self) }
                .joined(separator: " | ")
        case .contains:
            return instruction.c < 0 ? "≥ \(instruction.b)" : "\(instruction.b)…\(instruction.c)"
        default: return nil
        }
    }
}
