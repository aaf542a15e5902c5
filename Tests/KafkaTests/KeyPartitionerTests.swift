import Kafka
import Testing

/// The vectors of Apache Kafka's own test of its murmur2 (`UtilsTest.testMurmur2`).
@Suite struct KeyPartitionerTests {
    static let vectors: [(key: String, hash: Int32)] = [
        ("21", -973_932_308), ("foobar", -790_332_482), ("a-little-bit-long-string", -985_981_536),
        ("a-little-bit-longer-string", -1_486_304_829), ("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58_897_971),
        ("abc", 479_470_107),
    ]

    @Test(arguments: vectors) func choosesAsJavaClientsDo(_ key: String, _ hash: Int32) {
        let positive = hash & 0x7FFF_FFFF
        for count: Int32 in [1, 2, 3, 6, 12, 1_000, .max] {
            #expect(KeyPartitioner.partition(of: key, count: count) == positive % count)
        }
    }
}
