import Credit
import Hub

/// The receipts of a full list file, as they come: knows when all are there, in whatever order they do.
///
/// Each part has a final receipt. The end has one of each partition of the ledger, which says how many there are; or one of ingest,
/// which refuses it. What is refused entry by entry has receipts of its own, which those count.
struct AwaitedAnswers {
    /// What the ids of all its messages begin with.
    let id: String
    let parts: Int
    private var end: ShownReceipt?
    private var refusals: [ShownReceipt] = []
    private var answered: Set<Int> = []
    private var shares: Set<Int32> = []
    private var partitions: Int32?
    private var isEndRefused = false
    /// Entries that are refused, by what tells how many, and those whose receipts have come.
    private var counted = 0
    private var entries = 0

    init(id: String, parts: Int) {
        self.id = id
        self.parts = parts
    }

    var isComplete: Bool {
        answered.count == parts && entries >= counted && (isEndRefused || partitions.map { shares.count == Int($0) } ?? false)
    }

    var answer: FullListSender.Answer { FullListSender.Answer(end: end, refusals: refusals, isComplete: isComplete) }

    mutating func take(_ receipt: ShownReceipt) {
        guard receipt.isFinal, receipt.event.hasPrefix("\(id):") else { return }
        let place = receipt.event.dropFirst(id.count + 1)
        if place == "end" || receipt.share != nil {
            takeEnd(receipt, isOwn: place == "end")
        } else if let number = Int(place) {
            guard answered.insert(number).inserted else { return }
            counted += receipt.refused
            if receipt.status == "rejected" { refusals.append(receipt) }
        } else if receipt.status == "rejected" {
            entries += 1
            refusals.append(receipt)
        }
    }

    private mutating func takeEnd(_ receipt: ShownReceipt, isOwn: Bool) {
        if isOwn { end = receipt }
        if let share = receipt.share {
            guard shares.insert(share.partition).inserted else { return }
            partitions = share.partitions
            counted += receipt.refused
        } else {
            isEndRefused = true
        }
        if !isOwn, receipt.status == "rejected" { refusals.append(receipt) }
    }
}
