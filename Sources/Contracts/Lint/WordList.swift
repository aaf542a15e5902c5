import JSON

/// Words of one kind, looked for in titles, descriptions and names, less the phrases in which they mean something else.
struct WordList: Sendable {
    /// Looked for anywhere in a text.
    let chinese: [String]
    /// English words and phrases, and pinyin: looked for word by word (`bloodType`, `blood_type` and `blood type` are the same).
    let words: [[String]]
    private let exceptChinese: [String]
    private let exceptWords: [[String]]

    /// - parameter json: `zh`, `en`, `pinyin` and `except` (each with `text` and `reason`).
    init(_ json: JSONValue?) {
        func texts(_ name: String) -> [String] { (json?[name]?.arrayValue ?? []).compactMap(\.stringValue) }
        chinese = texts("zh")
        words = (texts("en") + texts("pinyin")).map(Self.split)
        let except = (json?["except"]?.arrayValue ?? []).compactMap { $0["text"]?.stringValue }
        exceptChinese = except.filter { $0.utf8.contains { $0 >= 0x80 } }
        exceptWords = except.map(Self.split).filter { !$0.isEmpty }
    }

    /// The first word found in a text.
    func found(in text: String) -> String? {
        // Blanks between two characters hide no word.
        var packed = text.filter { !$0.isWhitespace }
        for phrase in exceptChinese { packed = packed.replacing(phrase, with: "，") }
        if let word = chinese.first(where: { packed.contains($0) }) { return word }
        return foundWords(Self.split(text))
    }

    /// The first word found in a field's name; a name in one run (`religiousbelief`) hides no long word.
    func found(inName name: String) -> String? {
        if let word = found(in: name) { return word }
        let tokens = without(exceptWords, Self.split(name))
        let run = tokens.joined()
        return words.map { $0.joined() }.first { $0.utf8.count >= 7 && run.contains($0) }
    }

    private func foundWords(_ tokens: [String]) -> String? {
        let left = without(exceptWords, tokens)
        return words.first { Self.place(of: $0, in: left) != nil }?.joined(separator: " ")
    }

    private func without(_ phrases: [[String]], _ tokens: [String]) -> [String] {
        var tokens = tokens
        for phrase in phrases {
            while let place = Self.place(of: phrase, in: tokens) {
                tokens.replaceSubrange(place..<place + phrase.count, with: [""])
            }
        }
        return tokens
    }

    private static func place(of phrase: [String], in tokens: [String]) -> Int? {
        guard !phrase.isEmpty, phrase.count <= tokens.count else { return nil }
        return (0...tokens.count - phrase.count).first { tokens[$0..<$0 + phrase.count].elementsEqual(phrase) }
    }

    /// Words of ASCII letters in small letters: broken at other characters, and where a capital follows a small letter.
    static func split(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        var wasSmall = false
        for scalar in text.unicodeScalars {
            let isSmall = ("a"..."z").contains(scalar)
            let isCapital = ("A"..."Z").contains(scalar)
            if !isSmall && !isCapital || isCapital && wasSmall {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            if isSmall || isCapital { word += String(scalar).lowercased() }
            wasSmall = isSmall
        }
        if !word.isEmpty { words.append(word) }
        return words
    }
}
