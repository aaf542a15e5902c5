import CRdKafka

/// The librdkafka that is loaded, for the bugs that only some versions have.
public enum LibraryVersion {
    /// Such as `2.0.2`.
    public static var text: String { String(cString: rd_kafka_version_str()) }

    /// What to pass to `rd_kafka_seek_partitions` for a time limit in milliseconds: before 2.1.0 it takes the number for microseconds.
    static func seekTimeout(_ milliseconds: Int32) -> Int32 {
        let isFixed = rd_kafka_version() >= 0x02_01_00_00
        return isFixed ? milliseconds : Int32(clamping: Int64(milliseconds) * 1_000)
    }
}
