/// The room into which librdkafka writes the text of an error.
struct ReasonBuffer: ~Copyable {
    static let size = 512

    let pointer: UnsafeMutablePointer<CChar>

    init() {
        pointer = .allocate(capacity: ReasonBuffer.size)
        pointer.initialize(repeating: 0, count: ReasonBuffer.size)
    }

    deinit {
        pointer.deallocate()
    }

    /// What was written.
    var text: String { String(cString: pointer) }
}
