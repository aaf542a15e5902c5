extension String {
    /// The text without what a terminal would obey: a document must not move the cursor of who reads about it.
    public var printable: String {
        func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.properties.generalCategory {
            // Format characters too: they turn the direction of what is shown.
            case .control, .format, .lineSeparator, .paragraphSeparator: true
            default: false
            }
        }
        guard unicodeScalars.contains(where: isObeyed) else { return self }
        return unicodeScalars.map { isObeyed($0) ? "\\u{\(String($0.value, radix: 16))}" : String($0) }.joined()
    }
}
