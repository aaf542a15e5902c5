import JSON

/// A place in adapter.json: its value and the way to it, so that every error says where it is.
struct Place {
    let value: JSONValue
    let pointer: String
    let file: String

    func error(_ zh: String, _ en: String) -> AdapterLoadError {
        AdapterLoadError(file: file, pointer: pointer, zh: zh, en: en)
    }

    /// The member of a name, if there is one.
    func optional(_ name: String) -> Place? {
        value[name].map { Place(value: $0, pointer: pointer + "/" + JSONPointer.escape(name), file: file) }
    }

    func required(_ name: String) throws(AdapterLoadError) -> Place {
        guard let member = optional(name) else { throw error("缺少 \(name)", "\(name) is missing") }
        return member
    }

    /// Refuses members other than these.
    func only(_ names: Set<String>) throws(AdapterLoadError) {
        guard let object = value.objectValue else { throw error("应为对象", "must be an object") }
        for name in object.names where !names.contains(name) {
            throw Place(value: .null, pointer: pointer + "/" + JSONPointer.escape(name), file: file)
                .error("不认识的成员 \(name)", "the member \(name) is not known")
        }
    }

    func members() throws(AdapterLoadError) -> [(name: String, place: Place)] {
        guard let object = value.objectValue else { throw error("应为对象", "must be an object") }
        return object.map { ($0.name, Place(value: $0.value, pointer: pointer + "/" + JSONPointer.escape($0.name), file: file)) }
    }

    func elements() throws(AdapterLoadError) -> [Place] {
        guard let elements = value.arrayValue else { throw error("应为数组", "must be an array") }
        return elements.enumerated().map { Place(value: $1, pointer: pointer + "/\($0)", file: file) }
    }

    /// The elements of an array that must not be empty.
    func someElements() throws(AdapterLoadError) -> [Place] {
        let elements = try elements()
        guard !elements.isEmpty else { throw error("不得为空", "must not be empty") }
        return elements
    }

    func string() throws(AdapterLoadError) -> String {
        guard let text = value.stringValue else { throw error("应为字符串", "must be a string") }
        return text
    }

    /// A text that is not empty.
    func text() throws(AdapterLoadError) -> String {
        let text = try string()
        guard !text.isEmpty else { throw error("不得为空", "must not be empty") }
        return text
    }

    func strings() throws(AdapterLoadError) -> [StableText] {
        var texts: [StableText] = []
        for element in try someElements() { texts.append(StableText(try element.string())) }
        return texts
    }

    func flag() throws(AdapterLoadError) -> Bool {
        guard let flag = value.boolValue else { throw error("应为 true 或 false", "must be true or false") }
        return flag
    }

    /// One of the names of an enumeration.
    func choice<T: RawRepresentable & CaseIterable>(_ type: T.Type) throws(AdapterLoadError) -> T where T.RawValue == String {
        let text = try string()
        guard let choice = T(rawValue: text) else {
            let all = T.allCases.map(\.rawValue).joined(separator: ", ")
            throw error("没有 \(text)；可以是 \(all)", "there is no \(text); it is one of \(all)")
        }
        return choice
    }
}
