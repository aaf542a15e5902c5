extension JSONPointer {
    /// The line, from 1, on which the value at this place begins in a text, or the innermost place around it that is there; nil
    /// if the text is not JSON.
    public func line(in text: [UInt8]) -> Int? {
        let parser = JSONParser(limits: JSONLimits(maxBytes: JSONLimits.greatestBytes, maxDepth: JSONLimits.greatestDepth))
        return text.withUnsafeBytes { text in
            guard let view = try? parser.parse(text) else { return nil }
            var pointer = self
            while true {
                if let place = view.resolve(pointer) {
                    return 1 + UnsafeRawBufferPointer(rebasing: text[0..<place.offset]).count { $0 == 0x0A }
                }
                if pointer.tokens.isEmpty { return nil }
                pointer.tokens.removeLast()
            }
        }
    }
}
