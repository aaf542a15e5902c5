/// What the sender itself calls a record: its own id and the row of its file, carried back with every receipt.
public struct Sender: Hashable, Sendable {
    public var id: String?
    public var row: String?

    public init(id: String?, row: String?) {
        self.id = id
        self.row = row
    }

    /// Nil if nothing is known of it.
    public static func known(id: String?, row: String?) -> Sender? {
        id == nil && row == nil ? nil : Sender(id: id, row: row)
    }
}
