import Credit
import HTTP
import Hub

/// Answers `/v1/lists/check`: who asks, whether it may, and what its own view shows of the subject. The log gets one line for each
/// query of a party, and never the subject.
package struct QueryHandler: Sendable {
    private let copy: LedgerCopy
    private let tokens: TokenRegisterFile
    private let subjects: QueriedSubject
    /// The parties that have bindings, whose subscriptions the ledger has or will have.
    private let subscribers: Set<String>
    private let parties: RateLimiter
    /// All who show no token that is known, together.
    private let strangers: RateLimiter
    private let log: HubLog
    private let uptime: @Sendable () -> UInt64

    private static let path = "/v1/lists/check"
    private static let strangersPerSecond = 10
    private static let secondsToStart = 5

    package init(
        copy: LedgerCopy, tokens: TokenRegisterFile, subjects: QueriedSubject, subscribers: Set<String>, perSecond: Int, log: HubLog,
        uptime: @escaping @Sendable () -> UInt64
    ) {
        self.copy = copy
        self.tokens = tokens
        self.subjects = subjects
        self.subscribers = subscribers
        self.log = log
        self.uptime = uptime
        parties = RateLimiter(perSecond: Double(perSecond), burst: 2 * perSecond, now: uptime)
        strangers = RateLimiter(perSecond: Double(Self.strangersPerSecond), burst: 2 * Self.strangersPerSecond, now: uptime)
    }

    package func answer(_ request: HTTPRequest) -> HTTPResponse {
        let began = uptime()
        guard let party = BearerToken(request).flatMap({ tokens.register.party(of: $0) }) else {
            if case .retry(let seconds) = strangers.take("") { return QueryRefusal.tooManyRequests.response(retryAfter: seconds) }
            return QueryRefusal.unknownToken.response()
        }
        if case .retry(let seconds) = parties.take(party) {
            note(party, .tooManyRequests, began)
            return QueryRefusal.tooManyRequests.response(retryAfter: seconds)
        }
        do throws(QueryRefusal) {
            let answer = try answer(request, of: party)
            note(party, answer, began)
            return .json(answer.json)
        } catch {
            note(party, error, began)
            return error.response(retryAfter: error == .starting ? Self.secondsToStart : nil)
        }
    }

    private func answer(_ request: HTTPRequest, of party: String) throws(QueryRefusal) -> ListAnswer {
        guard request.path == Self.path else { throw .unknownPath }
        guard [.get, .head, .post].contains(request.method) else { throw .methodNotAllowed }
        let subject = try subjects.read(request)
        let standing = try copy.standing(of: subject.key, for: party)
        guard let subscription = standing.subscription else { throw subscribers.contains(party) ? .subscriptionPending : .noSubscription }
        guard !subject.isPerson || subscription.filter.subjectKinds.contains(.person) else { throw .personsNotTaken }
        return ListAnswer(
            subject: subject.key, partition: standing.partition, sequence: standing.sequence, time: standing.time,
            values: standing.entries.compactMap { subscription.filter.value(of: $0.entry, $0.id) })
    }

    // MARK: Log

    private func note(_ party: String, _ answer: ListAnswer, _ began: UInt64) {
        let isListed = !answer.values.isEmpty
        let rest = "\(answer.partition)/\(answer.sequence) \(microseconds(since: began)) µs"
        log.write(
            .info, QueryService.name, zh: "\(party) \(isListed ? "在名单上" : "不在名单上") \(rest)",
            en: "\(party) \(isListed ? "listed" : "not listed") \(rest)")
    }

    private func note(_ party: String, _ refusal: QueryRefusal, _ began: UInt64) {
        let rest = "\(refusal.rawValue) \(microseconds(since: began)) µs"
        log.write(.info, QueryService.name, zh: "\(party) 未应答 \(rest)", en: "\(party) refused \(rest)")
    }

    private func microseconds(since began: UInt64) -> UInt64 { (uptime() - began) / 1_000 }
}
