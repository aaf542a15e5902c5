import Dispatch
import Synchronization

/// Asks the loops of a process to end, and tells why.
public final class StopSignal: Sendable {
    private let state = Mutex<(isSet: Bool, failure: SetupError?)>((false, nil))
    private let flag = Atomic<Bool>(false)
    private let semaphore = DispatchSemaphore(value: 0)

    public init() {}

    /// Asks for an orderly end.
    public func set() {
        flag.store(true, ordering: .releasing)
        semaphore.signal()
    }

    /// Ends the process's loops because of a failure that only people can mend.
    public func fail(_ error: SetupError) {
        state.withLock { if $0.failure == nil { $0.failure = error } }
        set()
    }

    public var isSet: Bool { flag.load(ordering: .acquiring) }

    /// Why the loops end, if not in order.
    public var failure: SetupError? { state.withLock { $0.failure } }

    /// Waits until the signal is set or the time has passed.
    public func wait(milliseconds: Int) {
        guard !isSet else { return }
        if semaphore.wait(timeout: .now() + .milliseconds(milliseconds)) == .success { semaphore.signal() }
    }
}
