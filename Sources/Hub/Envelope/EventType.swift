/// `ce_type`: `cn.credit.<record>.<operation>`.
public enum EventType {
    /// Record and operation of a type; nil if it is not of that form.
    static func parse(_ type: UnsafeRawBufferPointer) -> (record: String, operation: String)? {
        guard type.count <= 120 else { return nil }
        let parts = type.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0].elementsEqual("cn".utf8), parts[1].elementsEqual("credit".utf8), !parts[2].isEmpty,
            !parts[3].isEmpty
        else { return nil }
        return (UnsafeRawBufferPointer(rebasing: parts[2]).text, UnsafeRawBufferPointer(rebasing: parts[3]).text)
    }

    /// The record of a type; nil if it is not of that form.
    public static func record(of type: String) -> String? {
        var type = type
        return type.withUTF8 { parse(UnsafeRawBufferPointer($0))?.record }
    }

    /// The type of an operation on a record.
    public static func text(record: String, operation: String) -> String {
        "cn.credit.\(record).\(operation)"
    }
}
