import Contracts
import Credit
import JSON

/// What is wrong with an XML text, and where.
struct XMLFault: Error {
    enum Kind: String {
        case illegalCharacter, badName, badDeclaration, documentType, badTag, mismatchedTag, repeatedAttribute, badReference
        case unknownEntity, badComment, badInstruction, badSection, textOutsideRoot, secondRoot, unexpectedEnd, tooDeep

        var reason: Bilingual {
            switch self {
            case .illegalCharacter: Bilingual(zh: "XML 不允许的字符", en: "a character that XML does not allow")
            case .badName: Bilingual(zh: "名称不合法", en: "not a name")
            case .badDeclaration: Bilingual(zh: "XML 声明不合法", en: "the declaration is not right")
            case .documentType: Bilingual(zh: "不得含 DOCTYPE", en: "a document type is not allowed")
            case .badTag: Bilingual(zh: "标签不合法", en: "the tag is not right")
            case .mismatchedTag: Bilingual(zh: "结束标签与开始标签不符", en: "the end tag is not that of the start tag")
            case .repeatedAttribute: Bilingual(zh: "属性重复", en: "an attribute occurs twice")
            case .badReference: Bilingual(zh: "& 之后不是合法的引用", en: "no reference behind &")
            case .unknownEntity: Bilingual(zh: "未定义的实体", en: "an entity that is not defined")
            case .badComment: Bilingual(zh: "注释不合法", en: "the comment is not right")
            case .badInstruction: Bilingual(zh: "处理指令不合法", en: "the processing instruction is not right")
            case .badSection: Bilingual(zh: "CDATA 不合法", en: "the CDATA section is not right")
            case .textOutsideRoot: Bilingual(zh: "根元素之外有内容", en: "text outside the root")
            case .secondRoot: Bilingual(zh: "有第二个根元素", en: "there is a second root")
            case .unexpectedEnd: Bilingual(zh: "内容不完整", en: "the text ends too early")
            case .tooDeep: Bilingual(zh: "嵌套超过 64 层", en: "more than 64 levels")
            }
        }
    }

    let kind: Kind
    let offset: Int

    /// The fault as departments are told it.
    func fault(in text: UnsafeRawBufferPointer) -> Fault {
        let (line, column) = JSONFault(kind: .unexpectedByte, offset: offset).location(in: text)
        let title = FaultCode.notXML.title
        let reason = kind.reason
        return Fault(
            .notXML, keyword: kind.rawValue,
            message: Bilingual(
                zh: "\(title.zh)：第 \(line) 行第 \(column) 列（\(reason.zh)）", en: "\(title.en): line \(line), column \(column) (\(reason.en))"))
    }
}
