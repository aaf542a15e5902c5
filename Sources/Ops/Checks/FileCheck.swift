import Contracts
import Credit
import Foundation
import JSON

/// Checks files offline, exactly as ingest checks messages (`credithub check`).
public struct FileCheck {
    private let contract: Contract
    private let operation: Contracts.Operation
    private let today: CivilDate
    private let checker: RecordChecker

    /// - parameter today: the day for rules on dates.
    public init(contract: Contract, operation: Contracts.Operation, today: CivilDate, subjectKeys: SubjectKeys) {
        self.contract = contract
        self.operation = operation
        self.today = today
        checker = RecordChecker(subjectKeys: subjectKeys)
    }

    /// Checks all documents of a file's bytes, handing out one verdict after another.
    ///
    /// A file is JSON Lines if its first line is a whole JSON value, or most lines are, and more follows; otherwise it is
    /// one document.
    public func run(file: String, bytes: [UInt8], _ body: (CheckOutcome) -> Void) {
        bytes.withUnsafeBytes { text in
            guard let lines = Self.lines(of: text) else {
                return body(check(file, nil, text))
            }
            for (number, range) in lines {
                body(check(file, number, UnsafeRawBufferPointer(rebasing: text[range])))
            }
        }
    }

    private func check(_ file: String, _ line: Int?, _ text: UnsafeRawBufferPointer) -> CheckOutcome {
        switch checker.check(text, contract: contract, operation: operation, today: today) {
        case .success(let record):
            CheckOutcome(file: file, line: line, faults: [], recordID: record.isKeyedBySecret ? nil : record.recordID)
        case .failure(let faults): CheckOutcome(file: file, line: line, faults: faults.all, recordID: nil)
        }
    }

    // MARK: JSON Lines

    /// The lines that hold something, with their numbers; nil if the text is one document.
    private static func lines(of text: UnsafeRawBufferPointer) -> [(Int, Range<Int>)]? {
        var lines: [(Int, Range<Int>)] = []
        var start = 0
        var number = 1
        while start < text.count {
            var end = start
            while end < text.count, text[end] != 0x0a { end += 1 }
            var last = end
            while last > start, [0x20, 0x09, 0x0d].contains(text[last - 1]) { last -= 1 }
            if last > start { lines.append((number, start..<last)) }
            start = end + 1
            number += 1
        }
        guard lines.count > 1 else { return nil }
        let parser = JSONParser(limits: JSONLimits(maxBytes: .max, maxDepth: 64))
        if (try? parser.parse(text)) != nil { return nil }
        func isWhole(_ line: Range<Int>) -> Bool {
            (try? parser.parse(UnsafeRawBufferPointer(rebasing: text[line]))) != nil
        }
        func beginsRecord(_ line: Range<Int>) -> Bool { text[line.lowerBound] == UInt8(ascii: "{") }
        if isWhole(lines[0].1) { return lines }
        let sample = lines.prefix(100)
        return sample.count { isWhole($0.1) || (beginsRecord($0.1) && $0.1.count > 2) } * 2 > sample.count ? lines : nil
    }
}
