import Credit

/// Does the steps of a rule to a text. Its buffers are used again for the next text.
final class TextSteps {
    enum Outcome {
        case nothing
        /// Valid until the next text.
        case text(UnsafeRawBufferPointer)
        /// The code table does not have this value.
        case unknown(UnsafeRawBufferPointer)
    }

    private let cleaned = [Scratch(), Scratch()]
    private let joined = Scratch()
    private let replaced = Scratch()
    private let date = Scratch()

    func apply(_ rule: Rule, to text: UnsafeRawBufferPointer) -> Outcome {
        var text = text
        if !rule.steps.clean.isEmpty { text = clean(text, rule.steps.clean) }
        if let (separator, item) = rule.steps.split {
            guard let part = Self.item(item, of: text, at: separator.bytes) else { return .nothing }
            text = part
        }
        if text.isEmpty { return .nothing }
        guard let (separator, glue) = rule.steps.items else { return single(text, rule) }
        joined.reset()
        var rest: UnsafeRawBufferPointer? = text
        while let list = rest {
            let (part, behind) = Self.cut(list, at: separator.bytes)
            rest = behind
            let item = Blanks.trim(part)
            if item.isEmpty { continue }
            switch single(item, rule) {
            case .nothing: continue
            case .unknown(let value): return .unknown(value)
            case .text(let result):
                if joined.count > 0 { joined.append(glue.bytes) }
                joined.append(result)
            }
        }
        return joined.count > 0 ? .text(joined.bytes) : .nothing
    }

    /// Code table and dates, for a whole text or one item of it.
    private func single(_ text: UnsafeRawBufferPointer, _ rule: Rule) -> Outcome {
        var text = text
        if let table = rule.steps.table {
            switch table.match(text) {
            case .text(let value): text = value
            case .nothing: return .nothing
            case .unknown:
                switch rule.steps.otherwise {
                case .refuse: return .unknown(text)
                case .keep: break
                case .text(let pieces): text = fill(pieces, with: text)
                }
            }
        }
        for form in rule.steps.dates {
            guard let day = form.day(text) else { continue }
            date.reset()
            Self.append(day, to: date)
            return .text(date.bytes)
        }
        return .text(text)
    }

    /// `yyyy-MM-dd`.
    private static func append(_ day: CivilDate, to out: Scratch) {
        let (year, month, day) = day.components
        func append(_ number: Int, _ unit: Int) {
            var unit = unit
            while unit > 0 {
                out.append(0x30 + UInt8(number / unit % 10))
                unit /= 10
            }
        }
        append(year, 1000)
        out.append(UInt8(ascii: "-"))
        append(month, 10)
        out.append(UInt8(ascii: "-"))
        append(day, 10)
    }

    private func fill(_ pieces: [StableText], with text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        replaced.reset()
        for (index, piece) in pieces.enumerated() {
            if index > 0 { replaced.append(text) }
            replaced.append(piece.bytes)
        }
        return replaced.bytes
    }

    // MARK: Cutting

    /// The item of an index, without blanks at its ends; nil if there are fewer.
    private static func item(_ index: Int, of text: UnsafeRawBufferPointer, at separator: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        var rest: UnsafeRawBufferPointer? = text
        for number in 0... {
            guard let list = rest else { return nil }
            let (item, behind) = cut(list, at: separator)
            if number == index { return Blanks.trim(item) }
            rest = behind
        }
        return nil
    }

    /// What stands before the separator, and what behind it; nil if there is none.
    private static func cut(
        _ text: UnsafeRawBufferPointer, at separator: UnsafeRawBufferPointer
    ) -> (UnsafeRawBufferPointer, UnsafeRawBufferPointer?) {
        var at = 0
        while at + separator.count <= text.count {
            if text[at] == separator[0], text[at..<at + separator.count].elementsEqual(separator) {
                return (UnsafeRawBufferPointer(rebasing: text[..<at]), UnsafeRawBufferPointer(rebasing: text[(at + separator.count)...]))
            }
            at += 1
        }
        return (text, nil)
    }

    // MARK: Cleaning

    private func clean(_ text: UnsafeRawBufferPointer, _ list: [Steps.Clean]) -> UnsafeRawBufferPointer {
        var text = text
        for (index, step) in list.enumerated() {
            let out = cleaned[index & 1]
            out.reset(capacity: text.count)
            var at = 0
            while at < text.count {
                let byte = text[at]
                switch step {
                case .halfwidth:
                    if let (ascii, length) = Self.halfwidth(text, at) {
                        out.append(ascii)
                        at += length
                        continue
                    }
                    out.append(byte)
                case .blanks:
                    let length = Blanks.leading(text, at: at)
                    if length > 0 {
                        at += length
                        continue
                    }
                    out.append(byte)
                case .hyphens: if byte != UInt8(ascii: "-") { out.append(byte) }
                case .upper: out.append(byte &- 0x61 < 26 ? byte & 0xDF : byte)
                }
                at += 1
            }
            text = out.bytes
        }
        return Blanks.trim(text)
    }

    /// The ASCII character of a full-width one: U+FF01 to U+FF5E, and the blank U+3000.
    private static func halfwidth(_ text: UnsafeRawBufferPointer, _ at: Int) -> (UInt8, Int)? {
        guard text.count - at >= 3 else { return nil }
        switch (text[at], text[at + 1], text[at + 2]) {
        case (0xEF, 0xBC, let last) where last >= 0x81: return (last - 0x60, 3)
        case (0xEF, 0xBD, let last) where last <= 0x9E: return (last - 0x20, 3)
        case (0xE3, 0x80, 0x80): return (0x20, 3)
        default: return nil
        }
    }
}
