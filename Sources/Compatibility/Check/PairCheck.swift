import JSON

/// Compares one writer's schema with one reader's.
struct PairCheck {
    let writer: VersionedSchema
    let reader: VersionedSchema
    let contentModel: ContentModel
    let options: CompatibilityCheck.Options

    func run() -> CompatibilityVerdict {
        let compiler = SchemaCompiler(writer: writer, reader: reader, vocabulary: options.vocabulary)
        let graph = compiler.compile()
        let patterns = PatternCache()
        let places = PlaceRules(graph: graph, patterns: patterns)
        let scope = contentModel == .lenient ? PlaceRules.root(graph) : Scope()
        let pool = ValuePool(graph, samples: Array((writer.samples + reader.samples).prefix(20)))
        func isWitness(_ document: JSONValue) -> Bool {
            writer.accepts(document) && places.usesDeclaredNames(document, scope)
                && !reader.accepts(places.fillDefaults(document, scope))
        }
        func incompatible(_ witness: JSONValue) -> CompatibilityVerdict {
            refuted(by: witness, graph, patterns, places, scope)
        }
        func solver(isGuessing: Bool) -> Solver {
            Solver(graph: graph, patterns: patterns, places: places, strings: pool.strings, isGuessing: isGuessing)
        }

        let goal = Goal(
            literals: [
                Literal(node: graph.representatives[graph.writerRoot], isPositive: true, side: .writer),
                Literal(node: graph.representatives[graph.readerRoot], isPositive: false, side: .reader),
            ], scope: scope)
        let prover = solver(isGuessing: false)
        let outcome = prover.search(goal, isWanted: isWitness)
        if let witness = prover.found { return incompatible(witness) }
        let isProved = outcome.isEmpty || compiler.hasEqualRoots && contentModel == .strict

        var rejected = prover.rejected
        var guesser = prover
        if !isProved, graph.nodes.contains(where: { !$0.hints.isEmpty }) {
            guesser = solver(isGuessing: true)
            _ = guesser.search(goal, isWanted: isWitness)
            if let witness = guesser.found { return incompatible(witness) }
            rejected += guesser.rejected
        }
        // Even what is proved is tried: the validators may know constraints that the schemas do not show.
        let search = WitnessSearch(
            samples: writer.samples + reader.samples, rejected: rejected, pool: pool,
            documents: RandomDocuments(solver: guesser, pool: pool), graph: graph)
        let effort = isProved ? min(options.effort, 60) : options.effort
        if let witness = search.run(effort: effort, seed: options.seed, isWitness: isWitness) { return incompatible(witness) }
        return isProved ? .compatible : undecided(outcome.blame, graph)
    }

    // MARK: - Telling

    private func refuted(
        by witness: JSONValue, _ graph: SchemaGraph, _ patterns: PatternCache, _ places: PlaceRules, _ scope: Scope
    ) -> CompatibilityVerdict {
        let explainer = WitnessPlace(graph: graph, evaluator: Evaluator(nodes: graph.nodes, patterns: patterns))
        guard let failure = explainer.failure(graph.readerRoot, places.fillDefaults(witness, scope)) else {
            let reason = CompatibilityText(
                zh: "\(writer.label) 允许的文档被 \(reader.label) 的校验器拒绝，原因不在模式之中",
                en:
                    "the validator of \(reader.label) refuses a document that \(writer.label) takes, for a reason outside of the schema"
            )
            let root = graph.nodes[graph.readerRoot].location
            return .incompatible(witness: witness, at: [place(root, .reader)], reason: reason)
        }
        var at = [place(failure.location, .reader)]
        if let location = writerLocation(failure.instance, graph, places) { at.append(place(location, .writer)) }
        return .incompatible(
            witness: witness, at: at,
            reason: BrokenConstraint.text(failure, writer: writer.label, reader: reader.label))
    }

    /// The writer's schema for a place in a document, or for the nearest place above about which it says something.
    private func writerLocation(_ instance: JSONPointer, _ graph: SchemaGraph, _ places: PlaceRules) -> SchemaLocation? {
        var scope = PlaceRules.root(graph)
        var nearest = graph.writerRoot
        for token in instance.tokens {
            let byName = places.child(scope, Name(token))
            scope = byName.writer?.isEmpty ?? true ? places.child(scope, Int(token) ?? 0) : byName
            guard let node = scope.writer?.filter({ $0 > SchemaGraph.nothing }).min() else { break }
            nearest = node
        }
        return nearest > SchemaGraph.nothing ? graph.nodes[nearest].location : nil
    }

    private func undecided(_ blame: Blame?, _ graph: SchemaGraph) -> CompatibilityVerdict {
        let node = blame?.node ?? graph.readerRoot
        let twin = graph.representatives.indices.first { graph.representatives[$0] == node && graph.nodes[$0].side == .reader }
        let location = graph.nodes[twin ?? node].location
        let keyword = blame?.keyword ?? ""
        let at = place(keyword.isEmpty ? location : location.appending(keyword), twin == nil ? graph.nodes[node].side : .reader)
        let zh = "既不能证明 \(reader.label) 接受 \(writer.label) 的全部文档，也没有找到反例"
        let en = "neither is it proved that \(reader.label) takes every document of \(writer.label), nor was one found that it refuses"
        return .undecided(
            reason: CompatibilityText(zh: "\(zh)：无法判定 \(at.pointer)", en: "\(en): cannot decide about \(at.pointer)"),
            at: [at])
    }

    private func place(_ location: SchemaLocation, _ side: Side) -> CompatibilityPlace {
        CompatibilityPlace(
            schema: side == .writer ? writer.label : reader.label, document: location.document, pointer: location.pointer)
    }
}
