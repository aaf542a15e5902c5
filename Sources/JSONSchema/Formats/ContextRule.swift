/// The rules of RFC 5892, appendix A, for scalars that are valid in some places of a label only.
enum ContextRule {
    static func isMet(at index: Int, _ label: UnsafeBufferPointer<Unicode.Scalar>) -> Bool {
        let before = index > 0 ? label[index - 1] : nil
        let after = index + 1 < label.count ? label[index + 1] : nil
        switch label[index].value {
        case 0x200C:
            return isVirama(before) || JoiningType.isJoined(at: index, label)
        case 0x200D:
            return isVirama(before)
        case 0xB7:
            return before == "l" && after == "l"
        case 0x375:
            return after.map(Script.isGreek) ?? false
        case 0x5F3, 0x5F4:
            return before.map(Script.isHebrew) ?? false
        case 0x30FB:
            return label.contains { Script.isHiragana($0) || Script.isKatakana($0) || Script.isHan($0) }
        case 0x660...0x669:
            return !label.contains { (0x6F0...0x6F9).contains($0.value) }
        case 0x6F0...0x6F9:
            return !label.contains { (0x660...0x669).contains($0.value) }
        default:
            return false
        }
    }

    private static func isVirama(_ scalar: Unicode.Scalar?) -> Bool {
        scalar?.properties.canonicalCombiningClass == .virama
    }
}
