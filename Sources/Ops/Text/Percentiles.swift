/// Percentiles of measured times.
public struct Percentiles: Sendable {
    private let sorted: [Double]

    public init(_ values: [Double]) {
        sorted = values.sorted()
    }

    public var count: Int { sorted.count }

    /// The value that a share of all values do not exceed; nil if there are none.
    public func value(_ share: Double) -> Double? {
        guard !sorted.isEmpty else { return nil }
        let place = Int((share * Double(sorted.count)).rounded(.up)) - 1
        return sorted[min(max(place, 0), sorted.count - 1)]
    }
}
