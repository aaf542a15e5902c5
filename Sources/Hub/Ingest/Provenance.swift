import Contracts
import Credit

/// 来源核验: whether this party may say this. A party is what its topic says, never what the payload claims.
enum Provenance {
    static func faults(_ record: RecordClaim, operation: Contracts.Operation, binding: DepartmentBinding) -> [Fault] {
        var faults: [Fault] = []
        if let authority = record.authority {
            if let fault = authorityFault(authority, operation, binding) { faults.append(fault) }
        }
        if let region = record.region, !binding.reportsFor(region: region.code) {
            faults.append(
                Fault(
                    .foreignRegion, path: "/\(region.field)", keyword: "regions",
                    expected: binding.regions.joined(separator: " | "), value: region.code))
        }
        if let list = record.list {
            let path = operation.listField.map { "/\($0)" } ?? ""
            if let designators = list.designatedBy, !designators.contains(binding.party) {
                faults.append(
                    Fault(
                        .listNotDesignatedByParty, path: path, keyword: "designatedBy",
                        expected: designators.joined(separator: " | "), value: binding.party))
            }
            if let kind = record.subjectKind, !list.subjectKinds.isEmpty, !list.subjectKinds.contains(kind) {
                faults.append(
                    Fault(
                        .subjectNotOfList, path: path, keyword: "subjectKinds",
                        expected: list.subjectKinds.map(\.rawValue).sorted().joined(separator: " | "),
                        value: kind.rawValue))
            }
        }
        return faults
    }

    /// An authority is one that the binding names; where it names none, one of the region: an organ's code carries the
    /// 行政区划 of its registration in places 3 to 8 (GB 32100).
    private static func authorityFault(
        _ authority: String, _ operation: Contracts.Operation, _ binding: DepartmentBinding
    ) -> Fault? {
        if binding.authorities.contains(authority) { return nil }
        let path = operation.authorityField.map { "/\($0)" } ?? ""
        let shown = UnifiedSocialCreditCode.isValid(authority) ? authority : nil
        guard binding.authorities.isEmpty else {
            return Fault(
                .foreignAuthority, path: path, keyword: "authorities",
                expected: binding.authorities.sorted().joined(separator: " | "), value: shown)
        }
        guard shown != nil, !binding.reportsFor(region: String(authority.dropFirst(2).prefix(6))) else { return nil }
        return Fault(
            .foreignRegion, path: path, keyword: "regions", expected: binding.regions.joined(separator: " | "), value: shown)
    }
}
