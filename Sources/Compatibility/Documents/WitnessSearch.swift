import JSON

/// Looks for a witness among documents made by chance, once constructing one has failed.
struct WitnessSearch {
    let samples: [JSONValue]
    /// Documents that were constructed to be witnesses and are none, for a reason that was not understood.
    let rejected: [JSONValue]
    let pool: ValuePool
    let documents: RandomDocuments
    let graph: SchemaGraph

    /// - Parameter effort: how many documents to make of each kind.
    func run(effort: Int, seed: UInt64, isWitness: (JSONValue) -> Bool) -> JSONValue? {
        if let witness = samples.first(where: isWitness) { return witness }
        for sample in samples.prefix(12) {
            for other in rejected.prefix(100) {
                let grafts = DocumentGraft.corrections(sample, other) + DocumentGraft.documents(sample, other)
                if let witness = grafts.first(where: isWitness) { return witness }
            }
        }
        var random = SeededGenerator(seed: seed)
        let mutation = DocumentMutation(pool: pool)
        for round in 0..<effort {
            var document = documents.document(round % 4 == 3 ? graph.readerRoot : graph.writerRoot, &random)
            if round % 5 == 4, let sample = samples.randomElement(using: &random) { document = sample }
            if round % 7 == 6, let other = rejected.randomElement(using: &random) { document = other }
            guard var document else { continue }
            for step in 0..<4 {
                if step > 0 { document = mutation.mutate(document, &random) }
                if isWitness(document) { return document }
            }
        }
        return nil
    }
}
