import JSONSchema
import Testing

@Suite("The official test suite of draft 2020-12") struct OfficialSuiteTests {
    @Test func aCopyOfTheSuiteIsThere() {
        #expect(!OfficialSuite.all.isEmpty, "run ./scripts/setup, which fetches it")
    }

    /// Also that the two ways of running agree: a document is refused exactly if failures are named.
    @Test("every required case has its verdict", arguments: OfficialSuite.all)
    func required(suite: OfficialSuite) throws {
        var cases = 0
        var failures: [String] = []
        for file in suite.files() {
            for group in try suite.groups(file) {
                cases += group.cases.count
                failures += suite.failures(group).map { "\(file): \($0)" }
            }
        }
        #expect(failures == [])
        // A suite that shrank would prove less: it had 1,257 cases in 2025 and 1,299 in 2026.
        #expect(cases >= 1_257)
    }

    /// What the engine leaves out on purpose: other drafts, and the keyword that they had.
    private static let leftOut = ["optional/cross-draft.json", "optional/dependencies-compatibility.json"]

    @Test("optional cases have their verdict", arguments: OfficialSuite.all)
    func optional(suite: OfficialSuite) throws {
        var failures: [String] = []
        for file in suite.files("optional") where !Self.leftOut.contains(file) {
            for group in try suite.groups(file) { failures += suite.failures(group).map { "\(file): \($0)" } }
        }
        #expect(failures == [])
    }

    @Test("formats, where they are asserted, have their verdict", arguments: OfficialSuite.all)
    func formats(suite: OfficialSuite) throws {
        var failures: [String] = []
        for file in suite.files("optional/format") {
            for group in try suite.groups(file) {
                failures += suite.failures(group, dialect: Dialect(assertsFormat: true)).map { "\(file): \($0)" }
            }
        }
        #expect(failures == [])
    }
}
