import Foundation

/// Memory of a process, in bytes.
struct ProcessMemory {
    /// What it has now.
    let resident: Int
    /// The most that it ever had, or has had since its peak was forgotten.
    let peak: Int

    /// What it has now; the peak counts from now on, where the system lets it.
    ///
    /// - parameter process: nil for this one.
    init(of process: Int32? = nil, forgettingPeak: Void) {
        try? Data("5".utf8).write(to: URL(filePath: "\(Self.folder(process))/clear_refs"))
        self.init(of: process)
    }

    /// - parameter process: nil for this one.
    init(of process: Int32? = nil) {
        let status = FileManager.default.contents(atPath: "\(Self.folder(process))/status").map { String(decoding: $0, as: UTF8.self) } ?? ""
        func bytes(_ name: String) -> Int {
            let line = status.split(separator: "\n").first { $0.hasPrefix(name + ":") }
            return (line.flatMap { Int($0.split(whereSeparator: { $0 == " " || $0 == "\t" })[1]) } ?? 0) * 1024
        }
        resident = bytes("VmRSS")
        peak = bytes("VmHWM")
    }

    private static func folder(_ process: Int32?) -> String { process.map { "/proc/\($0)" } ?? "/proc/self" }
}
