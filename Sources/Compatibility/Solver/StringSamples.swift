/// Strings of named formats, to try where a format is asked for.
enum StringSamples {
    private static let byFormat: [String: [String]] = [
        "date": ["2024-02-29"],
        "time": ["12:00:00Z"],
        "date-time": ["2024-02-29T12:00:00Z"],
        "duration": ["P1D"],
        "email": ["a@example.com"],
        "idn-email": ["a@example.com"],
        "hostname": ["example.com"],
        "idn-hostname": ["example.com"],
        "ipv4": ["192.0.2.1"],
        "ipv6": ["2001:db8::1"],
        "uri": ["https://example.com/a"],
        "uri-reference": ["a/b"],
        "iri": ["https://example.com/a"],
        "iri-reference": ["a/b"],
        "uri-template": ["a/{b}"],
        "uuid": ["123e4567-e89b-12d3-a456-426614174000"],
        "json-pointer": ["/a"],
        "relative-json-pointer": ["1/a"],
        "regex": ["^a$"],
        "uscc": ["91350100M000100Y43", "92110105MA00FF9G7X"],
        "resident-id": ["11010519491231002X", "440524188001010014"],
        "organization-code": ["D2143569X", "D2143569-X"],
        "registration-number": ["110108000000016"],
        "region-code": ["110105"],
        "standard-date": ["2024-02-29", "2024/02/29"],
        "name-text": ["甲", "abc"],
    ]

    /// Strings that break one format or another.
    private static let awkward = [
        "", "a", " ", " a", "a ", "\u{3000}", "a\u{0}", "0", "2023-02-29", "999999", "%", "a b", "00000000000000000X", "<>", "("
    ]

    /// Strings worth trying: those of the formats wanted, then those that break formats, then those of all others.
    static func likely(_ conjunct: Conjunct) -> [String] {
        var wanted: [String] = []
        var denied = false
        for case .format(let name) in conjunct.atoms { wanted += byFormat[name] ?? [] }
        if !conjunct.deniedAtoms.isEmpty { denied = true }
        let others = byFormat.sorted { $0.key < $1.key }.flatMap(\.value)
        return wanted + (denied ? awkward + others : others + awkward)
    }
}
