/// The numbers of one partition of a feed as they came: they must be 1, 2, 3 …
public struct FeedNumbers: Sendable {
    private var numbers: [Int64] = []

    public mutating func take(_ number: Int64) {
        numbers.append(number)
    }

    /// What is wrong with them, told of a place.
    public func findings(_ place: String) -> [Finding] {
        var found: [Finding] = []
        var highest: Int64 = 0
        // Those below the highest that have not come yet.
        var missing: Set<Int64> = []
        for number in numbers {
            if number > highest {
                if number > highest + 1 { missing.formUnion(highest + 1..<number) }
                highest = number
            } else if missing.remove(number) != nil {
                found.append(Finding(.numberOutOfOrder, "\(place) \(number)"))
            } else {
                found.append(Finding(.numberRepeated, "\(place) \(number)"))
            }
        }
        return found + missing.sorted().map { Finding(.numberMissing, "\(place) \($0)") }
    }
}
