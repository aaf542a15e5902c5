import Kafka

/// The headers of a list file's messages beside those of every event: views that live as long as the message does.
public struct ListFileHeaders {
    static let fileName: StaticString = "credithub.file"
    static let listName: StaticString = "credithub.list"
    static let partName: StaticString = "credithub.part"

    /// Names under `credithub.` that a sender gives; all others there are the hub's.
    public static let names: Set<String> = ["\(fileName)", "\(listName)", "\(partName)"]

    /// The platform's own name for the file.
    var file: UnsafeRawBufferPointer?
    /// The code of the list.
    var list: UnsafeRawBufferPointer?
    /// The part's number, from 1.
    var part: UnsafeRawBufferPointer?

    init(_ message: borrowing KafkaMessage) {
        file = message.header(Self.fileName)
        list = message.header(Self.listName)
        part = message.header(Self.partName)
    }

    /// Those of headers that are held elsewhere: to be used as long as they live.
    init(_ headers: [(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer?)]) {
        func last(_ wanted: StaticString) -> UnsafeRawBufferPointer? { headers.last { $0.name.isEqual(wanted) }?.value }
        file = last(Self.fileName)
        list = last(Self.listName)
        part = last(Self.partName)
    }
}
