import Credit
import JSON

/// The word lists, matters and exceptions of the lint: data with basis and date (`lint-rules.json`), not code.
struct LintPolicy {
    /// What may not be collected at all.
    struct Forbidden {
        let id: String
        let basis: String
        let words: WordList
    }

    /// 缴费, 社会保险, 不动产, 纳税.
    struct Matter {
        let name: String
        let basis: String
        let words: WordList
        /// Contracts that may take sole traders, and why.
        let soleTraders: Set<String>
    }

    /// How the fields of some contracts are named.
    struct Naming {
        let contracts: Set<String>
        let prefixes: [String]
        let names: Set<String>
    }

    let forbidden: [Forbidden]
    let matters: [Matter]
    let documentNumbers: WordList
    let documentNumberEndings: [String]
    let documentNumberFormats: Set<String>
    /// Most characters of a document number that a mask may leave.
    let shownAtMost: Int
    let personNameEndings: [String]
    let phones: WordList
    let addresses: WordList
    let dateEndings: [String]
    let dateNameEndings: [String]
    /// Titles of dates that tell what was done.
    let pastTitles: [String]
    /// Titles of dates that may lie ahead though a term starts with them.
    let aheadTitles: Set<String>
    let naming: [Naming]
    /// Contracts whose fields may say more than the contract does, since each record decides.
    let widerFields: Set<String>
    /// Regions of invented subjects.
    let regions: Set<String>

    /// - parameter today: a part that is not in force yet does not count.
    /// - parameter fail: makes an error of a pointer and a reason.
    init(_ json: JSONValue, today: CivilDate, fail: (String, String, String) -> ContractLoadError) throws(ContractLoadError) {
        func rows(_ name: String) throws(ContractLoadError) -> [JSONValue] {
            var inForce: [JSONValue] = []
            for (index, row) in (json[name]?.arrayValue ?? []).enumerated() {
                guard let day = row["effectiveFrom"]?.stringValue.flatMap({ CivilDate($0) }), row["basis"]?.stringValue != nil else {
                    throw fail("/\(name)/\(index)", "缺少 basis 或 effectiveFrom", "basis or effectiveFrom are missing")
                }
                if day <= today { inForce.append(row) }
            }
            return inForce
        }
        func texts(_ part: String, _ name: String) -> [String] { (json[part]?[name]?.arrayValue ?? []).compactMap(\.stringValue) }
        guard json["forbidden"]?.arrayValue?.isEmpty == false, json["matters"]?.arrayValue?.isEmpty == false else {
            throw fail("", "缺少 forbidden 或 matters", "forbidden or matters are missing")
        }
        forbidden = try rows("forbidden").map {
            Forbidden(id: $0["id"]?.stringValue ?? "", basis: $0["basis"]?.stringValue ?? "", words: WordList($0))
        }
        matters = try rows("matters").map {
            Matter(
                name: $0["matter"]?.stringValue ?? "", basis: $0["basis"]?.stringValue ?? "", words: WordList($0),
                soleTraders: Set(($0["soleTraders"]?.arrayValue ?? []).compactMap { row in
                    row["reason"]?.stringValue == nil ? nil : row["contract"]?.stringValue
                }))
        }
        documentNumbers = WordList(json["documentNumbers"])
        documentNumberEndings = texts("documentNumbers", "nameEndings")
        documentNumberFormats = Set(texts("documentNumbers", "formats"))
        shownAtMost = json["documentNumbers"]?["shownAtMost"]?.intValue ?? 0
        personNameEndings = texts("personNames", "titleEndings")
        phones = WordList(json["phones"])
        addresses = WordList(json["addresses"])
        dateEndings = texts("dates", "titleEndings")
        dateNameEndings = texts("dates", "nameEndings")
        pastTitles = texts("dates", "past")
        aheadTitles = Set((json["dates"]?["mayBeAhead"]?.arrayValue ?? []).compactMap { $0["title"]?.stringValue })
        naming = (json["fieldNames"]?.arrayValue ?? []).map { row in
            func texts(_ name: String) -> [String] { (row[name]?.arrayValue ?? []).compactMap(\.stringValue) }
            return Naming(contracts: Set(texts("contracts")), prefixes: texts("prefixes"), names: Set(texts("names")))
        }
        widerFields = Set((json["widerFields"]?.arrayValue ?? []).flatMap { row in
            row["reason"]?.stringValue == nil ? [] : (row["contracts"]?.arrayValue ?? []).compactMap(\.stringValue)
        })
        regions = Set(texts("exampleSubjects", "regions"))
    }
}
