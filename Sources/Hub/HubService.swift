/// What a process of the hub does beside its stages.
public protocol HubService: Sendable {
    /// Names it in the log.
    var name: String { get }

    /// Runs until the signal is set. Called on a thread of its own, once the brokers have answered and the topics are there.
    ///
    /// - throws: ``SetupError`` if it cannot go on: then the process ends.
    func run(until stop: StopSignal) throws(SetupError)
}
