import Dispatch
import Foundation
import Synchronization

/// The processes that this one has started and must not leave behind when it is interrupted: a child has a process group of
/// its own, so Ctrl-C does not reach it.
public enum ChildProcesses {
    private static let running = Mutex<Set<Int32>>([])

    static func add(_ process: Int32) {
        _ = running.withLock { $0.insert(process) }
    }

    static func remove(_ process: Int32) {
        _ = running.withLock { $0.remove(process) }
    }

    /// From now on Ctrl-C and SIGTERM end the children, and this process with status 130.
    ///
    /// - parameter directory: removed then.
    public static func endWhenInterrupted(removing directory: String? = nil) {
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                running.withLock { $0.forEach { _ = kill($0, SIGKILL) } }
                if let directory { try? FileManager.default.removeItem(atPath: directory) }
                exit(130)
            }
            source.resume()
            // Kept for the life of the process.
            _ = Unmanaged.passRetained(source as AnyObject)
        }
    }
}
