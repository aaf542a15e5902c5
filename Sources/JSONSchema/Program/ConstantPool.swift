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

    deinit {
        views.deallocate()
        text.deallocate()
    }
}
