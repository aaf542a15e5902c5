import Contracts
import Credit
import JSON

/// Reads and checks the binding of one subscriber.
///
/// What may be shown to whom follows 国办发〔2020〕49号 part 3 (公开范围; natural persons only with a basis, and masked) and
/// 个人信息保护法 arts. 6 and 34 (an organ handles personal data only within its statutory duty, and no more than it takes).
struct SubscriberLoader {
    let catalogue: Catalogue
    /// Records whose content the ledger keeps.
    let heldRecords: Set<String>
    let file: BindingFile

    private static let members = [
        "party", "name", "nameEn", "code", "region", "lists", "fields", "records", "subjectKinds", "regions", "disclosure",
        "legalMeasure", "certainty", "masking", "dispute", "suspension", "confirmWithinHours", "feedback",
    ]

    func load() throws(SetupError) -> SubscriberBinding {
        try file.allow(Self.members, in: file.json, at: "")
        let party = try file.party()
        _ = try file.text("name")
        try file.checkNames()
        let (hours, givesFeedback) = (try confirmationHours(), try file.flag("feedback"))
        guard hours == nil || givesFeedback else {
            throw file.bad(
                "/confirmWithinHours", "要求确认移出的订阅方须有反馈主题，否则无处确认：请写 feedback: true，或删去此项",
                "removals are confirmed on the feedback topic: write feedback: true, or leave this out")
        }
        let kinds = try subjectKinds()
        guard let disclosure = try file.choice("disclosure", of: Disclosure.allCases) else {
            throw file.bad("/disclosure", "缺少公开范围（public、government 或 authorised）", "is missing (public, government or authorised)")
        }
        let measure = try legalMeasure(kinds, disclosure)
        let masking = try masking(disclosure)
        let lists = try lists()
        let fields = file.json["fields"] == nil && lists?.isEmpty == true ? [] : try file.texts("fields")
        let parts = SubscribedParts(
            catalogue: catalogue, heldRecords: heldRecords, file: file, disclosure: disclosure, isMasked: masking == .full)
        let regions = try file.regions()
        let handlings = [Subscription.Handling.mark, .hold]
        let filter = Subscription.Filter(
            parts: try parts.load(lists: lists, fields: fields), subjectKinds: kinds,
            regions: regions.map { $0.map(RegionCode.prefix) }, disputes: try file.choice("dispute", of: handlings) ?? .mark,
            suspensions: try file.choice("suspension", of: handlings) ?? .mark)
        return SubscriberBinding(
            party: party, name: file.name, code: try file.creditCode(), region: try file.region(), lists: lists,
            subjectKinds: kinds, fields: fields, disclosure: disclosure, legalMeasure: measure, masking: masking,
            givesFeedback: givesFeedback,
            subscription: Subscription(party: party, filter: filter, confirmationHours: hours))
    }

    private func lists() throws(SetupError) -> Set<String>? {
        guard let value = file.json["lists"] else { return [] }
        if value.stringValue == "all" { return nil }
        guard value.arrayValue != nil else {
            throw file.bad("/lists", "应为 \"all\" 或名单代号的数组", "must be \"all\" or an array of codes of lists")
        }
        let codes = try file.texts("lists")
        let known = catalogue.listCodes()
        for (index, code) in codes.enumerated() where known[code] == nil {
            throw file.bad("/lists/\(index)", "没有名单 \(code)", "there is no list \(code)")
        }
        return Set(codes)
    }

    private func subjectKinds() throws(SetupError) -> Set<SubjectKind> {
        var kinds: Set<SubjectKind> = []
        for (index, name) in try file.texts("subjectKinds").enumerated() {
            guard let kind = SubjectKind(rawValue: name) else {
                throw file.bad("/subjectKinds/\(index)", "没有主体类别 \(name)", "there is no kind of subject \(name)")
            }
            guard kinds.insert(kind).inserted else { throw file.bad("/subjectKinds/\(index)", "\(name) 出现两次", "\(name) occurs twice") }
        }
        guard !kinds.isEmpty else { throw file.bad("/subjectKinds", "没有主体类别", "names no kind of subject") }
        return kinds
    }

    private func legalMeasure(_ kinds: Set<SubjectKind>, _ disclosure: Disclosure) throws(SetupError) -> String? {
        let measure = file.json["legalMeasure"] == nil ? nil : try file.text("legalMeasure")
        guard measure?.contains(where: { !$0.isWhitespace }) != true else { return measure }
        if kinds.contains(.person) {
            throw file.bad(
                "/legalMeasure", "订阅自然人信息必须写明法定措施，否则不能启动",
                "natural persons may be subscribed only with a legal measure: without one the hub does not start")
        }
        if disclosure == .authorised {
            throw file.bad(
                "/legalMeasure", "公开范围为授权查询（authorised）的必须写明法定措施",
                "what may be seen with authorisation (authorised) may be subscribed only with a legal measure")
        }
        return nil
    }

    private func masking(_ disclosure: Disclosure) throws(SetupError) -> SubscriberBinding.Masking {
        let masking = try file.choice("masking", of: SubscriberBinding.Masking.allCases)
        guard disclosure == .public else { return masking ?? .none }
        guard masking != SubscriberBinding.Masking.none else {
            throw file.bad("/masking", "社会公开（public）的必须脱敏（full）", "what the public sees must be masked (full)")
        }
        return .full
    }

    private func confirmationHours() throws(SetupError) -> Int? {
        guard let value = file.json["confirmWithinHours"] else { return nil }
        guard let hours = value.intValue, (1...8760).contains(hours) else {
            throw file.bad("/confirmWithinHours", "应为 1 到 8760 的整数（小时）", "must be a whole number of hours from 1 to 8760")
        }
        return hours
    }
}
