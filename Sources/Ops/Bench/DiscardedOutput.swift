import Credit
import Hub
import JSON

/// Writes what follows from events as the ledger's stage does, and throws it away.
struct DiscardedOutput {
    private var writer = JSONWriter(capacity: 4096)
    private(set) var bytes = 0

    mutating func write(_ effect: Effect, _ state: LedgerState, now: Timestamp) {
        switch effect {
        case .state(let change):
            bytes += StateCodec.key(of: change).count
            _ = StateCodec.write(change, to: &writer)
        case .receipt(_, let receipt):
            writer.reset()
            receipt.write(to: &writer)
        case .upstream(let change): LedgerMessages.write(change, to: &writer)
        case .view(let change):
            // The value stands ready.
            if case .entry(_, let value?) = change.content { bytes += value.count }
            return
        case .notice(_, let notice): LedgerMessages.write(notice, now: now, to: &writer)
        case .audit(let entry): state.apply(.audit(entry.write(after: state.audit, to: &writer)))
        case .deadLetter: return
        }
        bytes += writer.bytes.count
    }
}
