import Credit

/// Gathers the faults of one record.
struct RecordFaults {
    /// Most columns told that the adapter does not know.
    private static let mostUnknown = 20

    private(set) var all: [Fault] = []
    private var unknown = 0

    mutating func add(_ fault: Fault) { all.append(fault) }

    /// A column that the adapter does not know.
    ///
    /// - parameter path: the names that lead to it, each with a slash behind it.
    mutating func addUnknown(_ path: String, _ name: UnsafeRawBufferPointer) {
        unknown += 1
        guard unknown <= Self.mostUnknown else { return }
        // Names are the sender's programs' business; a name that holds a person's number is told nobody.
        let column = ResidentID.occurs(in: name) ? nil : String((path + String(decoding: name.prefix(300), as: UTF8.self)).prefix(64))
        let told = column ?? "***"
        all.append(
            Fault(
                .unknownField, column: column, keyword: "adapter",
                message: Bilingual(zh: "适配器不认识的列：\(told)", en: "a column that the adapter does not know: \(told)"),
                remedy: Bilingual(
                    zh: "请核对列名；新增的列请告知信用办，由其修改适配器", en: "check the column's name; tell the credit office of new columns, so that the adapter is changed")))
    }

    /// A column that has another form than a text.
    mutating func addWrongType(column: String?) {
        all.append(
            Fault(
                .wrongType, column: column, keyword: "adapter",
                message: column.map {
                    Bilingual(zh: "列 \($0)：应为单个值，而不是结构（或相反）", en: "column \($0): it should be one value, not a structure (or the reverse)")
                }))
    }

    /// A column that occurs twice.
    mutating func addRepeated(column: String) {
        all.append(
            Fault(
                .duplicateName, column: column, keyword: "adapter",
                message: Bilingual(zh: "列 \(column) 在一条记录中出现多次", en: "column \(column) occurs more than once in a record")))
    }
}
