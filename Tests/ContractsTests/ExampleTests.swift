import Contracts
import Credit
import Testing

@Suite("The contracts' own examples") struct ExampleTests {
    @Test("every valid example is accepted", arguments: Example.valid)
    func valid(path: String) throws {
        let verdict = try Desk().check(try Example(path))
        #expect(verdict.places == [])
        #expect(verdict.isAccepted)
    }

    @Test("every invalid example has exactly its expected faults", arguments: Example.invalid)
    func invalid(path: String) throws {
        let example = try Example(path)
        let verdict = try Desk().check(example)
        #expect(!example.expected.isEmpty)
        #expect(verdict.places == example.expected)
        #expect(verdict.faults.count == example.expected.count, "a fault is told twice")
    }

    @Test("one desk takes all examples one after another as new desks would")
    func reuse() throws {
        let desk = Desk()
        for path in Example.invalid + Example.valid + Example.invalid {
            let example = try Example(path)
            #expect(try desk.check(example).places == example.expected, "\(path)")
        }
    }

    @Test func everyContractHasValidAndInvalidExamples() throws {
        for contract in try catalogue().contracts {
            let prefix = "\(contract.reference.name)/examples/"
            for paths in [Example.valid, Example.invalid] {
                let own = paths.filter { $0.hasPrefix(prefix) && $0.contains("/v\(contract.reference.version)-") }
                #expect(!own.isEmpty, "\(contract.reference)")
            }
        }
    }

    @Test("every operation of every contract has a valid example")
    func operations() throws {
        var missing = Set(try catalogue().contracts.flatMap { contract in
            contract.operations.map { "\(contract.reference) \($0.name)" }
        })
        for path in Example.valid {
            let example = try Example(path)
            missing.remove("\(example.contract.reference) \(example.operation.name)")
        }
        // A correction has the schema of the report.
        #expect(missing.filter { !$0.hasSuffix(" corrected") } == [])
    }
}
