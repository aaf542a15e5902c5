/// Gathers the columns that the parts of an adapter name, and numbers them.
final class ColumnCollector {
    /// Whether all columns are known beforehand (`columns` of a csv).
    let isDeclaring: Bool
    private(set) var names: [String] = []
    private var numbers: [String: Int] = [:]
    private var used: Set<String> = []
    private(set) var tree = ColumnTree()

    init(format: Adapter.Format) {
        isDeclaring = format == .csv
    }

    /// Takes a column of a csv, in their order.
    func declare(_ place: Place) throws(AdapterLoadError) {
        let name = try place.text()
        guard !isOuterBlank(name) else { throw place.error("列名首尾有空白", "the name of the column has blanks at its ends") }
        guard numbers.updateValue(names.count, forKey: name) == nil else {
            throw place.error("列重复：\(name)", "the column occurs twice: \(name)")
        }
        names.append(name)
    }

    /// The number of a column that a rule names.
    func use(_ place: Place) throws(AdapterLoadError) -> Int { try use(place.text(), place) }

    func use(_ name: String, _ place: Place) throws(AdapterLoadError) -> Int {
        if let number = numbers[name] {
            used.insert(name)
            return number
        }
        guard !isDeclaring else {
            throw place.error("input/columns 中没有列 \(name)", "input/columns has no column \(name)")
        }
        try add(name, .column(names.count), place)
        numbers[name] = names.count
        used.insert(name)
        names.append(name)
        return names.count - 1
    }

    /// Whether a csv has a column of this name.
    func isDeclared(_ name: String) -> Bool { numbers[name] != nil }

    /// Notes a column that is known and not needed.
    func ignore(_ place: Place) throws(AdapterLoadError) {
        let name = try place.text()
        guard !used.contains(name) else {
            throw place.error("列 \(name) 已被使用，不能列入 ignored", "the column \(name) is used and cannot be ignored")
        }
        if isDeclaring {
            guard numbers[name] != nil else {
                throw place.error("input/columns 中没有列 \(name)", "input/columns has no column \(name)")
            }
        } else {
            try add(name, .ignored, place)
        }
        used.insert(name)
    }

    /// The first declared column that nothing names.
    var unused: String? { names.first { !used.contains($0) } }

    private func add(_ name: String, _ target: ColumnTree.Target, _ place: Place) throws(AdapterLoadError) {
        let path = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard path.allSatisfy({ !$0.isEmpty && !isOuterBlank($0) }) else {
            throw place.error("列名不合法：\(name)", "not the name of a column: \(name)")
        }
        guard tree.add(path, target) else {
            throw place.error("列 \(name) 与另一列重复，或一列在另一列之内", "the column \(name) occurs twice, or is inside another one")
        }
    }

    private func isOuterBlank(_ name: String) -> Bool {
        let text = StableText(name)
        return Blanks.trim(text.bytes).count != text.bytes.count
    }
}
