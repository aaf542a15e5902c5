/// Where a feed stands: the messages of one partition to one subscriber or platform.
public struct FeedState: Hashable, Sendable {
    /// The number of the last message, from 1.
    public var number: Int64
    /// How many entries are in the view.
    public var count: Int
    public var digest: ViewDigest
    /// The number of the last message that only told the digest.
    public var marker: Int64
    /// Up to which number the subscriber has confirmed what it got.
    public var confirmed: Int64

    public init(number: Int64 = 0, count: Int = 0, digest: ViewDigest = .empty, marker: Int64 = 0, confirmed: Int64 = 0) {
        self.number = number
        self.count = count
        self.digest = digest
        self.marker = marker
        self.confirmed = confirmed
    }

    /// Nothing was sent yet.
    public static let none = FeedState()
}
