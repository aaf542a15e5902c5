import Credit
import JSON

/// The conditions of one operation as one chain of tests in flat memory: each test says where to go on if it holds and where
/// if not, so that running them follows no object and counts no reference.
///
/// Cheap tests go first: in most conditions the presence of a field decides.
final class ConditionProgram {
    private struct Test {
        enum Kind: UInt8 { case present, isOne, has, startsWith, notAfter, notInFuture, notYuan, countEquals, minimumAge }

        let kind: Kind
        let separator: UInt8
        let years: UInt8
        let slot: Int32
        /// The second field, for tests of two.
        let other: Int32
        /// Bytes of the shortest of its texts.
        let shortest: Int32
        let firstText: Int32
        let textCount: Int32
        let holding: Int32
        let failing: Int32
    }

    /// Where all conditions hold, and where one does not.
    private static let accepted: Int32 = -1
    private static let refused: Int32 = -2

    private let tests: UnsafeMutablePointer<Test>
    private let texts: UnsafeMutablePointer<UnsafeRawBufferPointer>
    private let textCount: Int
    /// Where each condition begins; behind the last, where all hold.
    private let starts: [Int32]
    private let start: Int32
    /// The day of the record before.
    private var today = StandardDate(CivilDate(days: 0))

    init(_ rules: [Predicate]) {
        var builder = Builder()
        // From the last to the first, so that each test knows where to go.
        var starts = [Self.accepted]
        for rule in rules.reversed() {
            starts.append(builder.add(rule, holding: starts[starts.count - 1], failing: Self.refused))
        }
        self.starts = starts.reversed()
        start = starts[starts.count - 1]
        tests = .allocate(capacity: max(1, builder.tests.count))
        for (index, test) in builder.tests.enumerated() { (tests + index).initialize(to: test) }
        textCount = builder.texts.count
        texts = .allocate(capacity: max(1, textCount))
        for (index, text) in builder.texts.enumerated() {
            let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, text.count), alignment: 8)
            bytes.copyBytes(from: text)
            (texts + index).initialize(to: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[0..<text.count]))
        }
    }

    deinit {
        for index in 0..<textCount { texts[index].deallocate() }
        texts.deallocate()
        tests.deallocate()
    }

    /// Whether all conditions hold.
    func holds(_ fields: RecordFields, today: CivilDate) -> Bool {
        run(from: start, to: Self.accepted, fields, text(of: today))
    }

    /// Whether one condition holds.
    func holds(_ index: Int, _ fields: RecordFields, today: CivilDate) -> Bool {
        run(from: starts[index], to: starts[index + 1], fields, text(of: today))
    }

    private func text(of today: CivilDate) -> StandardDate {
        if self.today.date != today { self.today = StandardDate(today) }
        return self.today
    }

    private func run(from start: Int32, to end: Int32, _ fields: RecordFields, _ today: StandardDate) -> Bool {
        var at = start
        while at != end {
            guard at >= 0 else { return false }
            let test = tests + Int(at)
            at = holds(test, fields, today) ? test.pointee.holding : test.pointee.failing
        }
        return true
    }

    // MARK: Tests

    @inline(__always)
    private func holds(_ test: UnsafePointer<Test>, _ fields: RecordFields, _ today: StandardDate) -> Bool {
        let slot = Int(test.pointee.slot)
        switch test.pointee.kind {
        case .present:
            return fields[slot] != nil
        case .isOne:
            return fields.withText(slot) { isOne($0, test) } ?? false
        case .has:
            return fields.withText(slot) { text in
                guard text.count >= Int(test.pointee.shortest) else { return false }
                var items = ItemSplitter(text, at: test.pointee.separator)
                while let item = items.next() {
                    if isOne(item, test) { return true }
                }
                return false
            } ?? false
        case .startsWith:
            return fields.withText(slot) { text in
                anyText(test) { text.count >= $0.count && ByteEquality.areEqual(UnsafeRawBufferPointer(rebasing: text[..<$0.count]), $0) }
            } ?? false
        case .notAfter:
            let second = Int(test.pointee.other)
            return fields.withText(slot) { first in fields.withText(second) { StandardDate.isOrdered(first, $0) } ?? true } ?? true
        case .notInFuture:
            return fields.withText(slot) { day in
                today.withBytes { StandardDate.isOrdered(day, $0) }
            } ?? true
        case .notYuan:
            guard let view = fields[slot], view.kind == .number else { return true }
            let number = view.rawBytes
            guard fields.withText(Int(test.pointee.other), { YuanText.names($0, equalTo: number) }) ?? false else { return true }
            // "0元" is no amount in yuan.
            return ExactDecimal(jsonNumber: number)?.isZero ?? true
        case .countEquals:
            guard let view = fields[slot], let list = fields[Int(test.pointee.other)], list.kind == .array, view.kind == .number
            else { return true }
            return view.intValue == list.count
        case .minimumAge:
            return fields.withText(slot) { number in
                fields.withText(Int(test.pointee.other)) { Age.isReached(Int(test.pointee.years), by: number, on: $0) } ?? true
            } ?? true
        }
    }

    @inline(__always)
    private func isOne(_ text: UnsafeRawBufferPointer, _ test: UnsafePointer<Test>) -> Bool {
        anyText(test) { ByteEquality.areEqual(text, $0) }
    }

    @inline(__always)
    private func anyText(_ test: UnsafePointer<Test>, _ body: (UnsafeRawBufferPointer) -> Bool) -> Bool {
        var at = texts + Int(test.pointee.firstText)
        let end = at + Int(test.pointee.textCount)
        while at < end {
            if body(at.pointee) { return true }
            at += 1
        }
        return false
    }

    // MARK: Compiling

    private struct Builder {
        var tests: [Test] = []
        var texts: [[UInt8]] = []

        /// Adds the tests of a predicate.
        ///
        /// - returns: where it begins; where to go on at once if it has no tests.
        mutating func add(_ predicate: Predicate, holding: Int32, failing: Int32) -> Int32 {
            switch predicate {
            case .not(let inner):
                return add(inner, holding: failing, failing: holding)
            case .all(let parts):
                var start = holding
                for part in parts.sorted(by: { $0.cost < $1.cost }).reversed() { start = add(part, holding: start, failing: failing) }
                return start
            case .any(let parts):
                var start = failing
                for part in parts.sorted(by: { $0.cost < $1.cost }).reversed() { start = add(part, holding: holding, failing: start) }
                return start
            case .present(let slot, true):
                return add(.present, slot, holding: holding, failing: failing)
            case .present(let slot, false):
                return add(.present, slot, holding: failing, failing: holding)
            case .isOne(let slot, let values):
                return add(.isOne, slot, texts: values, holding: holding, failing: failing)
            case .has(let slot, let items, let separator):
                return add(.has, slot, texts: items, separator: separator, holding: holding, failing: failing)
            case .startsWith(let slot, let prefixes):
                return add(.startsWith, slot, texts: prefixes, holding: holding, failing: failing)
            case .notAfter(let first, let second):
                return add(.notAfter, first, other: second, holding: holding, failing: failing)
            case .notInFuture(let slot):
                return add(.notInFuture, slot, holding: holding, failing: failing)
            case .notYuan(let amount, let text):
                return add(.notYuan, amount, other: text, holding: holding, failing: failing)
            case .countEquals(let count, let items):
                return add(.countEquals, count, other: items, holding: holding, failing: failing)
            case .minimumAge(let number, let date, let years):
                return add(.minimumAge, number, other: date, years: years, holding: holding, failing: failing)
            }
        }

        private mutating func add(
            _ kind: Test.Kind, _ slot: Int, other: Int = 0, texts values: [[UInt8]] = [], separator: UInt8 = 0, years: UInt8 = 0,
            holding: Int32, failing: Int32
        ) -> Int32 {
            tests.append(
                Test(
                    kind: kind, separator: separator, years: years, slot: Int32(slot), other: Int32(other),
                    shortest: Int32(values.map(\.count).min() ?? 0), firstText: Int32(texts.count), textCount: Int32(values.count),
                    holding: holding, failing: failing))
            texts += values
            return Int32(tests.count - 1)
        }
    }
}

extension Predicate {
    /// What a test takes, roughly, so that the cheapest goes first.
    fileprivate var cost: Int {
        switch self {
        case .present: 1
        case .startsWith, .countEquals: 2
        case .isOne: 3
        case .has, .notInFuture, .notAfter: 8
        case .notYuan, .minimumAge: 20
        case .not(let inner): inner.cost
        case .all(let parts), .any(let parts): parts.reduce(0) { $0 + $1.cost }
        }
    }
}
