import Credit
import Testing

@Suite("Where an event was read") struct OriginTests {
    @Test func anOriginIsReadBackFromItsText() {
        let origin = Origin(topic: "dept.court.list-designation", partition: 11, offset: 123_456_789_012)
        #expect(origin.description == "dept.court.list-designation/11/123456789012")
        #expect(Origin(origin.description) == origin)
    }

    @Test("other texts are no origins", arguments: ["", "t", "t/1", "t/1/", "t/1/2/3", "t/x/2", "t/1/y", "t/99999999999/2", "/1/2"])
    func refused(text: String) {
        #expect(Origin(text) == nil)
    }
}
