import Contracts
import Credit

/// What an effect is a consequence of, as the messages that it becomes say it.
struct EffectCause {
    let id: String
    let party: String
    let type: String
    let contract: String?
    let origin: String
    let sender: Sender?

    private init(
        _ id: String, _ party: String, _ type: String, contract: String? = nil, origin: String = "", sender: Sender? = nil
    ) {
        self.id = id
        self.party = party
        self.type = type
        self.contract = contract
        self.origin = origin
        self.sender = sender
    }

    init(_ input: LedgerInput) {
        switch input {
        case .event(let event):
            self.init(
                event.id, event.party, EventType.text(record: event.record, operation: event.operation), contract: event.contract,
                origin: event.origin.description, sender: event.sender)
        case .timer(let timer, let place):
            self.init(timer.eventID, "credithub", "\(LedgerTimer.eventType)", origin: place.description)
        case .note(let note):
            self.init(note.event, "credithub", "\(OperatorNote.eventType)")
        case .subscription(let command):
            self.init(command.event, "credithub", "\(SubscriptionCommand.eventType)")
        case .digest(let command):
            self.init(command.event, "credithub", "\(DigestCommand.eventType)")
        case .confirmation(let confirmation):
            self.init(
                confirmation.event, confirmation.party, "\(Confirmation.eventType)", origin: confirmation.origin.description)
        case .delivered(let command):
            self.init(command.event, command.platform, "\(DeliveryCommand.eventType)")
        case .calendar(let command):
            self.init(command.event, "credithub", "\(CalendarCommand.eventType)")
        case .listFilePart(let part):
            self.init(
                part.event, part.key.party, "\(ListFilePart.eventType)", contract: part.key.contract, origin: part.origin.description)
        case .listFileEnd(let end):
            self.init(
                end.event, end.key.party, "\(ListFileEnd.eventType)", contract: end.key.contract, origin: end.origin.description)
        }
    }
}
