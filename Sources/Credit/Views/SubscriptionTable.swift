/// The subscriptions that hold in a partition, and what of them is alike.
public struct SubscriptionTable: Sendable {
    /// One subscriber's view.
    struct View: Sendable {
        let party: String
        let feed: String
        /// Its place in ``filters``.
        let filter: Int
        let confirmationHours: Int?
    }

    /// By party.
    public private(set) var byParty: [String: Subscription] = [:]
    /// In the order of the parties' names.
    private(set) var views: [View] = []
    /// The different filters: each value is made once for all subscribers of the same filter.
    private(set) var filters: [Subscription.Filter] = []

    public subscript(party: String) -> Subscription? {
        get { byParty[party] }
        set {
            guard byParty[party] != newValue else { return }
            byParty[party] = newValue
            arrange()
        }
    }

    private mutating func arrange() {
        var places: [Subscription.Filter: Int] = [:]
        filters = []
        views = byParty.values.sorted { $0.party < $1.party }.map { subscription in
            let place = places[subscription.filter] ?? filters.count
            if place == filters.count {
                places[subscription.filter] = place
                filters.append(subscription.filter)
            }
            return View(
                party: subscription.party, feed: subscription.feed, filter: place, confirmationHours: subscription.confirmationHours)
        }
    }
}
