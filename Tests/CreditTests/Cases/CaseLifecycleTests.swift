import Credit
import Testing

@Suite("Which step is legal in which state") struct CaseLifecycleTests {
    /// Each command with the states in which it is legal and where it leads; `=` stays.
    private static let dispute: [String: [CaseState.Status: CaseState.Status]] = [
        "returned": [.submitted: .returned],
        "supplemented": [.returned: .submitted],
        "notAccepted": [.submitted: .notAccepted, .returned: .notAccepted],
        "accepted": [.submitted: .accepted],
        "forwarded": [.accepted: .forwarded],
        "verified": [.accepted: .verified, .forwarded: .verified],
        "answered": [.effected: .closed],
        "cancelled": [.submitted: .cancelled, .returned: .cancelled, .accepted: .cancelled, .forwarded: .cancelled, .verified: .cancelled],
        "merged": [.submitted: .merged, .accepted: .merged, .forwarded: .merged],
        "reopened": [.closed: .accepted],
    ]
    private static let repair: [String: [CaseState.Status: CaseState.Status]] = [
        "returned": [.submitted: .returned],
        "supplemented": [.returned: .submitted],
        "notAccepted": [.submitted: .notAccepted, .returned: .notAccepted],
        "accepted": [.submitted: .accepted],
        "decided": [.accepted: .closed],
        "withdrawn": [.submitted: .cancelled, .returned: .cancelled, .accepted: .cancelled],
        "revoked": [.granted: .revoked, .effecting: .revoked, .closed: .revoked],
    ]

    private struct Pair: Sendable, CustomStringConvertible {
        let kind: CaseKind
        let status: CaseState.Status
        let command: String
        let leads: CaseState.Status?

        var description: String { "\(kind.rawValue): \(command) in \(status.rawValue)" }
    }

    private static let pairs: [Pair] = CaseKind.handled.flatMap { kind in
        let table = kind == .dispute ? dispute : repair
        return CaseState.Status.allCases.flatMap { status in
            table.keys.sorted().map { Pair(kind: kind, status: status, command: $0, leads: table[$0]![status]) }
        }
    }

    @Test(arguments: pairs) private func everyPairOfStateAndCommand(_ pair: Pair) {
        let ledger = TestLedger()
        ledger.send(.penalty("reported", id: "reported"))
        // Another case of the record, into which this one may be merged.
        ledger.send(.step(.dispute, "submitted", id: "other", number: 2))
        let isGranted = pair.kind == .repair && [.granted, .effecting, .closed].contains(pair.status)
        ledger.restore(
            .disputeCase(
                identifier(2001),
                CaseState(
                    kind: pair.kind, caseID: "BJ-1", recordID: identifier(1), status: pair.status, finding: isGranted ? .granted : nil,
                    party: "office", event: "submitted", origin: Origin(topic: "t", partition: 0, offset: 0),
                    contract: pair.kind == .dispute ? "dispute@2" : "credit-repair@1", contentHash: identifier(9), changedAt: ledger.now)))
        let isSource = ["verified", "decided", "revoked"].contains(pair.command)
        let finding: CaseState.Finding? = pair.command == "verified" ? .corrected : pair.command == "decided" ? .refused : nil
        let effects = ledger.send(
            .step(
                pair.kind, pair.command, id: "command", party: isSource ? "market" : "office", finding: finding, "\"mergedInto\":\"BJ-2\""))
        if let leads = pair.leads {
            #expect(effects.status == .accepted)
            #expect(ledger.held()?.status == leads)
            #expect(ledger.held()?.version == 2)
        } else if pair.command == "accepted", pair.status == .accepted {
            #expect(effects.status == .duplicate)
        } else {
            #expect(effects.status == .rejected)
            #expect(effects.faultCodes == [.illegalTransition])
            let expected = effects.outcomes.first?.receipt.faults.first?.expected ?? ""
            let parts = expected.split(separator: " ").filter { $0 != "|" }
            #expect(parts.prefix(2) == [Substring(pair.status.rawValue), "→"])
            let table = pair.kind == .dispute ? Self.dispute : Self.repair
            for (command, states) in table where pair.kind == .dispute || command != "revoked" {
                #expect(parts.dropFirst(2).contains(Substring(command)) == (states[pair.status] != nil), "\(expected) and \(command)")
            }
            #expect(ledger.held()?.status == pair.status)
        }
    }

    @Test(arguments: CaseKind.allCases) func eachStateButTheEndsIsLeftAndSomebodyHasTo(_ kind: CaseKind) {
        let lifecycle = kind.lifecycle
        for state in lifecycle.states {
            let isLeft = lifecycle.transitions.contains { $0.from.contains(state) && $0.to != nil && $0.to != state }
            #expect(state.isEnd || isLeft)
            #expect(state.isEnd || state == .granted || lifecycle.responsible[state] != nil)
        }
    }
}
