import Contracts

/// What a message of a topic that ingest reads is, or what part of one a dead letter holds.
public enum IntakeKind: String, Sendable, CaseIterable {
    /// A record of a department, or a step of a case that a platform sends down.
    case record
    /// 反馈: what a subscriber did by an entry.
    case feedback
    /// 确认: that a subscriber holds its view up to a number.
    case confirmation
    /// A subscriber wants to be told the digest of its view.
    case digestRequest = "digest-request"
    /// A part of a full list file (全量名单) as a whole.
    case listFilePart = "list-file-part"
    /// One entry of such a part.
    case listFileEntry = "list-file-entry"
    /// The end of a list file.
    case listFileEnd = "list-file-end"
    /// A platform's message that is neither of a list file nor of a case.
    case other

    /// Of a message on `feedback.<party>`.
    static func onFeedback(_ envelope: Envelope) -> IntakeKind {
        guard let type = envelope.type, ViewRequest.handles(type) else { return .feedback }
        return ViewRequest.isConfirmation(type) ? .confirmation : .digestRequest
    }

    /// Of a message on `platform.<party>.in`.
    ///
    /// - parameters:
    ///   - cases: Names of the records of cases that the platform may send.
    ///   - isEntry: Whether it is one entry of it.
    static func onPlatform(_ envelope: Envelope, cases: some Collection<String>, isEntry: Bool) -> IntakeKind {
        let type = envelope.type.flatMap { EventType.parse($0) }
        if let type, cases.contains(type.record) { return .record }
        return switch type?.operation {
        case ListFileMessage.partOperation: isEntry ? .listFileEntry : .listFilePart
        case ListFileMessage.endOperation: .listFileEnd
        default: .other
        }
    }
}
