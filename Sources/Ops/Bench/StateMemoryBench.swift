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
        /// List entries, and records whose content is kept.
        var shelved = 0
        /// Resident bytes of the process with nothing in the state, and with all of it.
        var empty = 0
        var resident = 0
        var peak = 0
        /// Milliseconds in which all entries of a partition are read, on average.
        var sweep = 0.0

        var state: Int { resident - empty }
        var bytesPerRecord: Double { Double(state) / Double(max(1, records)) }
    }

    /// The word that calls ``fill(_:contracts:)``: before the numbers of records, entries and cases, and 1 if the content of records is kept.
    public static let word = "ledger-memory/"

    let contracts: String

    /// Measures one size.
    func measure(records: Int, entries: Int = 0, cases: Int = 0, keepsContent: Bool = false) throws -> Size {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["bench", "\(Self.word)\(records)/\(entries)/\(cases)/\(keepsContent ? 1 : 0)", "--contracts", contracts]
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
            records: records, entries: entries, cases: cases, shelved: number("entries"), empty: number("empty"),
            resident: number("resident"), peak: number("peak"), sweep: Double(number("sweepMicroseconds")) / 1000)
    }

    /// Builds a state in this process and tells what it needed, as JSON.
    ///
    /// - parameter numbers: `<records>/<entries>/<cases>/<0 or 1>`.
    public static func fill(_ numbers: String, contracts: String) throws -> String {
        let counts = numbers.split(separator: "/").compactMap { Int($0) }
        guard counts.count == 4, counts.allSatisfy({ (0...10_000_000).contains($0) }), counts[2] <= counts[0], counts[3] <= 1 else {
            throw SetupError(zh: "应为 记录数/名单数/异议数/是否保存内容", en: "expected records/entries/cases/content")
        }
        let catalogue = try Catalogue.load(directory: contracts)
        let ledger = Ledger(routing: Routing(platforms: []), retention: catalogue.retention ?? .forever)
        // Code and tables that the first record of each kind brings in are none of the state's.
        let shelves = try ShelfRoom(directory: NSTemporaryDirectory(), log: HubLog(language: .en, least: .warning))
        _ = try StateSamples(records: 1, entries: 1, cases: 1, keepsContent: true).states(ledger, shelf: shelves.shelf)
        let empty = ProcessMemory()
        let states = try StateSamples(
            records: counts[0], entries: counts[1], cases: counts[2], keepsContent: counts[3] == 1
        ).states(ledger, shelf: shelves.shelf)
        let full = ProcessMemory()
        let began = DispatchTime.now().uptimeNanoseconds
        let read = states.reduce(0) { $0 + $1.entries.reduce(0) { count, _ in count + 1 } }
        let sweep = Int(DispatchTime.now().uptimeNanoseconds - began) / 1000 / states.count
        precondition(read == states.reduce(0) { $0 + $1.entries.count }, "the bench measures something else than it says")
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("records", states.reduce(0) { $0 + $1.records.count })
        writer.member("entries", states.reduce(0) { $0 + $1.entries.count })
        writer.member("cases", states.reduce(0) { $0 + $1.cases.count })
        writer.member("empty", empty.resident)
        writer.member("resident", full.resident)
        writer.member("peak", full.peak)
        writer.member("sweepMicroseconds", sweep)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
