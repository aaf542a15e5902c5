import Credit
import Foundation
import HTTP
import Synchronization

/// The register of tokens as its file has it: read again when the file has changed, so that a token is given out or taken back without
/// a restart. A file that cannot be used changes nothing.
package final class TokenRegisterFile: Sendable {
    private let path: String
    private let uptime: @Sendable () -> UInt64
    private let told: @Sendable (Result<TokenRegister, TokenRegisterError>) -> Void
    private let state: Mutex<State>

    private struct State {
        var register: TokenRegister
        /// What the file was when it was last read whole; nil after it could not be used.
        var stamp: Stamp?
        var lookedAt: UInt64
        /// What was wrong when it was last looked at.
        var error: TokenRegisterError?
    }

    /// What is another when the file's content, its owner or its permissions are, or another file has taken its name.
    private struct Stamp: Equatable {
        let device: UInt
        let number: UInt
        let size: Int
        let changes: [Int]

        init?(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            device = UInt(status.st_dev)
            number = UInt(status.st_ino)
            size = Int(status.st_size)
            changes = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec]
        }
    }

    /// Nanoseconds between two looks at the file.
    package static let interval: UInt64 = 5_000_000_000

    /// - parameters:
    ///   - uptime: nanoseconds of a clock that never goes back.
    ///   - told: of the register whenever it was read again, and of what is wrong with the file, once for each fault.
    /// - throws: ``TokenRegisterError`` if the file cannot be used now.
    package init(
        _ path: String, uptime: @escaping @Sendable () -> UInt64,
        told: @escaping @Sendable (Result<TokenRegister, TokenRegisterError>) -> Void = { _ in }
    ) throws(TokenRegisterError) {
        self.path = path
        self.uptime = uptime
        self.told = told
        // Taken first: what changes in between is read again.
        let stamp = Stamp(path)
        state = Mutex(State(register: try TokenRegister.load(path), stamp: stamp, lookedAt: uptime()))
    }

    /// The register, as the file had it a few seconds ago at most.
    package var register: TokenRegister {
        let now = uptime()
        return state.withLock { state in
            if now >= state.lookedAt + Self.interval {
                state.lookedAt = now
                look(&state)
            }
            return state.register
        }
    }

    private func look(_ state: inout State) {
        let stamp = Stamp(path)
        guard stamp == nil || stamp != state.stamp else { return }
        do throws(TokenRegisterError) {
            state.register = try TokenRegister.load(path)
            state.stamp = stamp
            state.error = nil
            told(.success(state.register))
        } catch {
            state.stamp = nil
            guard state.error != error else { return }
            state.error = error
            told(.failure(error))
        }
    }
}
