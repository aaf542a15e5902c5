import CRdKafka

/// Which partition a key belongs to: murmur2, as producers of Java clients and of this hub choose it.
public enum KeyPartitioner {
    /// - parameter count: how many partitions the topic has.
    public static func partition(of key: UnsafeRawBufferPointer, count: Int32) -> Int32 {
        rd_kafka_msg_partitioner_murmur2(nil, key.baseAddress, key.count, count, nil, nil)
    }

    /// - parameter count: how many partitions the topic has.
    public static func partition(of key: String, count: Int32) -> Int32 {
        var key = key
        return key.withUTF8 { partition(of: UnsafeRawBufferPointer($0), count: count) }
    }
}
