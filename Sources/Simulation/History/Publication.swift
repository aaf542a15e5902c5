import Credit

/// What ingest writes to `ledger.in` in one go: a message, or one to each partition.
struct Publication {
    /// Without a partition it goes to that of its key.
    var inputs: [(partition: Int32?, input: LedgerInput)]

    init(_ input: LedgerInput, to partition: Int32? = nil) {
        inputs = [(partition, input)]
    }

    /// One message to each partition.
    init(each inputs: [LedgerInput]) {
        self.inputs = inputs.enumerated().map { (Int32($0.offset), $0.element) }
    }

    /// What gets an outcome.
    var answered: Int { inputs.count { $0.input.answered != nil } }
}

extension LedgerInput {
    /// Where the message stood whose sender gets an outcome of it; nil if nobody does.
    var answered: Origin? {
        switch self {
        case .event(let event): event.origin
        case .confirmation(let confirmation): confirmation.origin
        case .listFilePart(let part): part.answers ? part.origin : nil
        case .listFileEnd(let end): end.answers ? end.origin : nil
        case .timer, .note, .subscription, .digest, .delivered, .calendar: nil
        }
    }
}
