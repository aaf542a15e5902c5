import JSONSchema
import Testing

@Suite("duration (RFC 3339, appendix A)") struct DurationFormatTests {
    @Test("durations", arguments: [
        "P1Y", "P1M", "P1D", "P1W", "PT1H", "PT1M", "PT1S", "P1Y2M", "P1Y2M3D", "P2M3D", "PT4H5M", "PT4H5M6S", "PT5M6S",
        "P1Y2M3DT4H5M6S", "P1YT4H", "P1Y2MT5M", "P3DT6S", "P1MT1M", "P0D", "PT0S", "P0W", "P007D", "P52W",
        "P18446744073709551616Y", "PT36H", "P40DT100H",
    ])
    func isDuration(text: String) {
        #expect(StandardFormat.duration.matches(text))
    }

    @Test("no durations", arguments: [
        "", "P", "PT", "T1H", "1D", "P1", "PD", "P1D2", "P1DT", "P1YT", "PT1", "PT1D", "P1H", "P1S", "P1D1H", "P1DT1D",
        "P1D1Y", "P1M1Y", "PT1M1H", "PT1S1M", "P1D1D", "PT1H1H", "PT1HT1M", "PP1D",
        // Units leave no gap.
        "P1Y1D", "PT1H1S", "P1Y3DT1H", "P1DT1H1S",
        // Weeks stand alone.
        "P1Y1W", "P1W1D", "P1WT1H", "PT1W", "P0Y1W", "P1W1W",
        "P1.5D", "P1,5D", "PT0.5S", "P-1D", "-P1D", "+P1D", "P+1D", "P1e1D", "P 1D", "P1D ", " P1D", "P1D\n", "p1d", "P1d",
        "P1Y2M3DT4H5M6", "P0001-01-01T00:00:00", "P1D/P2D", "P\u{9E8}Y", "P１D",
    ])
    func isNoDuration(text: String) {
        #expect(!StandardFormat.duration.matches(text))
    }
}
