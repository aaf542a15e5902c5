import Credit
import Foundation
import Synchronization

/// Makes the shelves of a process's states, each with a file of its own.
package final class ShelfRoom: Sendable {
    private let directory: String
    private let settings: FileShelf.Settings
    /// Who writes the log's lines.
    private let name: String
    private let log: HubLog
    /// Makes shelves of another kind.
    private let making: (@Sendable () -> any EntryShelf)?
    private let state = Mutex(State())

    private struct State {
        var hasWarned = false
        var isTrusted = true
    }

    /// - parameters:
    ///   - directory: where files are made.
    ///   - name: of the stage or service that the shelves are for, in the log.
    /// - throws: ``SetupError`` if nothing can be written there.
    package init(
        directory: String, settings: FileShelf.Settings = FileShelf.Settings(), name: String = "ledger", log: HubLog
    ) throws(SetupError) {
        self.directory = directory
        self.settings = settings
        self.name = name
        self.log = log
        making = nil
        do throws(ScratchFile.Failure) {
            let file = try ScratchFile(directory: directory)
            var failure: ScratchFile.Failure?
            withUnsafeBytes(of: 0 as UInt8) { byte in
                do throws(ScratchFile.Failure) { try file.write(byte, at: 0) } catch { failure = error }
            }
            if let failure { throw failure }
        } catch {
            throw SetupError(
                zh: "溢出目录 \(directory) 无法写入（\(error)）：请检查路径、权限和剩余空间，或用 --spill-directory 另行指定",
                en: "the spill directory \(directory) cannot be written (\(error)): check path, permissions and free space, or name another with --spill-directory")
        }
    }

    /// Without files.
    ///
    /// - parameter making: makes each shelf.
    package init(log: HubLog, making: @escaping @Sendable () -> any EntryShelf = { MemoryShelf() }) {
        directory = ""
        settings = FileShelf.Settings()
        name = "ledger"
        self.log = log
        self.making = making
    }

    /// A shelf for one state: memory if there is no file to be had, or if one has failed before in this process.
    package func shelf() -> any EntryShelf {
        if let making { return making() }
        guard state.withLock({ $0.isTrusted }) else { return MemoryShelf() }
        do throws(ScratchFile.Failure) {
            return try FileShelf(
                settings: settings, trouble: { [self] in note($0) },
                open: { [directory] () throws(ScratchFile.Failure) in try ScratchFile(directory: directory) })
        } catch {
            note(.notWritten(error))
            return MemoryShelf()
        }
    }

    private func note(_ trouble: FileShelf.Trouble) {
        switch trouble {
        case .notWritten(let failure):
            let isNews = state.withLock { state in
                defer { state.hasWarned = true }
                return !state.hasWarned
            }
            guard isNews else { return }
            log.write(
                .warning, name, zh: "溢出目录 \(directory) 写入失败（\(failure)），写不下的内容留在内存中，数据不会丢失；请腾出空间",
                en: "the spill directory \(directory) cannot be written (\(failure)); what has no room there stays in memory, nothing is lost; free some space")
        case .lost(let failure):
            let isNews = state.withLock { state in
                defer { state.isTrusted = false }
                return state.isTrusted
            }
            guard isNews else { return }
            let reason = failure?.description ?? "check sum"
            log.write(
                .error, name,
                zh: "溢出目录 \(directory) 中的文件读取失败（\(reason)），其分区将从状态日志重新恢复，此后恢复的内容都留在内存中；请检查磁盘，然后重启",
                en: "a file in the spill directory \(directory) cannot be read (\(reason)); its partition is restored from the changelog, and what is restored from now on stays in memory; check the disk, then restart")
        }
    }
}
