import Credit
import Ops
import Testing

/// What a list of published events must come to, worked out from the events alone.
struct Expectation {
    private(set) var adds = 0
    private(set) var corrections = 0
    private(set) var withdrawals = 0
    /// Entries that must be on a subscriber's list, by the key of the designation.
    private var entries: [String: SampleEvent] = [:]
    private(set) var listings = 0
    private(set) var removals = 0

    init(_ events: [SampleEvent]) {
        for event in events where event.expectation == .accepted {
            switch event.operation {
            case "reported", "listed": adds += 1
            case "corrected": corrections += 1
            case "withdrawn", "delisted": withdrawals += 1
            default: break
            }
            guard event.record == "list-designation", event.isAboutEnterprise else { continue }
            if event.operation == "listed" {
                entries[event.key] = event
                listings += 1
            } else if event.operation == "delisted" {
                entries[event.key] = nil
                removals += 1
            }
        }
    }

    /// Enterprises on any list.
    var entryCount: Int { entries.count }

    /// Whether every event has its final answer and everything is upstream: nothing more will come.
    func isComplete(_ events: [SampleEvent], _ observer: HubObserver) -> Bool {
        let changes = adds + corrections + withdrawals
        return observer.parties.values.reduce(0) { $0 + $1.final } >= events.count
            && observer.platform.values.reduce(0, +) >= changes
            && observer.parties.values.reduce(0) { $0 + $1.delivered } >= changes
    }

    /// Demands that every event has exactly one outcome, the right one, and that nothing was written twice.
    func check(_ events: [SampleEvent], _ observer: HubObserver, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(observer.doubled == [], sourceLocation: sourceLocation)
        var wrong: [String] = []
        for event in events {
            let outcome = observer.outcomes[event.id]
            let found = outcome?.final ?? "nothing"
            switch event.expectation {
            case .accepted where found == "accepted" && outcome?.ingest == "received": break
            case .duplicate where found == "duplicate" && outcome?.ingest == "received": break
            case .rejected(let code) where found == "rejected" && Set(outcome?.codes ?? []) == [code]: break
            default: wrong.append("\(event.record) \(event.operation) \(event.expectation): \(found) \(outcome?.codes ?? [])")
            }
        }
        #expect(wrong.prefix(10) == [], "\(wrong.count) events", sourceLocation: sourceLocation)
        #expect(observer.outcomes.count == events.count, sourceLocation: sourceLocation)
        for operations in [observer.outbox, observer.platform] {
            #expect(operations["ADD", default: 0] == adds, sourceLocation: sourceLocation)
            #expect(operations["CORRECT", default: 0] == corrections, sourceLocation: sourceLocation)
            #expect(operations["WITHDRAW", default: 0] == withdrawals, sourceLocation: sourceLocation)
        }
        let rejected = events.count { if case .rejected = $0.expectation { true } else { false } }
        #expect(observer.deadLetters.values.reduce(0, +) == rejected, sourceLocation: sourceLocation)
        let approval = observer.views["administrative-approval"]
        #expect(approval?.listed == listings, sourceLocation: sourceLocation)
        #expect(approval?.removed == removals, sourceLocation: sourceLocation)
        #expect(approval?.entries.count == entryCount, sourceLocation: sourceLocation)
    }
}
