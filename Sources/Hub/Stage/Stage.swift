import Kafka

/// One of the hub's stages: what it does with each message. The ``StageLoop`` does the rest.
///
/// All calls come on the loop's thread.
package protocol Stage: AnyObject {
    /// Short name: group, transactional id and log lines are made from it.
    var name: String { get }
    /// Topics that it consumes.
    var inputs: [String] { get }

    /// A fresh session begins: take topic handles from its outbox. No partition is assigned yet.
    func open(_ outbox: Outbox) throws(KafkaError)
    /// Partitions were given to this process; nothing of them has been read yet.
    ///
    /// - parameter partitions: with the group's committed offsets, which nobody else can move from now on:
    ///   ``TopicPartitionOffset/none`` where there is none.
    func assigned(_ partitions: [TopicPartitionOffset]) throws(KafkaError)
    /// Partitions were taken away; what was read of them is committed or undone.
    func revoked(_ partitions: [TopicPartition])
    /// Transforms one message: everything that follows from it goes into the outbox.
    func handle(_ message: borrowing KafkaMessage, _ outbox: Outbox) throws(KafkaError)
    /// Whether there is something to do that no message asks for.
    func isDue() -> Bool
    /// Does some of that, within a transaction.
    func act(_ outbox: Outbox) throws(KafkaError)
    /// The transaction is about to be committed: the last chance to put something into it.
    func prepare(_ outbox: Outbox) throws(KafkaError)
    /// The open transaction is committed.
    func committed()
    /// The open transaction is undone: its messages come again.
    func rolledBack()
}

extension Stage {
    package func assigned(_ partitions: [TopicPartitionOffset]) throws(KafkaError) {}
    package func revoked(_ partitions: [TopicPartition]) {}
    package func isDue() -> Bool { false }
    package func act(_ outbox: Outbox) throws(KafkaError) {}
    package func prepare(_ outbox: Outbox) throws(KafkaError) {}
    package func committed() {}
    package func rolledBack() {}
}
