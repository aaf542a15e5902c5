import Credit
import Kafka

/// The headers of a department's message, handed on to the ledger in one header of its own, so that a dead letter of the ledger
/// has them just as they came. Where they are those of an ordinary CloudEvent (``Envelope/isStandard(type:schema:)``) nothing
/// need be handed on: they are written anew.
///
/// Form: for each header two lengths of four bytes, lowest first, and the bytes of name and value; a null value has the length
/// 0xFFFFFFFF. Of a message with hundreds of headers the first 64 KiB are kept.
enum OriginalHeaders {
    private static let mostBytes = 64 << 10
    private static let null = UInt32.max

    static func encode(_ message: borrowing KafkaMessage) -> [UInt8] {
        var out: [UInt8] = []
        message.forEachHeader { name, value in
            guard out.count + name.count + (value?.count ?? 0) + 8 <= mostBytes else { return }
            append(UInt32(name.count), to: &out)
            append(value.map { UInt32($0.count) } ?? null, to: &out)
            out.append(contentsOf: name)
            if let value { out.append(contentsOf: value) }
        }
        return out
    }

    /// Appends the headers that were encoded; stops at what is no encoding.
    static func decode(_ bytes: UnsafeRawBufferPointer, to headers: inout KafkaHeaders) {
        var i = 0
        while i + 8 <= bytes.count {
            let nameCount = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: i, as: UInt32.self)))
            let size = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: i + 4, as: UInt32.self))
            let valueCount = size == null ? 0 : Int(size)
            i += 8
            guard i + nameCount + valueCount <= bytes.count else { return }
            let name = UnsafeRawBufferPointer(rebasing: bytes[i..<i + nameCount]).text
            let value = UnsafeRawBufferPointer(rebasing: bytes[i + nameCount..<i + nameCount + valueCount])
            headers.append(name, size == null ? nil : value)
            i += nameCount + valueCount
        }
    }

    /// Appends the headers of an ordinary CloudEvent.
    static func appendStandard(_ event: LedgerEvent, time: UnsafeRawBufferPointer?, to headers: inout KafkaHeaders) {
        headers.append("ce_specversion", "1.0" as StaticString)
        headers.append("ce_id", event.id)
        headers.append("ce_source", event.party)
        headers.append("ce_type", EventType.text(record: event.record, operation: event.operation))
        if let time { headers.append("ce_time", time) }
        headers.append("ce_dataschema", event.contract)
        headers.append("content-type", "application/json" as StaticString)
    }

    private static func append(_ number: UInt32, to out: inout [UInt8]) {
        for shift: UInt32 in [0, 8, 16, 24] { out.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }
}
