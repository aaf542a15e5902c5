import Credit

/// A topic whose partitions are not as planned: `topics apply` leaves it as it is and says what to do.
public struct TopicDifference: Sendable {
    public let name: String
    public let found: Int
    public let planned: Int
    /// Whether the ledger works on it partition by partition: then its partitions are fixed once made.
    public let isOfLedger: Bool

    public init(name: String, found: Int, planned: Int, isOfLedger: Bool) {
        self.name = name
        self.found = found
        self.planned = planned
        self.isOfLedger = isOfLedger
    }

    public var message: Bilingual {
        Bilingual(
            zh: "\(name)：现有 \(found) 个分区，计划为 \(planned) 个，未改动。\(remedy.zh)",
            en: "\(name): has \(found) partitions, planned are \(planned); left as it is. \(remedy.en)")
    }

    private var remedy: Bilingual {
        if isOfLedger {
            return Bilingual(
                zh: "台账的主题创建后不可改分区数，请把 topics.json 中 ledger.in、ledger.state、subscriber、upstream、audit 改回 \(found)；新加的主题请删除后重建",
                en: "Partitions of the ledger's topics are fixed once made: set those of ledger.in, ledger.state, subscriber, upstream and audit in topics.json back to \(found), or delete and make again a topic that is new and still empty")
        }
        if found > planned {
            return Bilingual(
                zh: "Kafka 不能减少分区，请把 topics.json 中这类主题的 partitions 改为 \(found)",
                en: "Kafka cannot take partitions away: set partitions of this kind in topics.json to \(found)")
        }
        return Bilingual(
            zh: "请运行 kafka-topics.sh --alter --topic \(name) --partitions \(planned)（此后同一键可能进入别的分区，请在没有写入时进行），或把 topics.json 改为 \(found)",
            en: "Run kafka-topics.sh --alter --topic \(name) --partitions \(planned) while nobody writes (a key may then go to another partition), or set topics.json to \(found)")
    }
}
