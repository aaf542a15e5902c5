import Contracts
import Credit
import Foundation
import Hub
import JSON

/// Memory of a ledger's state: each size is built in a process of its own, from what a changelog would hold.
public struct StateMemoryBench {
    /// What one process needed.
    struct Size: Sendable {
        var records = 0
        var entries = 0
        var cases = 0
        /// Resident bytes of the process with nothing in the state, and with all of it.
        var empty = 0
        var resident = 0
        var peak = 0

        var state: Int { resident - empty }
        var bytesPerRecord: Double { Double(state) / Double(max(1, records)) }
    }

    /// The word that calls ``fill(_:contracts:)``: before the numbers of records, entries and cases.
    public static let word = "ledger-memory/"

    let contracts: String

    /// Measures one size.
    func measure(records: Int, entries: Int = 0, cases: Int = 0) throws -> Size {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["bench", "\(Self.word)\(records)/\(entries)/\(cases)", "--contracts", contracts]
        process.standardOutput = output
        try process.run()
        ChildProcesses.add(process.processIdentifier)
        let answer = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        ChildProcesses.remove(process.processIdentifier)
        guard process.terminationStatus == 0, let json = try? JSONValue(parsing: [UInt8](answer)) else {
            throw SetupError(zh: "测内存的进程失败", en: "the process that measures memory has failed")
        }
        func number(_ name: String) -> Int { json[name]?.intValue ?? 0 }
        return Size(
            records: records, entries: entries, cases: cases, empty: number("empty"), resident: number("resident"), peak: number("peak"))
    }

    /// Builds a state in this process and tells what it needed, as JSON.
    ///
    /// - parameter numbers: `<records>/<entries>/<cases>`.
    public static func fill(_ numbers: String, contracts: String) throws -> String {
        let counts = numbers.split(separator: "/").compactMap { Int($0) }
        guard counts.count == 3, counts.allSatisfy({ (0...10_000_000).contains($0) }), counts[2] <= counts[0] else {
            throw SetupError(zh: "应为 记录数/名单数/异议数", en: "expected records/entries/cases")
        }
        let catalogue = try Catalogue.load(directory: contracts)
        let ledger = Ledger(routing: Routing(platforms: []), retention: catalogue.retention ?? .forever)
        // Code and tables that the first record of each kind brings in are none of the state's.
        _ = try StateSamples(records: 1, entries: 1, cases: 1).states(ledger)
        let empty = ProcessMemory()
        let states = try StateSamples(records: counts[0], entries: counts[1], cases: counts[2]).states(ledger)
        let full = ProcessMemory()
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("records", states.reduce(0) { $0 + $1.records.count })
        writer.member("entries", states.reduce(0) { $0 + $1.entries.count })
        writer.member("cases", states.reduce(0) { $0 + $1.cases.count })
        writer.member("empty", empty.resident)
        writer.member("resident", full.resident)
        writer.member("peak", full.peak)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
