import Foundation

/// SIGTERM and SIGINT as requests to stop. They are held back from the start, for all threads, and taken one by one by a thread of
/// their own: so none is lost, however early it comes.
enum StopSignals {
    private static var all: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGTERM)
        sigaddset(&set, SIGINT)
        return set
    }

    /// Holds the signals back. To be called before there are other threads, which inherit it.
    static func hold() {
        var set = all
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// Calls `body` for each signal, also for one that came since ``hold()``.
    static func whenReceived(_ body: @escaping @Sendable () -> Void) {
        let thread = Thread {
            var set = all
            var number: Int32 = 0
            while sigwait(&set, &number) == 0 { body() }
        }
        thread.name = "signals"
        thread.start()
    }
}
