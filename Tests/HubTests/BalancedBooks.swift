import Credit
import Ops

/// The facts of a hub that did everything right: for tests that spoil one of them.
struct BalancedBooks {
    let events: [SampleEvent]
    let routing = Routing(
        platforms: [Routing.Platform(party: "city", records: ["administrative-permit", "administrative-penalty", "list-designation"])])
    let subscriptions = [
        Subscription(party: "administrative-approval", filter: lists(nil)),
        Subscription(party: "government-procurement", filter: lists(["market-regulation-serious"])),
    ]
    private(set) var facts: [Fact] = []

    private static func lists(_ lists: Set<String>?) -> Subscription.Filter {
        Subscription.Filter(
            parts: [Subscription.Part(contract: "list-designation", lists: lists, fields: [])], subjectKinds: [.organisation, .soleTrader])
    }

    init(count: Int = 400) {
        var samples = SampleGenerator(seed: 4, today: CivilDate("2026-11-21")!)
        events = samples.mix(count: count)
        var revisions: [String: Int] = [:]
        var numbers: [String: Int64] = [:]
        var head = AuditHead.none.digest.hex
        func place(_ topic: String) -> Fact.Numbered {
            numbers[topic, default: 0] += 1
            return Fact.Numbered(topic: topic, partition: 0, number: numbers[topic]!)
        }
        func receipt(_ event: SampleEvent, _ stage: String, _ status: String, codes: [String] = [], operation: String? = nil) {
            facts.append(
                .receipt(
                    Fact.Receipt(
                        party: event.party, event: event.id, stage: stage, status: status, operation: operation, record: event.key, codes: codes)))
        }
        for event in events {
            switch event.expectation {
            case .rejected(let code):
                receipt(event, "ingest", "rejected", codes: [code])
                facts.append(.deadLetter(party: event.party, event: event.id))
            case .duplicate:
                receipt(event, "ingest", "received")
                receipt(event, "ledger", "duplicate")
            case .accepted:
                receipt(event, "ingest", "received")
                receipt(event, "ledger", "accepted")
                let operation = ["corrected": "CORRECT", "withdrawn": "WITHDRAW", "delisted": "WITHDRAW"][event.operation] ?? "ADD"
                revisions[event.key, default: 0] += 1
                let change = Fact.Upstream(event: event.id, record: event.key, operation: operation, revision: revisions[event.key]!)
                facts.append(.outbox(change, platform: "city", place("upstream.city")))
                facts.append(.platform(change, platform: "city"))
                receipt(event, "upstream", "delivered", operation: operation)
                let audit = place("audit")
                facts.append(.audit(audit, previous: head, digest: "digest \(audit.number)"))
                head = "digest \(audit.number)"
                guard event.record == "list-designation", event.isAboutEnterprise else { continue }
                let view = Fact.View(entry: event.key, event: event.id, isDisputed: event.operation == "delisted" ? nil : false)
                facts.append(.view(view, party: "administrative-approval", place("subscriber.administrative-approval")))
                guard event.party == "market-regulation" else { continue }
                facts.append(.view(view, party: "government-procurement", place("subscriber.government-procurement")))
            }
        }
    }

    /// What is found in books of these facts.
    func findings(_ facts: [Fact]) -> [Finding] {
        var books = Books()
        for fact in facts { books.take(fact) }
        return Expectation(events, routing, subscriptions).findings(books)
    }

    /// The place of the n-th fact of a kind.
    func place(_ number: Int = 3, where isWanted: (Fact) -> Bool) -> Int {
        facts.indices.filter { isWanted(facts[$0]) }[number]
    }

    var findings: [Finding] { findings(facts) }

    /// What is found when some facts are missing.
    func findings(without places: Int...) -> [Finding] {
        findings(facts.indices.filter { !places.contains($0) }.map { facts[$0] })
    }

    /// What is found when a fact comes twice.
    func findings(twice place: Int) -> [Finding] {
        findings(Array(facts[...place]) + Array(facts[place...]))
    }

    /// What is found when two facts have changed places.
    func findings(swapped a: Int, _ b: Int) -> [Finding] {
        var facts = facts
        facts.swapAt(a, b)
        return findings(facts)
    }
}
