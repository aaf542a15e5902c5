import Foundation
import Kafka
import Testing

extension KafkaSuite {
    /// Joining, sharing and leaving.
    @Suite struct GroupTests {
        private let fixture: Fixture
        private let topic: String
        private let group = Fixture.unique("group")

        init() throws {
            fixture = try Fixture()
            topic = try fixture.topic(partitions: 2)
        }

        /// What a rebalance handler saw, and what the consumer's assignment was at that moment.
        private final class Journal {
            var entries: [String] = []
            weak var consumer: KafkaConsumer?

            func write(_ rebalance: KafkaConsumer.Rebalance) {
                let assigned = consumer?.assignment.count ?? -1
                switch rebalance {
                case .assigned(let partitions): entries.append("assigned \(partitions.count) when having \(assigned)")
                case .revoked(let partitions, let lost):
                    entries.append("\(lost ? "lost" : "revoked") \(partitions.count) when having \(assigned)")
                }
            }
        }

        private func member(
            _ instanceID: String? = nil,
            _ journal: Journal,
            session: Int = 45_000,
            fairly: Bool = false
        ) throws -> KafkaConsumer {
            let consumer = try fixture.consumer(group: group) {
                $0.offsetReset = .earliest
                $0.groupInstanceID = instanceID
                $0.sessionTimeoutMilliseconds = session
                $0.sharesFairly = fairly
            }
            journal.consumer = consumer
            try consumer.subscribe(to: [topic]) { journal.write($0) }
            return consumer
        }

        @Test(arguments: [false, true]) func theHandlerRunsBeforeTheAssignmentChanges(fairly: Bool) throws {
            let journal = Journal()
            let consumer = try member(nil, journal, fairly: fairly)
            try consumer.poll { consumer.assignment.count == 2 }
            #expect(journal.entries == ["assigned 2 when having 0"])
            #expect(consumer.close(timeoutMilliseconds: Fixture.patience))
            #expect(journal.entries.count == 2)
            #expect(journal.entries.last?.hasPrefix("revoked 2") == true)
            #expect(consumer.assignment.isEmpty)
        }

        @Test func aConsumerIsAMemberFromWhenItHasJoinedUntilItLeaves() throws {
            let journal = Journal()
            let consumer = try member(nil, journal)
            #expect(!consumer.isMember)
            try consumer.poll { consumer.assignment.count == 2 }
            #expect(consumer.isMember)
            #expect(consumer.close(timeoutMilliseconds: Fixture.patience))
            #expect(!consumer.isMember)
        }

        @Test(arguments: [false, true]) func aSecondMemberTakesItsShareAndGivesItBack(fairly: Bool) throws {
            let (firstJournal, secondJournal) = (Journal(), Journal())
            let first = try member(nil, firstJournal, fairly: fairly)
            defer { first.close(timeoutMilliseconds: Fixture.patience) }
            try first.poll { first.assignment.count == 2 }
            let second = try member(nil, secondJournal, fairly: fairly)
            try first.poll {
                _ = try? second.poll(timeoutMilliseconds: 20)
                return first.assignment.count == 1 && second.assignment.count == 1
            }
            #expect(
                firstJournal.entries == [
                    "assigned 2 when having 0", "revoked 2 when having 2", "assigned 1 when having 0",
                ])
            #expect(secondJournal.entries == ["assigned 1 when having 0"])
            #expect(Set(first.assignment).isDisjoint(with: second.assignment))

            second.close(timeoutMilliseconds: Fixture.patience)
            try first.poll { first.assignment.count == 2 }
            #expect(first.assignment.count == 2)
        }

        @Test(arguments: [false, true]) func aStaticMemberReturnsToItsPartitionsWithoutARebalance(fairly: Bool) throws {
            let (firstJournal, secondJournal, restarted) = (Journal(), Journal(), Journal())
            let first = try member("one", firstJournal, fairly: fairly)
            defer { first.close(timeoutMilliseconds: Fixture.patience) }
            let second = try member("two", secondJournal, fairly: fairly)
            try first.poll {
                _ = try? second.poll(timeoutMilliseconds: 20)
                return first.assignment.count == 1 && second.assignment.count == 1
            }
            let before = firstJournal.entries.count
            let share = second.assignment
            #expect(second.close(timeoutMilliseconds: Fixture.patience))

            let again = try member("two", restarted, fairly: fairly)
            defer { again.close(timeoutMilliseconds: Fixture.patience) }
            try again.poll {
                _ = try? first.poll(timeoutMilliseconds: 20)
                return again.assignment.count == 1
            }
            #expect(again.assignment == share)
            #expect(firstJournal.entries.count == before, "the other member saw nothing of it")
        }

        @Test(arguments: [false, true]) func unsubscribingRevokes(fairly: Bool) throws {
            let journal = Journal()
            let consumer = try member(nil, journal, fairly: fairly)
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            try consumer.poll { consumer.assignment.count == 2 }
            consumer.unsubscribe()
            try consumer.poll { consumer.assignment.isEmpty }
            #expect(journal.entries == ["assigned 2 when having 0", "revoked 2 when having 2"])
        }

        @Test(arguments: [false, true]) func anAbandonedConsumerLeavesItsGroup(fairly: Bool) throws {
            let journal = Journal()
            do {
                let consumer = try member(nil, journal, fairly: fairly)
                try consumer.poll { consumer.assignment.count == 2 }
                _ = consumer  // Dropped here, without a close.
            }
            #expect(journal.entries.count == 1, "nobody is there any more to be told")
            let next = Journal()
            let successor = try member(nil, next, fairly: fairly)
            defer { successor.close(timeoutMilliseconds: Fixture.patience) }
            try successor.poll { successor.assignment.count == 2 }
            #expect(successor.assignment.count == 2)
        }

        @Test func aSubscriptionNeedsAGroup() throws {
            let consumer = try fixture.consumer()
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            #expect(kafkaError { try consumer.subscribe(to: [topic]) { _ in } }?.code == .unknownGroup)
            #expect(consumer.groupMetadata() == nil)
        }

        @Test(arguments: [false, true]) func aMissingTopicMakesPollThrow(fairly: Bool) throws {
            let consumer = try fixture.consumer(group: group) { $0.sharesFairly = fairly }
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            try consumer.subscribe(to: [Fixture.unique("missing")]) { _ in }
            let error = kafkaError { try consumer.poll { false } }
            #expect(error?.code == .unknownTopicOrPartition)
        }

        @Test(arguments: [false, true]) func withoutACommittedOffsetNothingIsGuessed(fairly: Bool) throws {
            let consumer = try fixture.consumer(group: group) { $0.sharesFairly = fairly }
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            try consumer.subscribe(to: [topic]) { _ in }
            #expect(kafkaError { try consumer.poll { false } }?.code == .autoOffsetReset)
        }

        @Test func administratorsSeeGroupsAndMembers() throws {
            let journal = Journal()
            let consumer = try member("watched", journal)
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            try consumer.poll { consumer.assignment.count == 2 }
            let admin = try fixture.admin()
            defer { admin.close(timeoutMilliseconds: Fixture.patience) }
            #expect(try admin.listGroups(timeoutMilliseconds: Fixture.patience).contains { $0.name == group })
            let described = try admin.describeGroups([group], timeoutMilliseconds: Fixture.patience)
            #expect(described.map(\.name) == [group])
            #expect(described.first?.error == nil)
            #expect(described.first?.state == .stable)
            #expect(described.first?.assignor == "range")
            let members = try #require(described.first).members
            #expect(members.map(\.clientID) == ["consumer"])
            #expect(members.map(\.instanceID) == ["watched"])
            #expect(members.first.map { Set($0.assignment) } == [TopicPartition(topic, 0), TopicPartition(topic, 1)])
        }
    }
}
