/// The state of one partition of subjects. A cache of the changelog: rebuilt from it, never written anywhere else.
///
/// Changes are undone together when the transaction that was to write them does not commit.
public final class LedgerState {
    public private(set) var records: [Identifier128: RecordState] = [:]
    public private(set) var entries: [Identifier128: ListEntryState] = [:]
    public private(set) var cases: [Identifier128: CaseState] = [:]
    /// What the changed keys held before, in order.
    private var undo: [StateChange] = []

    public init() {}

    /// Applies a change; until ``commit()`` it can be undone.
    public func apply(_ change: StateChange) {
        switch change {
        case .record(let id, let value):
            undo.append(.record(id, records[id]))
            records[id] = value
        case .entry(let id, let value):
            undo.append(.entry(id, entries[id]))
            entries[id] = value
        case .disputeCase(let id, let value):
            undo.append(.disputeCase(id, cases[id]))
            cases[id] = value
        }
    }

    /// Applies a change that the changelog already holds.
    public func restore(_ change: StateChange) {
        switch change {
        case .record(let id, let value): records[id] = value
        case .entry(let id, let value): entries[id] = value
        case .disputeCase(let id, let value): cases[id] = value
        }
    }

    /// Keeps the changes since the last commit.
    public func commit() {
        undo.removeAll(keepingCapacity: true)
    }

    /// Takes back the changes since the last commit.
    public func rollback() {
        for change in undo.reversed() { restore(change) }
        undo.removeAll(keepingCapacity: true)
    }
}
