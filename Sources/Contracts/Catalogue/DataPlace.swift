import Credit
import JSON

/// A place in a file of rules that is read strictly: what is missing, of the wrong kind or not known stops the start.
struct DataPlace {
    let files: ContractFiles
    let file: String
    let pointer: String
    let value: JSONValue

    /// The root of a file.
    ///
    /// - returns: nil where there is no such file.
    static func root(of file: String, in files: ContractFiles) throws(ContractLoadError) -> DataPlace? {
        guard let value = try files.optionalFile(file) else { return nil }
        return DataPlace(files: files, file: file, pointer: "", value: value)
    }

    func error(_ member: String, _ zh: String, _ en: String) -> ContractLoadError {
        files.error(file, member.isEmpty ? pointer : "\(pointer)/\(member)", zh, en)
    }

    func has(_ member: String) -> Bool { value[member] != nil }

    /// The value must be an object with no other members: a misspelt one would leave a rule out.
    func check(members: Set<String>) throws(ContractLoadError) {
        guard let object = value.objectValue else { throw error("", "应为对象", "must be an object") }
        for name in object.names where !members.contains(name) {
            throw error(name, "不认识的成员 \(name)", "the member \(name) is not known")
        }
    }

    func text(_ member: String) throws(ContractLoadError) -> String {
        guard let text = value[member]?.stringValue, !text.allSatisfy(\.isWhitespace) else {
            throw error(member, "缺少 \(member)，或不是非空文字", "\(member) is missing or no text")
        }
        return text
    }

    /// - parameter member: empty for the value itself.
    func day(_ member: String) throws(ContractLoadError) -> CivilDate {
        guard let text = (member.isEmpty ? value : value[member])?.stringValue, let day = CivilDate(text), day.description == text else {
            throw error(member, "应为日期 YYYY-MM-DD", "must be a day as YYYY-MM-DD")
        }
        return day
    }

    func number(_ member: String, in range: ClosedRange<Int>) throws(ContractLoadError) -> Int {
        guard let number = value[member]?.intValue, range.contains(number) else {
            throw error(
                member, "应为 \(range.lowerBound) 到 \(range.upperBound) 的整数",
                "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func flag(_ member: String) throws(ContractLoadError) -> Bool {
        guard let flag = value[member]?.boolValue else { throw error(member, "应为 true 或 false", "must be true or false") }
        return flag
    }

    /// The items of an array.
    func items(_ member: String) throws(ContractLoadError) -> [DataPlace] {
        guard let items = value[member]?.arrayValue else { throw error(member, "应为数组", "must be an array") }
        return items.enumerated().map { DataPlace(files: files, file: file, pointer: "\(pointer)/\(member)/\($0)", value: $1) }
    }

    /// The items of an array of which there must be some.
    func rules(_ member: String) throws(ContractLoadError) -> [DataPlace] {
        let items = try items(member)
        guard !items.isEmpty else { throw error(member, "\(member) 为空", "\(member) is empty") }
        return items
    }

    /// Texts that are all different.
    func texts(_ member: String) throws(ContractLoadError) -> [String] {
        var texts: [String] = []
        for item in try rules(member) {
            guard let text = item.value.stringValue, !text.isEmpty else { throw item.error("", "应为非空文字", "must be a text") }
            guard !texts.contains(text) else { throw item.error("", "重复：\(text)", "it occurs twice: \(text)") }
            texts.append(text)
        }
        return texts
    }

    /// A prefix of 行政区划 codes (GB/T 2260): two, four or six digits, or nothing for the whole country.
    func region(_ member: String) throws(ContractLoadError) -> String {
        guard has(member) else { return "" }
        let text = try self.text(member)
        guard [2, 4, 6].contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw error(member, "应为行政区划代码的前2、4或6位数字", "must be the first 2, 4 or 6 digits of a region's code")
        }
        return text
    }
}
