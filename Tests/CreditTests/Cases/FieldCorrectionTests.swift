import Credit
import JSON
import Testing

/// 更正内容: field by field, by the source's own event.
@Suite("What the finding says is mended, field by field") struct FieldCorrectionTests {
    private let ledger = TestLedger()

    init() {
        ledger.send(.listEntry("listed", id: "listed"))
        ledger.send(.step(.dispute, "submitted", id: "1"))
        ledger.send(.step(.dispute, "accepted", id: "2"))
    }

    private func verify(_ corrections: String) -> [Effect] {
        ledger.send(.step(.dispute, "verified", id: "3", party: "safety", finding: .corrected, "\"corrections\":\(corrections)"))
    }

    @Test func theCaseStaysOpenUntilTheSourceHasMendedEachField() {
        let effects = verify(
            #"[{"field":"LRMDSY","oldValue":"事由","newValue":"另一事由"},{"field":"HMDMC","newValue":"乙名单"}]"#)
        #expect(effects.status == .accepted)
        #expect(ledger.held()?.corrections.map(\.field) == ["LRMDSY", "HMDMC"])
        let half = ledger.send(.listEntry("corrected", id: "c", content: #"{"HMDMC":"乙名单","LRMDSY":"事由","RDRQ":"2026-11-16"}"#))
        #expect(half.status == .accepted)
        #expect(half.notices.map(\.notice.kind) == [.correctionMissing])
        #expect(half.notices.map(\.party) == ["safety"])
        #expect(ledger.held()?.status == .verified)
        #expect(ledger.state.records[identifier(1)]?.openCases.count == 1)
        let whole = ledger.send(.listEntry("corrected", id: "d", content: #"{"HMDMC":"乙名单","LRMDSY":"另一事由","RDRQ":"2026-11-16"}"#))
        #expect(!whole.notices.contains { $0.notice.kind == .correctionMissing })
        #expect(ledger.held()?.status != .verified)
        #expect(ledger.state.records[identifier(1)]?.openCases.isEmpty == true)
    }

    @Test func anOldValueThatTheRecordDoesNotHaveIsRefused() {
        let effects = verify(#"[{"field":"HMDMC","newValue":"乙名单"},{"field":"LRMDSY","oldValue":"不是","newValue":"另一事由"}]"#)
        #expect(effects.faultCodes == [.oldValueDiffers])
        #expect(effects.outcomes.first?.receipt.faults.first?.path == "/corrections/1/oldValue")
        #expect(ledger.held()?.status == .accepted)
    }

    @Test func aNumberIsNotTheSameAsItsText() {
        #expect(verify(#"[{"field":"RDRQ","oldValue":20261116,"newValue":"2026-11-17"}]"#).faultCodes == [.oldValueDiffers])
    }

    @Test func aWithdrawalSettlesWhatWasToBeCorrected() {
        _ = verify(#"[{"field":"HMDMC","newValue":"乙名单"}]"#)
        ledger.send(.listEntry("withdrawn", id: "w", content: #"{"TCMDYY":"列入有误"}"#))
        #expect(ledger.held()?.status != .verified)
    }

    @Test func theChangelogKeepsThem() throws {
        _ = verify(#"[{"field":"HMDMC","newValue":"乙名单"},{"field":"LRMDSY","newValue":""}]"#)
        let held = try #require(ledger.held())
        #expect(held.corrections.count == 2)
        var writer = JSONWriter()
        let key = StateCodec.key(of: .disputeCase(identifier(2001), held))
        _ = StateCodec.write(.disputeCase(identifier(2001), held), to: &writer)
        let parser = JSONParser()
        let read = try key.withUnsafeBytes { key in
            try writer.bytes.withUnsafeBytes { try StateCodec.read(key: key, value: $0, parser: parser) }
        }
        guard case .disputeCase(_, let again) = read else { return #expect(Bool(false), "another kind of change") }
        #expect(again == held)
    }
}
