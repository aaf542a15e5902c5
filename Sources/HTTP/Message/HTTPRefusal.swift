/// Why the listener itself refuses a request: a stable code, the status to answer, and what to do.
public enum HTTPRefusal: String, Error, Sendable, CaseIterable {
    case badRequestLine
    case bareLineEnd
    case unknownMethod
    case targetTooLong
    case badTarget
    case unsupportedTarget
    case badEscape
    case unsupportedVersion
    case foldedHeader
    case badHeaderName
    case badHeaderValue
    case tooManyHeaders
    case headersTooLarge
    case badHost
    case badContentLength
    case ambiguousLength
    case transferCoding
    case bodyTooLarge
    case unknownExpectation
    case headTimedOut
    case bodyTimedOut
    case tooManyConnections
    case badResponse

    /// The status code of the answer.
    public var status: Int {
        switch self {
        case .badRequestLine, .bareLineEnd, .badTarget, .badEscape, .foldedHeader, .badHeaderName, .badHeaderValue, .badHost,
            .badContentLength, .ambiguousLength:
            400
        case .headTimedOut, .bodyTimedOut: 408
        case .bodyTooLarge: 413
        case .targetTooLong: 414
        case .unknownExpectation: 417
        case .tooManyHeaders, .headersTooLarge: 431
        case .badResponse: 500
        case .unknownMethod, .unsupportedTarget, .transferCoding: 501
        case .tooManyConnections: 503
        case .unsupportedVersion: 505
        }
    }
}
