import JSON

/// What the parser has against a text; nil if it accepts.
func fault(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) -> JSONFault? {
    let guarded = GuardedText(capacity: bytes.count)
    let parser = JSONParser(limits: limits)
    do throws(JSONFault) {
        _ = try parser.parse(guarded.place(bytes))
        return nil
    } catch {
        return error
    }
}

func fault(_ text: String, limits: JSONLimits = JSONLimits()) -> JSONFault? {
    fault(Array(text.utf8), limits: limits)
}

/// Runs `body` on the view of a text that must be valid.
func withView<R>(_ text: String, _ body: (JSONView) throws -> R) throws -> R {
    let bytes = Array(text.utf8)
    let guarded = GuardedText(capacity: bytes.count)
    let parser = JSONParser()
    return try withExtendedLifetime((guarded, parser)) {
        try body(parser.parse(guarded.place(bytes)))
    }
}

func canonical(_ text: String) throws -> String {
    try withView(text) { view in
        var writer = JSONWriter()
        writer.value(view)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

func areDeeplyEqual(_ left: String, _ right: String) throws -> Bool {
    try withView(left) { left in try withView(right) { right in left.isDeepEqual(to: right) } }
}

extension String {
    func withRawUTF8<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try Array(utf8).withUnsafeBytes(body)
    }
}

/// An invented record with everything the grammar has.
let sampleRecord = #"""
    {"recordId":"REC-0001","name":"虚构示例公司","alias":"caf\u00e9 \"A\\B\" \/ \ud83d\ude00","amount":1250.50,
     "rate":-1.5e-3,"zero":0,"big":123456789012345678901234567890,"tags":["a","二","",{"x":[[],{}]}],
     "checked":true,"revoked":false,"remark":null,"emoji":"😀é","nested":{"a":{"b":{"c":[1,2,3]}}},"last":"\t\n\u0001"}
    """#
