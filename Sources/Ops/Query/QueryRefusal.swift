import Credit
import HTTP
import JSON

/// Why a query is not answered: a stable code, the status, and what to do. It holds nothing of what was asked.
package enum QueryRefusal: String, Error, Sendable, CaseIterable {
    case badParameters
    case invalidSubject
    case personalNumberInTarget
    case badBody
    case unknownDocumentType
    case invalidDocumentNumber
    case unknownToken
    case noSubscription
    case personsNotTaken
    case unknownPath
    case methodNotAllowed
    case tooManyRequests
    case starting
    case outOfDate
    case subscriptionPending

    /// The status code of the answer.
    package var status: Int {
        switch self {
        case .badParameters, .invalidSubject, .personalNumberInTarget, .badBody, .unknownDocumentType, .invalidDocumentNumber: 400
        case .unknownToken: 401
        case .noSubscription, .personsNotTaken: 403
        case .unknownPath: 404
        case .methodNotAllowed: 405
        case .tooManyRequests: 429
        case .starting, .outOfDate, .subscriptionPending: 503
        }
    }

    /// The answer to the client.
    ///
    /// - parameter seconds: after which the same request may be answered, where that is known.
    package func response(retryAfter seconds: Int? = nil) -> HTTPResponse {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("code", rawValue)
        for (name, text) in [("message", message), ("remedy", remedy)] {
            writer.name(name)
            writer.beginObject()
            writer.member("zh", text.zh)
            writer.member("en", text.en)
            writer.endObject()
        }
        writer.endObject()
        var response = HTTPResponse.json(writer.bytes, status: status)
        switch status {
        case 401: response.headers.add("WWW-Authenticate", "Bearer")
        case 405: response.headers.add("Allow", "GET, HEAD, POST")
        case 429, 503: response.headers.add("Retry-After", String(seconds ?? 1))
        default: break
        }
        return response
    }
}
