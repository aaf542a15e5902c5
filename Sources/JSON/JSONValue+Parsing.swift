extension JSONValue {
    /// Parses a text with a parser of its own.
    /// - Throws: the first `JSONFault` met.
    public init(parsing bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONFault) {
        let parsed = bytes.withUnsafeBytes { text in
            Result { () throws(JSONFault) -> JSONValue in
                let parser = JSONParser(limits: limits)
                return try withExtendedLifetime(parser) { () throws(JSONFault) -> JSONValue in
                    try parser.parse(text).value
                }
            }
        }
        self = try parsed.get()
    }

    /// Parses a text with a parser of its own, within the default limits.
    /// - Throws: the first `JSONFault` met; its offset counts bytes of UTF-8.
    public init(parsing text: String) throws(JSONFault) {
        try self.init(parsing: Array(text.utf8))
    }
}
