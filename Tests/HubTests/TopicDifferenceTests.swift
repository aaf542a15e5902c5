import Hub
import Testing

/// What `credithub topics apply` says of a topic that has other partitions than planned.
@Suite struct TopicDifferenceTests {
    @Test("it says what to do", arguments: [
        (3, 6, true, "back to 3", "改回 3"),
        (3, 6, false, "kafka-topics.sh --alter --topic t --partitions 6", "--partitions 6"),
        (6, 3, false, "set partitions of this kind in topics.json to 6", "改为 6"),
    ])
    func message(found: Int, planned: Int, isOfLedger: Bool, en: String, zh: String) {
        let message = TopicDifference(name: "t", found: found, planned: planned, isOfLedger: isOfLedger).message
        #expect(message.en.hasPrefix("t: has \(found) partitions, planned are \(planned); left as it is. "))
        #expect(message.en.contains(en) && message.zh.contains(zh))
    }
}
