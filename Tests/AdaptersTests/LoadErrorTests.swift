import Adapters
import Testing

@Suite struct LoadErrorTests {
    @Test("a load error names file, place and reason")
    func text() {
        let error = AdapterLoadError(file: "a/adapter.json", pointer: "/fields/0/to", zh: "没有该字段", en: "there is no such field")
        #expect(error.text(.en) == "a/adapter.json#/fields/0/to: there is no such field")
        #expect(error.text(.zh) == "a/adapter.json#/fields/0/to: 没有该字段")
    }
}
