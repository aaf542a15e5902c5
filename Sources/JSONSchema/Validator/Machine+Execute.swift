import JSON

extension Machine {
    /// Runs a list of instructions on a value.
    ///
    /// - parameter tracker: where to note what was evaluated, or -1.
    func execute(_ list: InstructionList, _ view: JSONView, _ frame: Frame, _ tracker: Int) -> Bool {
        var good = true
        var index = Int(list.start)
        let end = index + Int(list.count)
        while index < end {
            let instruction = instructions[index]
            index &+= 1
            var holds = true
            switch instruction.opcode {
            case .fail:
                return refuse(instruction, view)
            case .wrongType:
                return refuse(instruction, view)
            case .integer:
                let bytes = view.rawBytes
                let isInteger = bytes.count < 19 && bytes.allSatisfy({ $0 <= 0x39 && ($0 >= 0x30 || $0 == 0x2d) })
                if !isInteger, !(view.decimal?.isInteger ?? false) { return refuse(instruction, view) }

            case .minLength:
                // A character takes one byte or more, up to 12 with escapes, so most lengths are decided without counting.
                let least = Int(instruction.a)
                let bytes = view.rawBytes.count
                if bytes < least || (bytes < least &* 12 && view.scalarCount < least) {
                    // A text that is too short has no format worth naming too.
                    return refuse(instruction, view)
                }
            case .maxLength:
                let most = Int(instruction.a)
                holds = view.rawBytes.count <= most || view.scalarCount <= most
            case .pattern:
                holds = view.withUTF8 { program.patterns[Int(instruction.a)].matches($0) }
            case .format:
                holds = view.withUTF8 { text in
                    if instruction.b >= 0, ByteEquality.areEqual(text, strings[Int(instruction.b)]) { return true }
                    return formats[Int(instruction.a)].matches(text.baseAddress, text.count)
                }
            case .textRule:
                holds = view.withUTF8 { program.textRules[Int(instruction.a)].accepts($0, day: state.pointee.day) }

            case .bounds:
                good = bounds(instruction, view) && good

            case .enumeration:
                let first = Int(instruction.a)
                holds = (first..<first + Int(instruction.b)).contains { view.isDeepEqual(to: program.constants.views[$0]) }
            case .stringEnumeration:
                holds = view.withUTF8 { isOne($0, instruction) }

            case .property:
                let slot = frame.base &+ Int(instruction.a)
                if let value = state.pointee.slots[slot] {
                    if tracker >= 0 { mark(tracker, Int(state.pointee.ordinals[slot])) }
                    holds = step(PathStep(table: frame.table, index: instruction.a), instruction.b, value)
                }
            case .required:
                if state.pointee.slots[frame.base &+ Int(instruction.a)] == nil {
                    if !Mode.gathers { return false }
                    holds = missing(instruction, instruction.a, view, frame)
                }
            case .closed:
                if frame.additional > 0 {
                    if !Mode.gathers { return false }
                    holds = unknown(instruction, view, frame)
                }
            case .scan:
                holds = scan(instruction, view, tracker)
            case .propertyNames:
                for member in view.members {
                    if !step(PathStep(table: -1, index: -1, name: member.name), instruction.a, member.name) {
                        holds = false
                        if !Mode.gathers { break }
                    }
                }
                if !holds { good = false }
                holds = true
                if !good, !Mode.gathers { return false }
            case .minProperties:
                holds = view.count >= Int(instruction.a)
            case .maxProperties:
                holds = view.count <= Int(instruction.a)
            case .dependentRequired:
                if state.pointee.slots[frame.base &+ Int(instruction.a)] != nil,
                    state.pointee.slots[frame.base &+ Int(instruction.b)] == nil
                {
                    if !Mode.gathers { return false }
                    holds = missing(instruction, instruction.b, view, frame)
                }
            case .dependentSchema:
                if state.pointee.slots[frame.base &+ Int(instruction.a)] != nil {
                    good = same(instruction.b, view, frame, tracker) && good
                }

            case .minItems:
                holds = view.count >= Int(instruction.a)
            case .maxItems:
                holds = view.count <= Int(instruction.a)
            case .uniqueItems:
                holds = hasUniqueElements(view)
            case .prefixItem:
                if Int(instruction.a) < view.count {
                    mark(tracker, Int(instruction.a))
                    good = step(PathStep(table: -1, index: instruction.a), instruction.b, view[Int(instruction.a)]) && good
                }
            case .items:
                good = items(instruction, view, tracker) && good
            case .contains:
                holds = contains(instruction, view, tracker)

            case .call:
                good = same(instruction.a, view, frame, tracker) && good
            case .anyOf:
                holds = anyOf(instruction, view, frame, tracker)
            case .oneOf:
                holds = oneOf(instruction, view, frame, tracker)
            case .not:
                holds = !asking.same(instruction.a, view, frame, -1)
            case .conditional:
                let branch = asking.branch(instruction.a, view, frame, tracker) ? instruction.b : instruction.c
                if branch >= 0 { good = same(branch, view, frame, tracker) && good }
            case .textSwitch:
                let branch = chosen(program.switches[Int(instruction.a)], frame, tracker)
                if branch >= 0 { good = same(branch, view, frame, tracker) && good }
            case .unevaluatedProperties:
                good = unevaluatedProperties(instruction, view, tracker) && good
            case .unevaluatedItems:
                good = unevaluatedItems(instruction, view, tracker) && good
            }
            if !holds {
                switch instruction.opcode {
                case .property, .required, .closed, .scan, .dependentRequired, .anyOf, .oneOf: break  // They noted it themselves.
                default: _ = refuse(instruction, view)
                }
                good = false
            }
            if !good, !Mode.gathers { return false }
        }
        return good
    }

    /// The limits of a number.
    @inline(__always)
    private func bounds(_ instruction: Instruction, _ view: JSONView) -> Bool {
        let text = view.rawBytes
        let small = SmallDecimal(text)
        var good = true
        for index in Int(instruction.a)..<Int(instruction.a + instruction.b) {
            let holds = small.flatMap { program.bounds[index].holds($0) }
                ?? ExactDecimal(jsonNumber: text).map { program.bounds[index].holds($0) } ?? true
            if !holds {
                guard Mode.gathers else { return false }
                let bound = Instruction(opcode: .bounds, a: Int32(index), b: 1, origin: program.bounds[index].origin)
                good = refuse(bound, view)
            }
        }
        return good
    }

    /// The branch of a text switch.
    @inline(__always)
    private func chosen(_ textSwitch: TextSwitch, _ frame: Frame, _ tracker: Int) -> Int32 {
        let slot = frame.base &+ Int(textSwitch.slot)
        guard let member = state.pointee.slots[slot], member.kind == .string else { return textSwitch.alternative }
        let texts = Instruction(opcode: .stringEnumeration, a: textSwitch.firstText, b: textSwitch.textCount)
        guard member.withUTF8({ isOne($0, texts) }) else { return textSwitch.alternative }
        if tracker >= 0 { mark(tracker, Int(state.pointee.ordinals[slot])) }
        return textSwitch.consequence
    }
}
