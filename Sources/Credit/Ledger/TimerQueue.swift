/// The timers of one partition, the next one first. An index of the state, rebuilt with it and never stored: it may hold timers that
/// are due no more, which only the state can tell.
public struct TimerQueue: Sendable {
    /// A binary heap.
    private var heap: [LedgerTimer] = []
    /// Those whose command is on its way.
    private var underWay: Set<LedgerTimer> = []

    public init() {}

    public var count: Int { heap.count }
    /// How many commands are on their way.
    public var underWayCount: Int { underWay.count }
    /// When the next one is due.
    public var next: Timestamp? { heap.first?.due }

    public mutating func add(_ timer: LedgerTimer) {
        var place = heap.count
        heap.append(timer)
        while place > 0 {
            let parent = (place - 1) / 2
            guard heap[place] < heap[parent] else { return }
            heap.swapAt(place, parent)
            place = parent
        }
    }

    /// Takes what is due out of the queue, up to a number: its commands are about to be sent.
    ///
    /// - parameter stands: whether a timer is to be kept to; others are dropped.
    public mutating func take(dueAt now: Timestamp, most: Int, where stands: (LedgerTimer) -> Bool = { _ in true }) -> [LedgerTimer] {
        var due: [LedgerTimer] = []
        while due.count < most, let first = heap.first, first.due <= now {
            removeFirst()
            guard stands(first) else { continue }
            // The same timer may have been added several times.
            if underWay.insert(first).inserted { due.append(first) }
        }
        return due
    }

    /// The command of a timer has been handled.
    public mutating func settle(_ timer: LedgerTimer) {
        underWay.remove(timer)
    }

    /// Commands that were on their way may be lost: they are to be sent again.
    public mutating func rearm() {
        for timer in underWay { add(timer) }
        underWay.removeAll()
    }

    /// Holds these and no others, but for those whose command is on its way.
    mutating func replace(by timers: [LedgerTimer]) {
        heap.removeAll()
        for timer in timers where !underWay.contains(timer) { add(timer) }
    }

    private mutating func removeFirst() {
        let last = heap.removeLast()
        guard !heap.isEmpty else { return }
        heap[0] = last
        var place = 0
        while true {
            var least = place
            for child in [2 * place + 1, 2 * place + 2] where child < heap.count && heap[child] < heap[least] { least = child }
            guard least != place else { return }
            heap.swapAt(place, least)
            place = least
        }
    }
}
