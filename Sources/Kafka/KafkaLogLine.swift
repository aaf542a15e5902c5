/// One line that librdkafka logs.
public struct KafkaLogLine: Sendable {
    /// Severity as syslog counts it: 3 error, 4 warning, 5 notice, 6 information, 7 debugging.
    public let level: Int32

    /// What it is about, in librdkafka's own abbreviations, such as `FAIL` or `REQTMOUT`.
    public let facility: String

    public let message: String

    /// The ``ClientConfiguration/clientID`` of the client that logs.
    public let client: String

    public init(level: Int32, facility: String, message: String, client: String) {
        self.level = level
        self.facility = facility
        self.message = message
        self.client = client
    }
}
