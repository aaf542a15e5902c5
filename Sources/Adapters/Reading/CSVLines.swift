import Credit

/// What is wrong with a CSV.
enum CSVFault: String, Error {
    case quoteInText, textBehindQuote, openQuote, carriageReturn, header

    var reason: Bilingual {
        switch self {
        case .quoteInText: Bilingual(zh: "未加引号的列中有引号", en: "a quote in a column without quotes")
        case .textBehindQuote: Bilingual(zh: "引号之后还有内容", en: "text behind the closing quote")
        case .openQuote: Bilingual(zh: "引号没有结束", en: "the quote is not closed")
        case .carriageReturn: Bilingual(zh: "单独的回车符", en: "a carriage return without a line feed")
        case .header: Bilingual(zh: "表头与约定的列不一致", en: "the header does not agree with the columns agreed")
        }
    }
}

/// Cuts a CSV into lines, which quotes may make longer than one, and makes sure that their quotes are right.
struct CSVLines {
    static let quote = UInt8(ascii: "\"")

    let text: UnsafeRawBufferPointer
    let separator: UInt8
    private var at = 0
    /// Where the fault last thrown is.
    private(set) var faultAt = 0

    init(text: UnsafeRawBufferPointer, separator: UInt8) {
        self.text = text
        self.separator = separator
    }

    /// The next line without its end; nil if there is none.
    mutating func next() throws(CSVFault) -> Range<Int>? {
        let first = at
        guard first < text.count else { return nil }
        var startsField = true
        while at < text.count {
            let byte = text[at]
            if byte == 0x0A {
                at += 1
                return first..<at - 1
            }
            if byte == 0x0D {
                guard at + 1 < text.count, text[at + 1] == 0x0A else { throw fault(.carriageReturn, at) }
                at += 2
                return first..<at - 2
            }
            if byte == Self.quote {
                guard startsField else { throw fault(.quoteInText, at) }
                try skipQuoted()
                startsField = false
            } else {
                startsField = byte == separator
                at += 1
            }
        }
        return first..<at
    }

    /// Goes behind the closing quote.
    private mutating func skipQuoted() throws(CSVFault) {
        let open = at
        at += 1
        while true {
            while at < text.count, text[at] != Self.quote { at += 1 }
            guard at < text.count else { throw fault(.openQuote, open) }
            at += 1
            guard at < text.count else { return }
            switch text[at] {
            case Self.quote: at += 1
            case separator, 0x0A, 0x0D: return
            default: throw fault(.textBehindQuote, at)
            }
        }
    }

    private mutating func fault(_ fault: CSVFault, _ offset: Int) -> CSVFault {
        faultAt = offset
        return fault
    }
}
