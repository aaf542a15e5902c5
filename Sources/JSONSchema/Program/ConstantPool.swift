import JSON

/// The values of `enum` and `const`, kept parsed so that a document's values are compared with them as they are.
final class ConstantPool: @unchecked Sendable {
    private let text: UnsafeMutableRawBufferPointer
    private let parser = JSONParser(limits: JSONLimits(maxBytes: JSONLimits.greatestBytes, maxDepth: JSONLimits.greatestDepth))
    /// Read only after the initializer.
    nonisolated(unsafe) let views: UnsafeMutableBufferPointer<JSONView>

    init(_ values: [JSONValue]) {
        var writer = JSONWriter()
        writer.beginArray()
        for value in values { writer.value(value) }
        writer.endArray()
        text = .allocate(byteCount: writer.bytes.count, alignment: 8)
        text.copyBytes(from: writer.bytes)
        // What was parsed and written once parses again; and if it did not, there would be no constants to match.
        let elements = (try? parser.parse(UnsafeRawBufferPointer(text))).map { Array($0.elements) } ?? []
        views = .allocate(capacity: elements.count)
        _ = views.initialize(from: elements)
    }

    /// Whether a value can be written and parsed again: a text has a limit of nesting, a value made by hand has none.
    static func canHold(_ value: JSONValue) -> Bool {
        func isFlat(_ value: JSONValue, _ room: Int) -> Bool {
            switch value {
            case .array(let elements): room > 0 && elements.allSatisfy { isFlat($0, room - 1) }
            case .object(let members): room > 0 && members.allSatisfy { isFlat($0.value, room - 1) }
            default: true
            }
        }
        // One level is the list that all constants stand in.
        return isFlat(value, JSONLimits.greatestDepth - 2)
    }

    deinit {
        views.deallocate()
        text.deallocate()
    }
}
