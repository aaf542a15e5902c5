import Credit
import JSON

/// Checks the chain of one partition of the audit, entry by entry, and holds none of them.
///
/// The numbers must run 1, 2, 3 …, each entry must hold the digest of the bytes before it, and the entries of which somebody else
/// keeps a digest (the ledger's state, an anchor) must be those. It stops at the first break.
public struct AuditChainCheck {
    /// An entry that was read.
    private struct Place {
        var sequence: Int64
        var offset: Int64
        var digest: Digest256
    }

    private let partition: Int32
    /// The first offset that the partition still has: above 0 if retention, or somebody, removed what was before.
    private let logStart: Int64
    private let head: AuditHead
    private let anchor: AuditHead?
    private let acceptsRetention: Bool
    private let parser = JSONParser()

    private var entries: Int64 = 0
    private var first: Int64?
    private var last: Place?
    /// The entry before the last, if the last does not hold its digest: one of the two was changed, and the next entry tells which.
    private var doubted: Place?
    private var from: Timestamp?
    private var to: Timestamp?
    private var found: AuditBreak?

    /// - parameters:
    ///   - head: the last entry that the ledger's state knew before the audit was read.
    ///   - anchor: a head that was printed formerly.
    ///   - acceptsRetention: whether the beginning may be missing where the partition's own is.
    public init(partition: Int32, logStart: Int64 = 0, head: AuditHead, anchor: AuditHead? = nil, acceptsRetention: Bool = false) {
        self.partition = partition
        self.logStart = logStart
        self.head = head
        self.anchor = anchor
        self.acceptsRetention = acceptsRetention
    }

    /// Takes the next message of the partition.
    public mutating func take(offset: Int64, value: UnsafeRawBufferPointer?) {
        guard found == nil else { return }
        guard let value, let link = AuditLink(value, parser: parser) else {
            return settle(or: AuditBreak(.notAnEntry, offset: offset))
        }
        let place = Place(sequence: link.sequence, offset: offset, digest: SHA256.hash(value))
        if let last {
            guard place.sequence == last.sequence + 1 else {
                let isGap = place.sequence > last.sequence
                return settle(
                    or: AuditBreak(
                        isGap ? .missing(after: last.sequence, before: place.sequence) : .repeated(place.sequence), offset: offset))
            }
            let fits = link.previous == last.digest
            if let doubted {
                // The last was chained as it stands, so it was the one before it; or it was not.
                return note(changed: fits ? doubted : last)
            }
            if !fits { doubted = last }
        } else {
            begin(with: place, link.previous)
        }
        guard found == nil else { return }
        last = place
        entries += 1
        from = from ?? link.time
        to = link.time
        compare(place, with: head, .otherThanState(place.sequence))
        if let anchor { compare(place, with: anchor, .otherThanAnchor(place.sequence)) }
    }

    private mutating func begin(with place: Place, _ previous: Digest256) {
        first = place.sequence
        guard place.sequence > 1 else {
            if previous != AuditHead.none.digest { note(changed: place) }
            return
        }
        guard acceptsRetention, logStart > 0 else {
            found = AuditBreak(.beginningMissing(first: place.sequence), offset: place.offset)
            return
        }
        // What the first one follows is gone, but its digest may be known.
        let before = AuditHead(sequence: place.sequence - 1, digest: previous)
        if head.sequence == before.sequence, head != before {
            found = AuditBreak(.otherThanState(before.sequence), offset: place.offset)
        } else if let anchor, anchor.sequence == before.sequence, anchor != before {
            found = AuditBreak(.otherThanAnchor(before.sequence), offset: place.offset)
        }
    }

    /// Holds an entry against a digest of it that is kept elsewhere.
    private mutating func compare(_ place: Place, with known: AuditHead, _ other: AuditBreak.Kind) {
        guard found == nil, place.sequence == known.sequence else { return }
        if place.digest == known.digest {
            if let doubted { note(changed: doubted) }
        } else if doubted != nil {
            note(changed: place)
        } else {
            found = AuditBreak(other, offset: place.offset)
        }
    }

    private mutating func note(changed place: Place) {
        found = AuditBreak(.changed(place.sequence), offset: place.offset)
    }

    /// A break that was in doubt comes before another.
    private mutating func settle(or other: AuditBreak?) {
        if let doubted { note(changed: doubted) } else { found = other }
    }

    // MARK: The end

    /// Whether there are entries that the state did not know yet when it was read.
    var isBeyondHead: Bool { found == nil && (last?.sequence ?? 0) > head.sequence }

    /// What came of it.
    ///
    /// - parameter headAfterwards: the last entry that the ledger's state knew after the audit was read.
    public consuming func finish(headAfterwards: AuditHead) -> AuditPartitionReport {
        if found == nil { settle(or: breakAtTheEnd(headAfterwards)) }
        let present = last.map { AuditHead(sequence: $0.sequence, digest: $0.digest) } ?? .none
        return AuditPartitionReport(
            partition: partition, entries: entries, first: first, from: from, to: to, head: found == nil ? present : nil, found: found)
    }

    private func breakAtTheEnd(_ headAfterwards: AuditHead) -> AuditBreak? {
        let end = last?.sequence ?? 0
        let behind = last.map { $0.offset + 1 } ?? logStart
        if end < head.sequence { return AuditBreak(.tailMissing(last: end, known: head.sequence), offset: behind) }
        if let last, headAfterwards.sequence < end {
            return AuditBreak(.beyondState(last: end, known: headAfterwards.sequence), offset: last.offset)
        }
        if let last, headAfterwards.sequence == end, headAfterwards.digest != last.digest {
            return AuditBreak(.otherThanState(end), offset: last.offset)
        }
        guard let anchor, anchor.sequence > 0 else { return nil }
        if anchor.sequence > end { return AuditBreak(.endsBeforeAnchor(last: end, anchor: anchor.sequence), offset: behind) }
        if let first, anchor.sequence < first - 1 { return AuditBreak(.anchorIsGone(anchor.sequence, first: first), offset: logStart) }
        return nil
    }
}
