import JSON

extension Machine {
    func items(_ instruction: Instruction, _ view: JSONView, _ tracker: Int) -> Bool {
        var good = true
        var index = 0
        for element in view.elements {
            defer { index += 1 }
            guard index >= Int(instruction.a) else { continue }
            mark(tracker, index)
            if !step(PathStep(table: -1, index: Int32(clamping: index)), instruction.b, element) {
                good = false
                if !Mode.gathers { return false }
            }
        }
        return good
    }

    /// `contains` with its least and most; an element that matches counts as evaluated.
    func contains(_ instruction: Instruction, _ view: JSONView, _ tracker: Int) -> Bool {
        var matching = 0
        var index = 0
        for element in view.elements {
            if asking.child(instruction.a, element) {
                matching += 1
                mark(tracker, index)
            }
            index += 1
        }
        return matching >= Int(instruction.b) && (instruction.c < 0 || matching <= Int(instruction.c))
    }

    func unevaluatedItems(_ instruction: Instruction, _ view: JSONView, _ tracker: Int) -> Bool {
        var good = true
        var index = 0
        for element in view.elements {
            defer { index += 1 }
            guard !isMarked(tracker, index) else { continue }
            mark(tracker, index)
            if !step(PathStep(table: -1, index: Int32(clamping: index)), instruction.a, element) {
                good = false
                if !Mode.gathers { return false }
            }
        }
        return good
    }

    func hasUniqueElements(_ view: JSONView) -> Bool {
        guard view.count > 1 else { return true }
        if view.count <= 8 {
            var rest = 1
            for element in view.elements {
                var index = rest
                while index < view.count {
                    if element.isDeepEqual(to: view[index]) { return false }
                    index += 1
                }
                rest += 1
            }
            return true
        }
        var seen = Set<DeepKey>(minimumCapacity: view.count)
        return view.elements.allSatisfy { seen.insert(DeepKey(view: $0)).inserted }
    }
}

/// A value as a member of a set.
private struct DeepKey: Hashable {
    let view: JSONView

    static func == (left: DeepKey, right: DeepKey) -> Bool { left.view.isDeepEqual(to: right.view) }

    func hash(into hasher: inout Hasher) { view.deepHash(into: &hasher) }
}
