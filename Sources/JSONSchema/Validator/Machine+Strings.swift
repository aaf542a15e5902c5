import JSON

extension Machine {
    /// Whether a string is taken at a glance. If not, it may be taken all the same.
    @inline(__always)
    func isSimplyTaken(_ block: Int32, _ view: JSONView) -> Bool {
        let simple = simpleStrings[Int(block)]
        let text = view.rawBytes
        guard simple.format >= -1, !view.hasEscapes, text.count >= Int(simple.leastBytes), text.count <= Int(simple.mostBytes) else {
            return false
        }
        return simple.format < 0 || formats[Int(simple.format)].matches(text.baseAddress, text.count)
    }

    /// Runs a list on a string as long as it holds nothing but what asserts of strings, which is nearly always.
    ///
    /// A function of its own, since most values of most records come through here: small enough to need little stack.
    ///
    /// - returns: the verdict, or nil with `list` at the first instruction that takes ``execute(_:_:_:_:)``.
    @inline(never)
    func quickly(_ list: inout InstructionList, _ view: JSONView) -> Bool? {
        let bytes = view.rawBytes.count
        while list.count > 0 {
            let instruction = instructions[Int(list.start)]
            switch instruction.opcode {
            case .minLength:
                let least = Int(instruction.a)
                if bytes < least || (bytes < least &* 12 && view.scalarCount < least) { return false }
            case .maxLength:
                if bytes > Int(instruction.a), view.scalarCount > Int(instruction.a) { return false }
            case .format where instruction.b < 0 && !view.hasEscapes:
                let text = view.rawBytes
                if !formats[Int(instruction.a)].matches(text.baseAddress, text.count) { return false }
            case .stringEnumeration where !view.hasEscapes:
                if !isOne(view.rawBytes, instruction) { return false }
            default:
                return nil
            }
            list.start &+= 1
            list.count &-= 1
        }
        return true
    }

    /// Whether a text is one of an enumeration's strings.
    @inline(__always)
    func isOne(_ text: UnsafeRawBufferPointer, _ instruction: Instruction) -> Bool {
        var candidate = Int(instruction.a)
        let end = candidate &+ Int(instruction.b)
        while candidate < end {
            if ByteEquality.areEqual(text, strings[candidate]) { return true }
            candidate &+= 1
        }
        return false
    }
}
