extension KafkaError {
    private static let mostAttempts = 5

    /// Calls again what failed with an error that allows it: for the calls of a transaction, which go on where they were.
    ///
    /// An error that leaves the outcome open is not tried again: that takes a fresh producer.
    public static func retrying(_ call: () throws(KafkaError) -> Void) throws(KafkaError) {
        var attempts = 0
        while true {
            do throws(KafkaError) {
                return try call()
            } catch {
                attempts += 1
                guard error.isRetriable, !error.isIndefinite, attempts < mostAttempts else { throw error }
            }
        }
    }
}
