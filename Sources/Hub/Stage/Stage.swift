import Kafka

/// One of the hub's stages: what it does with each message. The ``StageLoop`` does the rest.
///
/// All calls come on the loop's thread.
protocol Stage: AnyObject {
    /// Short name: group, transactional id and log lines are made from it.
    var name: String { get }
    /// Topics that it consumes.
    var inputs: [String] { get }

    /// A fresh outbox is there: take topic handles from it.
    func open(_ outbox: Outbox) throws(KafkaError)
    /// Partitions were given to this process; nothing of them has been read yet.
    func assigned(_ partitions: [TopicPartition]) throws(KafkaError)
    /// Partitions were taken away; what was read of them is committed or undone.
    func revoked(_ partitions: [TopicPartition])
    /// Transforms one message: everything that follows from it goes into the outbox.
    func handle(_ message: borrowing KafkaMessage, _ outbox: Outbox) throws(KafkaError)
    /// The open transaction is committed.
    func committed()
    /// The open transaction is undone: its messages come again.
    func rolledBack()
}

extension Stage {
    func assigned(_ partitions: [TopicPartition]) throws(KafkaError) {}
    func revoked(_ partitions: [TopicPartition]) {}
    func committed() {}
    func rolledBack() {}
}
