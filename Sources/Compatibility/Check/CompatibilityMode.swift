/// Which versions of a schema have to read the documents of which others.
public enum CompatibilityMode: String, Sendable, CaseIterable {
    /// The new schema takes every document that the last version took.
    case backward = "BACKWARD"
    /// The last version takes every document that the new schema takes.
    case forward = "FORWARD"
    /// Both of these.
    case full = "FULL"
    /// The new schema takes every document that any former version took.
    case backwardTransitive = "BACKWARD_TRANSITIVE"
    /// Every former version takes every document that the new schema takes.
    case forwardTransitive = "FORWARD_TRANSITIVE"
    /// Both of these.
    case fullTransitive = "FULL_TRANSITIVE"

    /// Whether all former versions count, not only the last.
    public var isTransitive: Bool {
        switch self {
        case .backward, .forward, .full: false
        case .backwardTransitive, .forwardTransitive, .fullTransitive: true
        }
    }

    /// The directions in which a pair of versions is compared.
    public var directions: [ReadingDirection] {
        switch self {
        case .backward, .backwardTransitive: [.newReadsOld]
        case .forward, .forwardTransitive: [.oldReadsNew]
        case .full, .fullTransitive: [.newReadsOld, .oldReadsNew]
        }
    }
}

/// Which of two versions writes the documents and which one reads them.
public enum ReadingDirection: String, Sendable {
    /// The old version writes, the new one reads.
    case newReadsOld = "new-reads-old"
    /// The new version writes, the old one reads.
    case oldReadsNew = "old-reads-new"
}
