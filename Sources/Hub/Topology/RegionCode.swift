/// 行政区划代码 (GB/T 2260): six digits, two each for province, city and county.
enum RegionCode {
    /// What the codes of all regions within one begin with: `9901` for `990100`, `99` for `990000`.
    static func prefix(of code: String) -> String {
        var stem = Substring(code)
        while stem.count > 2, stem.hasSuffix("00") { stem = stem.dropLast(2) }
        return String(stem)
    }

    /// Whether the text has the form of a code.
    static func isValid(_ code: String) -> Bool {
        code.utf8.count == 6 && code.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
