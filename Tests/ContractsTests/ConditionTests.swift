import Contracts
import JSON
import Testing

/// Conditions of a small contract, each alone.
@Suite("Conditions across fields") struct ConditionTests {
    private func accepts(_ condition: String, _ members: String) throws -> Bool {
        let properties = #""a": {}, "b": {}, "c": {}"#
        let catalogue = try TestCatalogue(
            properties: properties, root: #""x-conditions": [{"id": "test", "code": "CH2018", \#(condition)}]"#)
        let contract = try #require(try catalogue.load().newest("note"))
        let verdict = Desk().check(
            Array(TestCatalogue.document(with: members).utf8), contract, contract.defaultOperation)
        // Refused for the condition alone.
        if !verdict.isAccepted { #expect(verdict.codes.allSatisfy { $0.rawValue == "CH2018" } && !verdict.codes.isEmpty) }
        return verdict.isAccepted
    }

    @Test("the order of two dates", arguments: [
        (#""a":"2026-01-02","b":"2026-01-02""#, true), (#""a":"2026-01-02","b":"2026-01-03""#, true),
        (#""a":"2026-01-03","b":"2026-01-02""#, false), (#""a":"2026/01/03","b":"2026/01/02""#, false),
        (#""a":"2026/01/02","b":"2026-01-03""#, true), (#""a":"2026/01/03","b":"2026-01-02""#, false),
        (#""a":"2026-01-03","b":"2026/01/02""#, false), (#""a":"2026-01-02","b":"2026/01/03""#, true),
        (#""a":"2026-12-01","b":"2027-01-01""#, true), (#""a":"2026-02-30","b":"2026-01-01""#, true),
        (#""a":"2026-01-03","b":"2026-01-0x""#, true), (#""a":"2026-01-03""#, true), (#""b":"2026-01-03""#, true),
        (#""a":"2026-01-03","b":1"#, true), (#""a":"2026-01-03","b":"2026""#, true),
    ])
    func notAfter(members: String, isAccepted: Bool) throws {
        #expect(try accepts(#""notAfter": ["a", "b"]"#, members) == isAccepted)
    }

    @Test("a date and today, 2026-11-21", arguments: [
        (#""a":"2026-11-21""#, true), (#""a":"2026-11-22""#, false), (#""a":"2026/11/21""#, true), (#""a":"2026/11/22""#, false),
        (#""a":"2026/1/22""#, true), (#""a":"2026-99-99""#, true), (#""a":true"#, true), ("", true),
    ])
    func notInFuture(members: String, isAccepted: Bool) throws {
        #expect(try accepts(#""notInFuture": "a""#, members) == isAccepted)
    }

    @Test("an amount and the yuan of a text", arguments: [
        (#""a":2000,"b":"罚款2000元""#, false), (#""a":2000,"b":"罚款2,000元""#, false), (#""a":2000,"b":"罚款2000.0元""#, false),
        (#""a":2e3,"b":"罚款2000元""#, false), (#""a":2000.50,"b":"罚款2000.5元""#, false), (#""a":0.2,"b":"罚款2000元""#, true),
        (#""a":2000,"b":"罚款2000万元""#, true), (#""a":2000,"b":"罚款2000元，计2000万元""#, true), (#""a":2000,"b":"第2000号""#, true),
        (#""a":2000,"b":"罚款02000元""#, true), (#""a":0,"b":"罚款0元""#, true), (#""a":0.0,"b":"罚款0元""#, true),
        (#""a":5,"b":"5.元""#, true), (#""a":"2000","b":"罚款2000元""#, true), (#""a":2000"#, true), (#""b":"2000元""#, true),
    ])
    func notYuan(members: String, isAccepted: Bool) throws {
        #expect(try accepts(#""notYuan": {"amount": "a", "text": "b"}"#, members) == isAccepted)
    }

    @Test("items of a list", arguments: [
        (#""a":"x""#, false), (#""a":"y;x""#, false), (#""a":"y； x ；z""#, false), (#""a":"x;""#, false), (#""a":"xx""#, true),
        (#""a":"y""#, true), (#""a":"""#, true), (#""a":";""#, true), (#""a":"x","b":1"#, true), ("", true),
    ])
    func has(members: String, isAccepted: Bool) throws {
        #expect(try accepts(#""when": {"field": "a", "has": ["long", "x"]}, "require": ["b"]"#, members) == isAccepted)
    }

    @Test("nested tests", arguments: [
        (#""a":"p1""#, false), (#""a":"p1","b":"q""#, true), (#""a":"p1","b":"r""#, false), (#""a":"o""#, true), ("", true),
        (#""a":"p1","c":1"#, true), (#""a":"p1","b":"q","c":1"#, true), (#""a":"p""#, false),
    ])
    func nested(members: String, isAccepted: Bool) throws {
        #expect(
            try accepts(
                #"""
                "when": {"all": [{"field": "a", "startsWith": ["p", "k"]}, {"not": {"any": [{"field": "c", "present": true}]}}]},
                "then": {"any": [{"field": "b", "is": ["q", "s"]}, {"not": {"field": "a", "startsWith": ["p"]}}]}, "field": "b"
                """#, members) == isAccepted)
    }

    @Test("tests of nothing", arguments: [
        (#""then": {"all": []}, "field": "a""#, true), (#""then": {"any": []}, "field": "a""#, false), (#""require": []"#, true),
        (#""when": {"any": []}, "then": {"any": []}, "field": "a""#, true), (#""then": {"field": "a", "is": []}, "field": "a""#, false),
    ])
    func empty(condition: String, isAccepted: Bool) throws {
        #expect(try accepts(condition, #""a":"x""#) == isAccepted)
    }

    @Test("full age by a resident number, born 2008-11-18 or on 29 February 2008", arguments: [
        (#""a":"990100200811181230","b":"2026-11-18""#, true), (#""a":"990100200811181230","b":"2026-11-17""#, false),
        (#""a":"990100200811181230","b":"2026/11/17""#, false), (#""a":"990100200811181230","b":"2026/11/18""#, true),
        (#""a":"990100200802291235","b":"2026-02-28""#, true), (#""a":"990100200802291235","b":"2026-02-27""#, false),
        (#""a":"990100200811181239","b":"2020-01-01""#, true), (#""a":"E12345678","b":"2020-01-01""#, true), (#""a":1,"b":"2020-01-01""#, true),
        (#""a":"990100200811181230","b":"2020-02-30""#, true), (#""a":"990100200811181230","b":1"#, true),
        (#""a":"990100200811181230""#, true), (#""b":"2020-01-01""#, true), ("", true),
        (#""a":"990100200811181230","b":"2020-01-01","c":"其他""#, false), (#""a":"990100200811181230","b":"2020-01-01","c":"护照号""#, true),
    ])
    func minimumAge(members: String, isAccepted: Bool) throws {
        let condition = #""when": {"not": {"field": "c", "is": ["护照号"]}}, "minimumAge": {"documentNumber": "a", "date": "b", "years": 18}"#
        #expect(try accepts(condition, members) == isAccepted)
    }

    @Test("a number and the items of an array", arguments: [
        (#""a":2,"b":[1,2]"#, true), (#""a":3,"b":[1,2]"#, false), (#""a":2.0,"b":[1,2]"#, true), (#""a":"2","b":[]"#, true), (#""a":2"#, true),
    ])
    func countEquals(members: String, isAccepted: Bool) throws {
        #expect(try accepts(#""countEquals": {"count": "a", "items": "b"}"#, members) == isAccepted)
    }
}
