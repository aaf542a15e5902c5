/// One complete request.
public struct HTTPRequest: Hashable, Sendable {
    /// One name of the query with its value, both decoded; the value is empty where there is no `=`.
    public struct QueryItem: Hashable, Sendable {
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    public var method: HTTPMethod
    /// The path, decoded but otherwise as it was sent: dot segments and double slashes stay, so that they fit no route.
    /// It begins with a slash and has no other slashes than those that were sent as such.
    public var path: String
    /// The items of the query in their order. `+` stands for a blank, as forms write it.
    public var query: [QueryItem]
    /// 0 for HTTP/1.0, 1 for HTTP/1.1.
    public var minorVersion: Int
    /// Host and port that the client meant: of an absolute target, otherwise of the field Host; nil in HTTP/1.0 without it.
    public var authority: String?
    public var headers: HTTPHeaders
    public var body: [UInt8]

    public init(
        method: HTTPMethod = .get, path: String, query: [QueryItem] = [], minorVersion: Int = 1, authority: String? = nil,
        headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = []
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.minorVersion = minorVersion
        self.authority = authority
        self.headers = headers
        self.body = body
    }

    /// The values of a name in the query.
    public func queryValues(_ name: String) -> [String] {
        query.filter { $0.name == name }.map(\.value)
    }

    /// The value of a name that the query has once; nil if it is missing or occurs again.
    public func queryValue(_ name: String) -> String? {
        let values = queryValues(name)
        return values.count == 1 ? values[0] : nil
    }

    /// Whether the client expects the connection to stay open (RFC 9112, 9.3).
    public var keepsAlive: Bool {
        let options = headers.tokens("connection")
        return !options.contains("close") && (minorVersion >= 1 || options.contains("keep-alive"))
    }
}
