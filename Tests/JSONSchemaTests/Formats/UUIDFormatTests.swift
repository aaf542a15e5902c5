import JSONSchema
import Testing

@Suite("uuid (RFC 4122)") struct UUIDFormatTests {
    @Test("UUIDs", arguments: [
        // Section 3 and appendix C.
        "f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
        "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
        "6ba7b812-9dad-11d1-80b4-00c04fd430c8", "6ba7b814-9dad-11d1-80b4-00c04fd430c8",
        "e902893a-9d22-3c7e-a7b8-d6e313b71d9f",
        // Section 4.1.7.
        "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6",
        "f81d4FAE-7Dec-91D0-0765-00a0C91E6bf6", "01234567-89ab-cdef-0123-456789abcdef",
    ])
    func isUUID(text: String) {
        #expect(StandardFormat.uuid.matches(text))
    }

    @Test("no UUIDs", arguments: [
        "", "f81d4fae", "f81d4fae7dec11d0a76500a0c91e6bf6", "f81d4fae-7dec-11d0-a765-00a0c91e6bf",
        "f81d4fae-7dec-11d0-a765-00a0c91e6bf60",
        "f81d4fae-7dec-11d0-a76500a0c91e6bf6", "f81d4fae7-dec-11d0-a765-00a0c91e6bf6",
        "f81d4fae-7dec-11d0-a765-00a0c91e6bg6",
        "g81d4fae-7dec-11d0-a765-00a0c91e6bf6", "{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}",
        "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        " f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6 ",
        "f81d4fae-7dec-11d0-a765-00a0c91e6bf\n",
        "f81d4fae_7dec_11d0_a765_00a0c91e6bf6", "f81d4fae\u{2010}7dec-11d0-a765-00a0c91e6b",
        "------------------------------------",
        "f81d4fae-7dec-11d0-a765-00a0c91e6b\u{663}",
    ])
    func isNoUUID(text: String) {
        #expect(!StandardFormat.uuid.matches(text))
    }

    @Test("every change of one character to none of a UUID is noticed")
    func singleChanges() {
        let uuid = Array("f81d4fae-7dec-11d0-a765-00a0c91e6bf6".utf8)
        for place in uuid.indices {
            for byte in ["g", "G", "/", ":", "@", "`", "_", " "].map({ UInt8(ascii: $0) }) {
                var changed = uuid
                changed[place] = byte
                #expect(!StandardFormat.uuid.matches(changed))
            }
        }
    }
}
