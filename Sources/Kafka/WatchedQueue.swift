import CRdKafka
import Synchronization

/// Owns one of librdkafka's queues, and knows without asking it whether it may hold something.
///
/// Used on the consumer's thread only; librdkafka's threads see the mark alone.
final class WatchedQueue {
    typealias RawMessage = UnsafeMutablePointer<rd_kafka_message_t>

    let pointer: OpaquePointer
    private let mark: Mark

    /// Takes over a queue. Where librdkafka made it for us, all that is left in it is dropped with it.
    init(adopting pointer: OpaquePointer, bell: Bell) {
        self.pointer = pointer
        mark = Mark(bell)
        rd_kafka_queue_cb_event_enable(pointer, queueBecameFilled, Unmanaged.passUnretained(mark).toOpaque())
    }

    deinit {
        // Under the queue's lock, which a call in progress holds: after it the mark is not touched any more.
        rd_kafka_queue_cb_event_enable(pointer, nil, nil)
        rd_kafka_queue_destroy(pointer)
    }

    /// Has the next ``take(_:)`` look, whatever the mark says.
    func look() {
        mark.mayHoldSomething.store(true, ordering: .relaxed)
    }

    /// Takes the next message by `take`, which must not wait.
    func take(_ take: (OpaquePointer) -> RawMessage?) -> RawMessage? {
        guard mark.mayHoldSomething.load(ordering: .acquiring) else { return nil }
        if let message = take(pointer) { return message }
        // librdkafka tells of the first message of an empty queue only. One that came before the mark was wiped is found by this
        // second look; one that comes after the look is told of.
        mark.mayHoldSomething.store(false, ordering: .sequentiallyConsistent)
        guard let message = take(pointer) else { return nil }
        look()
        return message
    }
}

/// Whether a queue may hold something. Marked at first, since nobody tells of what is there already.
private final class Mark: Sendable {
    let mayHoldSomething = Atomic(true)
    private let bell: Bell

    init(_ bell: Bell) {
        self.bell = bell
    }

    func set() {
        mayHoldSomething.store(true, ordering: .releasing)
        bell.ring()
    }
}

/// Called by librdkafka on any thread, with the queue locked: so it must call nothing of librdkafka.
private func queueBecameFilled(_: OpaquePointer?, _ opaque: UnsafeMutableRawPointer?) {
    guard let opaque else { return }
    Unmanaged<Mark>.fromOpaque(opaque).takeUnretainedValue().set()
}
