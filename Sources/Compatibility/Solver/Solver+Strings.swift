import JSON

extension Solver {
    func strings(_ conjunct: Conjunct) -> Outcome {
        let shape = conjunct.string
        guard shape.minLength <= shape.maxLength else { return .empty }
        var search = StringSearch()
        search.minLength = shape.minLength
        search.maxLength = shape.maxLength
        search.patterns = shape.patterns.compactMap(patterns.automaton)
        search.deniedPatterns = shape.deniedPatterns.compactMap(patterns.automaton)
        search.excluded = conjunct.excluded.compactMap(\.stringValue)
        let result = search.run()
        if result.isComplete, result.strings.isEmpty { return .empty }
        let isOpaque =
            !conjunct.atoms.isEmpty || !conjunct.deniedAtoms.isEmpty
            || search.patterns.count + search.deniedPatterns.count < shape.patterns.count + shape.deniedPatterns.count
        guard isOpaque else { return .values(result.strings.map { .string($0) }) }
        let excluded = Set(search.excluded.map(Name.init))
        let samples = (StringSamples.likely(conjunct) + strings).filter { string in
            !excluded.contains(Name(string)) && shapesTake(.string(string), conjunct)
        }
        // Of each some: samples may be what an opaque constraint wants, or just what it does not.
        return .values((samples.prefix(40) + result.strings.prefix(3) + samples.dropFirst(40).prefix(20)).map { .string($0) })
    }
}
