/// A keyword whose number limits something.
struct SchemaLimit {
    enum Side {
        case least
        case most
        case step
    }

    let keyword: String
    let side: Side

    static let all: [SchemaLimit] = [
        SchemaLimit(keyword: "minLength", side: .least), SchemaLimit(keyword: "maxLength", side: .most),
        SchemaLimit(keyword: "minimum", side: .least), SchemaLimit(keyword: "maximum", side: .most),
        SchemaLimit(keyword: "exclusiveMinimum", side: .least), SchemaLimit(keyword: "exclusiveMaximum", side: .most),
        SchemaLimit(keyword: "multipleOf", side: .step), SchemaLimit(keyword: "x-decimals", side: .most),
        SchemaLimit(keyword: "minItems", side: .least),
        SchemaLimit(keyword: "maxItems", side: .most), SchemaLimit(keyword: "minProperties", side: .least),
        SchemaLimit(keyword: "maxProperties", side: .most), SchemaLimit(keyword: "minContains", side: .least),
        SchemaLimit(keyword: "maxContains", side: .most),
    ]
}
