import Credit
import Foundation
import JSON

/// A file of `topics/`, with what all kinds of binding have in common.
struct BindingFile {
    let path: String
    let json: JSONValue

    /// - throws: ``SetupError`` if it cannot be read or is no JSON.
    init(path: String) throws(SetupError) {
        self.path = path
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SetupError(
                zh: "无法读取 \(path)；请检查 --topics 指向的目录", en: "cannot read \(path); check the folder that --topics names")
        }
        let bytes = [UInt8](data)
        do {
            json = try JSONValue(parsing: bytes)
        } catch {
            let (line, column) = bytes.withUnsafeBytes { error.location(in: $0) }
            throw SetupError(
                zh: "\(path) 第 \(line) 行第 \(column) 列不是合法的 JSON（\(error.kind.rawValue)）",
                en: "\(path) is not valid JSON at line \(line), column \(column) (\(error.kind.rawValue))")
        }
    }

    /// The bindings of a folder, by name; none if there is no such folder.
    static func all(in folder: String) throws(SetupError) -> [BindingFile] {
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".json") }
        var files: [BindingFile] = []
        for name in names.sorted() { files.append(try BindingFile(path: "\(folder)/\(name)")) }
        return files
    }

    func bad(_ place: String, _ zh: String, _ en: String) -> SetupError {
        SetupError(zh: "\(path)#\(place)：\(zh)", en: "\(path)#\(place): \(en)")
    }

    // MARK: Members

    /// Refuses members that mean nothing: a misspelt one would silently leave out what it should say.
    func allow(_ members: [String], in value: JSONValue, at place: String) throws(SetupError) {
        guard let object = value.objectValue else { throw bad(place, "应为对象", "must be an object") }
        for name in object.names where !members.contains(name) {
            let known = members.joined(separator: ", ")
            throw bad("\(place)/\(name)", "不认识的成员（可用：\(known)）", "the member is not known (there are: \(known))")
        }
    }

    func text(_ member: String) throws(SetupError) -> String {
        guard let text = json[member]?.stringValue, !text.isEmpty else {
            throw bad("/\(member)", "缺少或不是字符串", "is missing or no string")
        }
        return text
    }

    func texts(_ member: String) throws(SetupError) -> [String] {
        try texts(json[member], at: "/\(member)")
    }

    func texts(_ value: JSONValue?, at place: String) throws(SetupError) -> [String] {
        guard let values = value?.arrayValue, values.allSatisfy({ $0.stringValue != nil }) else {
            throw bad(place, "应为字符串数组", "must be an array of strings")
        }
        return values.compactMap(\.stringValue)
    }

    /// One of some values; nil if the member is missing.
    func choice<Value: RawRepresentable>(_ member: String, of allowed: [Value]) throws(SetupError) -> Value?
    where Value.RawValue == String {
        guard let value = json[member] else { return nil }
        guard let chosen = allowed.first(where: { $0.rawValue == value.stringValue }) else {
            let known = allowed.map(\.rawValue).joined(separator: " | ")
            throw bad("/\(member)", "应为 \(known) 之一", "must be one of \(known)")
        }
        return chosen
    }

    func flag(_ member: String) throws(SetupError) -> Bool {
        guard let value = json[member] else { return false }
        guard let flag = value.boolValue else { throw bad("/\(member)", "应为 true 或 false", "must be true or false") }
        return flag
    }

    // MARK: What every party has

    var name: Bilingual {
        let zh = json["name"]?.stringValue ?? ""
        return Bilingual(zh: zh, en: json["nameEn"]?.stringValue ?? zh)
    }

    /// Refuses names that would spoil a log's line or a table's row.
    func checkNames() throws(SetupError) {
        for member in ["name", "nameEn"] where json[member]?.stringValue?.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) == true {
            throw bad("/\(member)", "不能含换行等控制字符", "may have no line feed or other control character")
        }
    }

    /// The party, which must be what the file is named for: topics are made from it.
    func party() throws(SetupError) -> String {
        let party = try text("party")
        guard path.hasSuffix("/\(party).json") else {
            throw bad("/party", "与文件名不符", "is not what the file is named for")
        }
        let allowed = party.utf8.allSatisfy { ($0 >= 0x61 && $0 <= 0x7a) || ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: "-") }
        guard allowed else { throw bad("/party", "只能用小写字母、数字和连字符", "may have lower-case letters, digits and hyphens only") }
        return party
    }

    /// 统一社会信用代码, checked (GB 32100).
    func creditCode() throws(SetupError) -> String {
        let code = try text("code")
        guard UnifiedSocialCreditCode.isValid(code) else {
            throw bad("/code", "不是正确的统一社会信用代码（GB 32100）", "is no right unified social credit code (GB 32100)")
        }
        return code
    }

    func region() throws(SetupError) -> String {
        let region = try text("region")
        try checkRegion(region, at: "/region")
        return region
    }

    /// 行政区划 in `regions`; nil if the member is missing.
    func regions() throws(SetupError) -> [String]? {
        guard json["regions"] != nil else { return nil }
        let regions = try texts("regions")
        guard !regions.isEmpty else { throw bad("/regions", "没有区划；不限区划时请删去", "names none; leave it out for any region") }
        for (index, region) in regions.enumerated() { try checkRegion(region, at: "/regions/\(index)") }
        return regions
    }

    private func checkRegion(_ region: String, at place: String) throws(SetupError) {
        guard RegionCode.isValid(region) else {
            throw bad(place, "应为 6 位行政区划代码（GB/T 2260）", "must be a region code of 6 digits (GB/T 2260)")
        }
    }
}
