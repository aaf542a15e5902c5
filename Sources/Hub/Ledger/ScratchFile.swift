import Foundation

/// A file without a name that is gone when it is closed, or when the process ends, however it ends.
package final class ScratchFile {
    private let descriptor: Int32

    /// - parameter descriptor: is closed with this.
    package init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// - throws: ``Failure`` if the directory cannot hold such a file.
    package convenience init(directory: String) throws(Failure) {
        var descriptor = open(directory, Self.nameless | O_RDWR | O_CLOEXEC, 0o600)
        // Not every file system can make a file without a name.
        if descriptor < 0, [EOPNOTSUPP, EISDIR, EINVAL].contains(errno) {
            let path = "\(directory)/credithub-\(getpid())-\(UUID().uuidString).spill"
            descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            if descriptor >= 0 { unlink(path) }
        }
        guard descriptor >= 0 else { throw Failure(code: errno) }
        self.init(descriptor: descriptor)
    }

    deinit {
        close(descriptor)
    }

    /// Why the system did not do what it was asked for.
    package struct Failure: Error, Sendable, CustomStringConvertible {
        /// `errno`; 0 if the file ends too early.
        package let code: Int32

        package var description: String { code == 0 ? "the file is cut short" : String(cString: strerror(code)) }
    }

    package func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(Failure) {
        var done = 0
        while done < bytes.count {
            let count = pwrite(descriptor, bytes.baseAddress! + done, bytes.count - done, off_t(offset + done))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Failure(code: count < 0 ? errno : ENOSPC) }
            done += count
        }
    }

    /// Reads into a buffer until it is full or the file ends.
    ///
    /// - returns: how many bytes were read.
    package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(Failure) -> Int {
        var done = 0
        while done < buffer.count {
            let count = pread(descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(offset + done))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Failure(code: errno) }
            if count == 0 { break }
            done += count
        }
        return done
    }

    /// `O_TMPFILE`, which Swift does not import: `__O_TMPFILE | O_DIRECTORY`.
    private static let nameless: Int32 = 0o20_000_000 | O_DIRECTORY
}
