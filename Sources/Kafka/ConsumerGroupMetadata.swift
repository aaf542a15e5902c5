import CRdKafka

/// A consumer's membership in its group at one moment: with it the broker can refuse offsets from a member that has been replaced.
///
/// Never changes after it was made, hence `@unchecked Sendable`.
public final class ConsumerGroupMetadata: @unchecked Sendable {
    let pointer: OpaquePointer

    /// For committing offsets of a group from outside it. The broker refuses them while the group has members.
    public init(outside groupID: String) {
        pointer = rd_kafka_consumer_group_metadata_new(groupID)
    }

    init(adopting pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        rd_kafka_consumer_group_metadata_destroy(pointer)
    }
}
