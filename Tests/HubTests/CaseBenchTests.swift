import JSON
import Ops
import TestSupport
import Testing

/// What the bench of cases measures is what it says.
@Suite struct CaseBenchTests {
    @Test("Every open case has just the alarm that the tables of deadlines give, and none twice on a day")
    func alarms() throws {
        var options = CaseBench.Options()
        options.cases = 2000
        options.rounds = 1
        options.contracts = Program.repository + "/contracts"
        options.topics = Program.repository + "/topics"
        let report = try CaseBench(options).run { _ in }
        for limit in report.limits where ["wrongCases", "secondPass", "idleCommands"].contains(limit.name) {
            #expect(limit.value == 0, "\(limit.name)")
        }
        #expect(report.limits.count == 5)
        let json = try JSONValue(parsing: report.json)
        func number(_ name: String) -> Int { json[name]?.intValue ?? -1 }
        #expect(number("cases") == 2000)
        // Three quarters, but for what the deadline of the whole case cuts short.
        #expect((1400...1500).contains(number("commands")))
        for alarm in ["reminder", "overdue", "escalation", "effective"] { #expect(number(alarm) > 0, "\(alarm)") }
        #expect(["reminder", "overdue", "escalation", "effective"].map(number).reduce(0, +) == number("commands"))
        for state in [
            "dispute/submitted", "dispute/returned", "dispute/accepted", "dispute/forwarded", "dispute/verified", "dispute/effecting",
            "dispute/effected", "repair/submitted", "repair/returned", "repair/accepted", "repair/granted", "repair/effecting",
        ] {
            #expect((json["states"]?[state]?.intValue ?? 0) >= 100, "\(state)")
        }
    }

    @Test("The bench says which promises hold")
    func report() throws {
        let words = ["bench", "cases", "--cases", "500", "--rounds", "1", "--lang", "en"]
        let text = try Program.run(words)
        #expect(text.status == 0, "\(text.errors)")
        #expect(text.output.contains("cases that did not get exactly the alarm that the rules give: 0.0 (asked: at most 0.0)"))
        #expect(try Program.run(words.map { $0 == "500" ? "5" : $0 }).status == 2)
    }
}
