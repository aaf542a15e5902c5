import Dispatch

/// Something that happens once and can be waited for.
final class Completion: Sendable {
    /// One that has happened already.
    static let done: Completion = {
        let completion = Completion()
        completion.signal()
        return completion
    }()

    private let group = DispatchGroup()

    init() {
        group.enter()
    }

    /// It has happened. To be called once.
    func signal() {
        group.leave()
    }

    /// Returns whether it has happened by the deadline.
    func wait(until deadline: Deadline) -> Bool {
        group.wait(timeout: .now() + .milliseconds(Int(deadline.remainingMilliseconds))) == .success
    }
}
