import Credit

/// The dead letters of one party and what became of each: `dlq.<party>` folded.
public struct LetterBook: Sendable {
    public enum State: String, Sendable {
        case outstanding
        /// Outstanding, and sent again so often that it is not sent once more.
        case parked
        case replayed
        case discarded

        public var name: Bilingual {
            switch self {
            case .outstanding: Bilingual(zh: "待处理", en: "outstanding")
            case .parked: Bilingual(zh: "搁置", en: "parked")
            case .replayed: Bilingual(zh: "已重发", en: "replayed")
            case .discarded: Bilingual(zh: "已放弃", en: "discarded")
            }
        }
    }

    /// Attempts after which a letter is parked, unless an option says otherwise.
    public static let mostAttempts = 3

    public private(set) var letters: [LetterID: Letter] = [:]
    public private(set) var markers: [LetterID: [Marker]] = [:]
    private let keepsValues: Bool

    /// - parameter keepsValues: whether the values of letters that are dealt with are kept too.
    public init(keepsValues: Bool = false) {
        self.keepsValues = keepsValues
    }

    public mutating func add(_ letter: Letter) {
        letters[letter.id] = letter
    }

    public mutating func add(_ marker: Marker) {
        markers[marker.letter, default: []].append(marker)
        if !keepsValues { letters[marker.letter]?.value = nil }
    }

    /// What became of a letter; nil if there is none of that id.
    public func state(of id: LetterID, mostAttempts: Int = LetterBook.mostAttempts) -> State? {
        guard let letter = letters[id] else { return nil }
        switch markers[id]?.last?.disposition {
        case .replayed: return .replayed
        case .discarded: return .discarded
        case nil: return letter.attempt >= mostAttempts ? .parked : .outstanding
        }
    }

    /// Letters that wait for a decision, parked ones too, in no order.
    public var outstanding: [Letter] { letters.values.filter { markers[$0.id] == nil } }

    /// All letters in the order in which they came.
    public var inOrder: [Letter] { letters.values.sorted { ($0.time, $0.id) < ($1.time, $1.id) } }

    /// Where the first messages stood whose letters were sent again, by the event ids of the replays.
    public var rootsOfReplays: [String: Origin] {
        var roots: [String: Origin] = [:]
        for (id, markers) in markers where markers.contains(where: { $0.disposition == .replayed }) {
            if let letter = letters[id], let event = letter.nextEvent { roots[event] = letter.root }
        }
        return roots
    }

    /// When the first letter of a letter's line was refused: its content is that old.
    public func firstTime(of letter: Letter) -> Timestamp {
        min(letter.time, letter.firstLetter.flatMap { letters[$0]?.time } ?? letter.time)
    }

    /// Letters of the same line, that is of replays of the same first letter, in the order of attempts.
    public func line(of letter: Letter) -> [Letter] {
        let first = letter.firstLetter ?? letter.id
        return letters.values.filter { $0.id == first || $0.firstLetter == first }.sorted { ($0.attempt, $0.id) < ($1.attempt, $1.id) }
    }
}
