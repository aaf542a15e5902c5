import Foundation

/// Memory of this process, in bytes.
struct ProcessMemory {
    /// What it has now.
    let resident: Int
    /// The most that it ever had.
    let peak: Int

    init() {
        let status = FileManager.default.contents(atPath: "/proc/self/status").map { String(decoding: $0, as: UTF8.self) } ?? ""
        func bytes(_ name: String) -> Int {
            let line = status.split(separator: "\n").first { $0.hasPrefix(name + ":") }
            return (line.flatMap { Int($0.split(whereSeparator: { $0 == " " || $0 == "\t" })[1]) } ?? 0) * 1024
        }
        resident = bytes("VmRSS")
        peak = bytes("VmHWM")
    }
}
