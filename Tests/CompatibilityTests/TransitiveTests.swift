import JSON
import Testing

@testable import Compatibility

@Suite struct TransitiveTests {
    private let narrow = #"{"type":"string","maxLength":10}"#
    private let wide = #"{"type":"string","maxLength":20}"#
    private let between = #"{"type":"string","maxLength":15}"#

    private func run(_ old: [String], _ new: String, _ mode: CompatibilityMode) throws -> CompatibilityResult {
        let versions = try old.enumerated().map { try version($0.element, "v\($0.offset + 1)") }
        return CompatibilityCheck(old: versions, new: try version(new, "new"), mode: mode).run()
    }

    @Test func onlyTransitiveModesLookAtAllVersions() throws {
        // The first version was wider than the last.
        let history = [wide, narrow]
        #expect(try run(history, between, .backward).verdict.name == "compatible")
        #expect(try run(history, between, .backwardTransitive).verdict.name == "incompatible")
        #expect(try run(history, between, .forward).verdict.name == "incompatible")
        #expect(try run(history.reversed(), between, .forward).verdict.name == "compatible")
        #expect(try run(history.reversed(), between, .forwardTransitive).verdict.name == "incompatible")
        #expect(try run([between, between], between, .fullTransitive).verdict.name == "compatible")
        #expect(try run([between, narrow], between, .full).verdict.name == "incompatible")
    }

    @Test func comparisonsSayWhoReadsWhom() throws {
        let result = try run([wide, narrow], between, .fullTransitive)
        #expect(result.comparisons.map { "\($0.reader) reads \($0.writer)" } == [
            "new reads v1", "v1 reads new", "new reads v2", "v2 reads new",
        ])
        #expect(result.comparisons.map(\.verdict.name) == ["incompatible", "compatible", "compatible", "incompatible"])
        #expect(try run([], between, .fullTransitive).comparisons.isEmpty)
        #expect(try run([], between, .full).verdict.name == "compatible")
    }

    @Test func incompatibleComesBeforeUndecided() throws {
        let opaque = #"{"type":"string","x-unknown":1}"#
        let result = try run([opaque, #"{"type":"integer"}"#], #"{"type":"string","x-unknown":2}"#, .backwardTransitive)
        #expect(result.comparisons.map(\.verdict.name) == ["undecided", "incompatible"])
        #expect(result.verdict.name == "incompatible")
    }
}
