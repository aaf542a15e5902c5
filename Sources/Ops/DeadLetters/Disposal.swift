import Credit
import Kafka

/// All that is written for one letter, in one transaction: the message, if it is sent again, the marker and the note for the audit.
struct Disposal {
    let letter: Letter
    /// What is sent; nil for a letter that is discarded.
    let message: ReplayMessage?
    let marker: Marker
    let note: DispositionNote

    /// How much of a transaction it takes up, in bytes.
    var size: Int { (message?.value?.count ?? 0) + 2048 }
}
