import CRdKafka
import Dispatch

/// A consumer's way out of its group, with a time limit, which librdkafka's own close does not have.
///
/// Used by one thread at a time: by the one that closes the consumer, and after that perhaps by one in the background. Hence
/// `@unchecked`.
final class ConsumerDeparture: @unchecked Sendable {
    /// How long a departure is helped along in the background, in milliseconds. librdkafka gives up its last request after far less.
    private static let backgroundMilliseconds: Int32 = 60_000

    private let handle: ClientHandle
    private let rebalancer: Rebalancer

    /// What librdkafka has to say on the way out; nil where there is nothing to leave.
    private let queue: OpaquePointer?

    init(_ handle: ClientHandle, _ rebalancer: Rebalancer) {
        self.handle = handle
        self.rebalancer = rebalancer
        let queue = rd_kafka_queue_new(handle.pointer)
        if KafkaError(consuming: rd_kafka_consumer_close_queue(handle.pointer, queue)) == nil {
            self.queue = queue
        } else {
            // After a fatal error there is no polite way to leave; the client is destroyed without it.
            rd_kafka_queue_destroy(queue)
            self.queue = nil
        }
    }

    deinit {
        if let queue { rd_kafka_queue_destroy(queue) }
    }

    /// Serves rebalances until the consumer has left.
    ///
    /// - returns: Whether it has left by the deadline.
    func serve(until deadline: Deadline) -> Bool {
        guard let queue else { return true }
        while rd_kafka_consumer_closed(handle.pointer) == 0 {
            guard !deadline.hasPassed else { return false }
            // As events, not through callbacks: messages may still be waiting, which the callback way aborts the process at.
            guard let event = rd_kafka_queue_poll(queue, deadline.remainingMilliseconds(atMost: 100)) else { continue }
            if rd_kafka_event_type(event) == RD_KAFKA_EVENT_REBALANCE {
                rebalancer.answer(
                    rd_kafka_event_error(event), rd_kafka_event_topic_partition_list(event), on: handle.pointer)
            }
            rd_kafka_event_destroy(event)
        }
        return true
    }

    /// Sees the departure through on a thread of its own. The application's handler is not called any more.
    func finishInBackground() {
        rebalancer.handler = nil
        DispatchQueue(label: "kafka.departure").async {
            _ = self.serve(until: Deadline(milliseconds: ConsumerDeparture.backgroundMilliseconds))
        }
    }
}
