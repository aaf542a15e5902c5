import JSON
import SeededRandom
import Testing

@Suite struct DeepEqualityTests {
    static let equal: [(String, String)] = [
        ("1", "1.0"), ("1", "10e-1"), ("0", "-0.0"), ("100", "1e2"), ("0.001", "1E-3"), ("\"a\"", #""\u0061""#),
        ("[1,2]", "[ 1.0 , 2e0 ]"), (#"{"a":1,"b":2}"#, #"{"b":2.0,"a":1}"#), ("{}", "{ }"), ("[]", "[ ]"),
        (#"{"a":{"x":[1],"y":null}}"#, #"{"\u0061":{"y":null,"x":[1]}}"#), (#""\ud83d\ude00""#, "\"😀\""),
        ("12345678901234567890.50", "1234567890123456789050e-2"), ("true", " true "), ("null", "null"),
    ]

    static let unequal: [(String, String)] = [
        ("1", "2"), ("1", "\"1\""), ("0", "false"), ("null", "0"), ("1", "1.0000000000000000000001"),
        ("\"a\"", "\"A\""),
        ("[1,2]", "[2,1]"), ("[1]", "[1,1]"), ("[]", "{}"), (#"{"a":1}"#, #"{"a":2}"#), (#"{"a":1}"#, #"{"b":1}"#),
        (#"{"a":1}"#, #"{"a":1,"b":1}"#), ("true", "false"), ("\"é\"", "\"e\u{301}\""), ("\"\"", "null"),
        ("9007199254740992", "9007199254740993"), ("[[1]]", "[[2]]"), ("1", "-1"),
        (#"{"a":{"b":1}}"#, #"{"a":{"b":2}}"#),
    ]

    private func hash(_ text: String) throws -> Int {
        try withView(text) { view in
            var hasher = Hasher()
            view.deepHash(into: &hasher)
            return hasher.finalize()
        }
    }

    @Test(arguments: equal)
    func equalValuesAreEqual(left: String, right: String) throws {
        #expect(try areDeeplyEqual(left, right))
        #expect(try areDeeplyEqual(right, left))
        #expect(try hash(left) == hash(right))
        let (leftValue, rightValue) = (try JSONValue(parsing: left), try JSONValue(parsing: right))
        #expect(leftValue == rightValue)
        #expect(leftValue.hashValue == rightValue.hashValue)
    }

    @Test(arguments: unequal)
    func differentValuesDiffer(left: String, right: String) throws {
        #expect(try !areDeeplyEqual(left, right))
        #expect(try !areDeeplyEqual(right, left))
        #expect(try hash(left) != hash(right))
        #expect(try JSONValue(parsing: left) != JSONValue(parsing: right))
    }

    /// Objects small enough to be searched and objects that are not.
    @Test(arguments: [1, 8, 9, 31, 32, 33, 500, 20_000])
    func theOrderOfMembersDoesNotMatter(count: Int) throws {
        var generator = SeededGenerator(seed: 5)
        let members = (0..<count).map { "\"n\($0)\":\($0)" }
        func object(_ members: [String]) -> String { "{\(members.joined(separator: ","))}" }
        let shuffled = object(members.shuffled(using: &generator))
        #expect(try areDeeplyEqual(object(members), shuffled))
        #expect(try JSONValue(parsing: object(members)) == JSONValue(parsing: shuffled))
        var changed = members
        changed[count / 2] = "\"n\(count / 2)\":-1"
        #expect(try !areDeeplyEqual(object(changed), shuffled))
        #expect(try JSONValue(parsing: object(changed)) != JSONValue(parsing: shuffled))
        changed[count / 2] = "\"other\":\(count / 2)"
        #expect(try !areDeeplyEqual(object(changed), shuffled))
        #expect(try JSONValue(parsing: object(changed)) != JSONValue(parsing: shuffled))
    }
}
