/// What every client of Kafka needs: whom to connect to, and whom to tell what happens.
public struct ClientConfiguration: Sendable {
    /// `host:port`, several separated by commas.
    public var bootstrapServers: String

    /// The name under which brokers and logs know this client.
    public var clientID: String

    /// librdkafka's properties by name, such as `security.protocol`. Applied last, so they override everything that this module sets.
    public var properties: [String: String] = [:]

    /// Gets librdkafka's log lines. Called on librdkafka's threads at any time: be quick, and call no client from it.
    /// Without one librdkafka is silent; nothing of it ever reaches the standard error stream.
    public var log: (@Sendable (KafkaLogLine) -> Void)?

    /// How often ``statistics`` is called, in milliseconds; 0 is never.
    public var statisticsIntervalMilliseconds = 0

    /// Gets librdkafka's statistics as one JSON object. Called within calls to the client, on their thread.
    public var statistics: (@Sendable (String) -> Void)?

    /// Gets what went wrong without making a call fail: brokers out of reach, broken connections. librdkafka recovers from these
    /// alone, unless ``KafkaError/isFatal``. Called within calls to the client, on their thread.
    public var error: (@Sendable (KafkaError) -> Void)?

    public init(bootstrapServers: String, clientID: String) {
        self.bootstrapServers = bootstrapServers
        self.clientID = clientID
    }
}
