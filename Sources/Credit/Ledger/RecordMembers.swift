import JSON

/// The members of a record's value in the changelog, found in one pass over it.
struct RecordMembers {
    private(set) var contract: JSONView?
    private(set) var subject: JSONView?
    private(set) var party: JSONView?
    private(set) var revision: JSONView?
    private(set) var hash: JSONView?
    private(set) var status: JSONView?
    private(set) var event: JSONView?
    private(set) var at: JSONView?
    private(set) var cases: JSONView?
    private(set) var end: JSONView?
    private(set) var history: JSONView?
    private(set) var list: JSONView?

    /// Members that it does not know are left alone.
    init(_ view: JSONView) {
        for member in view.members {
            let name = member.name
            if name.hasEscapes {
                name.withUTF8 { take(member, named: name, length: $0.count) }
            } else {
                take(member, named: name, length: name.rawBytes.count)
            }
        }
    }

    /// By the length of the name first: few have the same.
    @inline(__always)
    private mutating func take(_ member: JSONView.Member, named name: JSONView, length: Int) {
        let value = member.value
        switch length {
        case 2: if name.isEqual(to: "at") { at = value }
        case 3: if name.isEqual(to: "end") { end = value }
        case 4: if name.isEqual(to: "hash") { hash = value } else if name.isEqual(to: "list") { list = value }
        case 5:
            if name.isEqual(to: "party") {
                party = value
            } else if name.isEqual(to: "event") {
                event = value
            } else if name.isEqual(to: "cases") {
                cases = value
            }
        case 6: if name.isEqual(to: "status") { status = value }
        case 7: if name.isEqual(to: "subject") { subject = value } else if name.isEqual(to: "history") { history = value }
        case 8: if name.isEqual(to: "contract") { contract = value } else if name.isEqual(to: "revision") { revision = value }
        default: break
        }
    }
}
