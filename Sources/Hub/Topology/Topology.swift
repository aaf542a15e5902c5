import Contracts
import Credit
import Foundation
import JSON

/// The folder `topics/` as one value: who writes, who reads, and every topic between them.
public struct Topology: Sendable {
    public let names: TopicNames
    public let departments: [DepartmentBinding]
    public let subscribers: [SubscriberBinding]
    public let platforms: [PlatformBinding]
    /// Copies of each topic that production wants.
    public let replicationFactor: Int32
    /// Names of the records whose content the ledger keeps, so that a subscription of them can be filled at any time.
    public let heldRecords: Set<String>
    let plans: [String: TopicPlan]

    /// Reads and checks the folder against the catalogue.
    ///
    /// - throws: ``SetupError`` naming the file and what is wrong with it.
    public static func load(directory: String, prefix: String, catalogue: Catalogue) throws(SetupError) -> Topology {
        try TopologyLoader(directory: directory, prefix: prefix, catalogue: catalogue).load()
    }

    /// Every topic that the hub needs.
    public var topics: [PlannedTopic] {
        func plan(_ kind: String) -> TopicPlan { plans[kind]! }  // The loader has checked that all kinds are there.
        var topics: [PlannedTopic] = []
        func answer(_ party: String) {
            topics.append(PlannedTopic(name: names.receipts(party), plan: plan("receipt")))
            topics.append(PlannedTopic(name: names.deadLetters(party), plan: plan("dlq")))
        }
        for department in departments {
            for record in department.records {
                topics.append(PlannedTopic(name: names.department(department.party, record.record), plan: plan("dept")))
            }
            answer(department.party)
            topics.append(PlannedTopic(name: names.notices(department.party), plan: plan("notice")))
        }
        for platform in platforms {
            topics.append(PlannedTopic(name: names.platformInput(platform.party), plan: plan("platform")))
            topics.append(PlannedTopic(name: names.outbox(platform.party), plan: plan("upstream")))
            topics.append(PlannedTopic(name: names.named(platform.topic), plan: plan("upstream")))
            guard platform.sendsDown else { continue }
            answer(platform.party)
            topics.append(PlannedTopic(name: names.notices(platform.party), plan: plan("notice")))
        }
        for subscriber in subscribers {
            topics.append(PlannedTopic(name: names.subscriber(subscriber.party), plan: plan("subscriber")))
            if subscriber.givesFeedback { topics.append(PlannedTopic(name: names.feedback(subscriber.party), plan: plan("dept"))) }
            answer(subscriber.party)
            topics.append(PlannedTopic(name: names.notices(subscriber.party), plan: plan("notice")))
        }
        topics.append(PlannedTopic(name: names.ledgerInput, plan: plan("ledger.in")))
        topics.append(PlannedTopic(name: names.ledgerState, plan: plan("ledger.state")))
        topics.append(PlannedTopic(name: names.audit, plan: plan("audit")))
        return topics
    }

    /// Partitions of `ledger.in` and `ledger.state`: fixed when the topics are made.
    public var ledgerPartitions: Int32 { plans["ledger.in"]!.partitions }

    /// The topics that have the ledger's partitions: what it reads, its state, and what it writes partition by partition.
    var ledgerTopics: [String] {
        [names.ledgerInput, names.ledgerState, names.audit] + subscribers.map { names.subscriber($0.party) }
            + platforms.map { names.outbox($0.party) }
    }

    /// What ingest reads: the topics of departments, subscribers' feedback, and what upper platforms send down.
    public var ingestTopics: [String] {
        departments.flatMap { department in department.records.map { names.department(department.party, $0.record) } }
            + subscribers.filter(\.givesFeedback).map { names.feedback($0.party) }
            + platforms.filter(\.sendsDown).map { names.platformInput($0.party) }
    }

    /// The parties that are answered: each has receipts and dead letters.
    public var answeredParties: [String] {
        departments.map(\.party) + subscribers.map(\.party) + platforms.filter(\.sendsDown).map(\.party)
    }

    /// What subscribers take, by party.
    public var subscriptions: [Subscription] {
        subscribers.map(\.subscription).sorted { $0.party < $1.party }
    }

    /// What the ledger's core has to know of the bindings.
    public var routing: Routing {
        Routing(platforms: platforms.map { Routing.Platform(party: $0.party, records: Set($0.records)) }, heldRecords: heldRecords,
            caseOffice: caseOffice?.party,
            repairRelays: Set(platforms.filter { $0.cases.contains { $0.record == CaseKind.repair.contract } }.map(\.party)),
            authorities: Dictionary(uniqueKeysWithValues: departments.map { ($0.party, $0.authorities.union([$0.code])) }))
    }

    /// 信用办: the department that handles cases.
    public var caseOffice: DepartmentBinding? { departments.first { $0.handlesCases } }

    /// By what cases are handled.
    public func casePolicy(_ catalogue: Catalogue) -> CasePolicy {
        CasePolicy(
            calendar: catalogue.calendar, deadlines: catalogue.caseDeadlines, repairs: catalogue.repairPolicy,
            region: caseOffice?.region ?? departments.first?.region ?? "")
    }
}
