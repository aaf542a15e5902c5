import Credit
import JSON

/// Nobody real stands in an example: codes of subjects are of a region that does not exist (个人信息保护法 art. 10: no publishing of
/// others' personal information).
struct ExampleSubjects {
    let context: LintContext

    func check(_ example: ExampleFile) {
        visit(example.json, "", example.path)
    }

    private func visit(_ value: JSONValue, _ pointer: String, _ path: String) {
        switch value {
        case .string(let text):
            for code in Self.codes(in: text) where !isInvented(code) {
                context.report(
                    .exampleSubject, path, pointer, "示例中的代码 \(code.prefix(8))… 不属于虚构的行政区划（lint-rules.json 的 regions）",
                    "the code \(code.prefix(8))… is not of an invented region (regions in lint-rules.json)")
            }
        case .array(let values):
            for (index, value) in values.enumerated() { visit(value, "\(pointer)/\(index)", path) }
        case .object(let members):
            for (name, value) in members { visit(value, "\(pointer)/\(JSONPointer.escape(name))", path) }
        default: break
        }
    }

    /// Runs of 18 digits and capitals: unified codes (GB 32100) and resident numbers (GB 11643), right or not.
    private static func codes(in text: String) -> [String] {
        text.split { !($0.isASCII && ($0.isNumber || ($0.isLetter && $0.isUppercase))) }.map(String.init)
            .filter { $0.utf8.count == UnifiedSocialCreditCode.length && $0.utf8.contains { $0 >= 0x30 && $0 <= 0x39 } }
    }

    private func isInvented(_ code: String) -> Bool {
        if code.utf8.dropLast().allSatisfy({ $0 == 0x30 }) { return true }
        let isResident = code.utf8.dropLast().allSatisfy { $0 >= 0x30 && $0 <= 0x39 } && ResidentID.isValid(code)
        let inCode = context.policy.regions.contains(String(code.dropFirst(2).prefix(6)))
        let inNumber = context.policy.regions.contains(String(code.prefix(6)))
        return isResident ? inNumber : inCode || inNumber
    }
}
