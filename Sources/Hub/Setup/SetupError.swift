import Credit

/// Something that keeps the hub from starting: told in one sentence that says what to do.
public struct SetupError: Error, Sendable, CustomStringConvertible {
    public let reason: Bilingual

    public init(zh: String, en: String) {
        reason = Bilingual(zh: zh, en: en)
    }

    public var description: String { reason.en }
}
