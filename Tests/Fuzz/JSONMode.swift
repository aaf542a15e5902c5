import Foundation
import JSON

/// Any bytes as JSON: refused with a place inside, or read, walked, written and read again to the same value.
enum JSONMode {
    nonisolated(unsafe) private static let parsers = [
        JSONParser(limits: JSONLimits(maxBytes: 1 << 20, maxDepth: 16)),
        JSONParser(limits: JSONLimits(maxBytes: JSONLimits.greatestBytes, maxDepth: JSONLimits.greatestDepth)),
        JSONParser(limits: JSONLimits(maxBytes: 64, maxDepth: 2)),
    ]
    nonisolated(unsafe) private static let again = JSONParser(
        limits: JSONLimits(maxBytes: JSONLimits.greatestBytes, maxDepth: JSONLimits.greatestDepth))

    static func run(_ text: UnsafeRawBufferPointer, _ selector: UInt8) {
        let parser = parsers[Int(selector) % parsers.count]
        let view: JSONView
        do {
            view = try parser.parse(text)
        } catch {
            expect((0...text.count).contains(error.offset), "the fault \(error) is outside")
            let place = error.location(in: text)
            expect(place.line >= 1 && place.column >= 1, "the place \(place) is none")
            return
        }
        expect(String(validating: text, as: UTF8.self) != nil, "accepted what is no UTF-8")
        walk(view, in: text)

        var writer = JSONWriter()
        writer.value(view)
        let written = writer.bytes
        written.withUnsafeBytes { written in
            guard let second = try? again.parse(written) else { return expect(false, "what was written is not JSON") }
            expect(view.isDeepEqual(to: second) && second.isDeepEqual(to: view), "what was written is another value")
            expect(hash(view) == hash(second), "equal values have other hashes")
            writer.reset()
            writer.value(second)
            expect(writer.bytes.elementsEqual(written), "the canonical form has another canonical form")
            let value = view.value
            expect(value == second.value && value.hashValue == second.value.hashValue, "copies differ")
            expect(value.jsonText.utf8.elementsEqual(written), "the copy is written otherwise")
        }
    }

    private static func hash(_ view: JSONView) -> Int {
        var hasher = Hasher()
        view.deepHash(into: &hasher)
        return hasher.finalize()
    }

    private static func walk(_ view: JSONView, in text: UnsafeRawBufferPointer) {
        let raw = view.rawBytes
        if let start = text.baseAddress, let first = raw.baseAddress {
            expect(first >= start && first + raw.count <= start + text.count, "a value is outside of its text")
        }
        expect(view.isDeepEqual(to: view), "a value is not equal to itself")
        switch view.kind {
        case .null: break
        case .true, .false: expect(view.boolValue == (view.kind == .true), "a boolean is the other")
        case .number: number(view)
        case .string: expect(view.scalarCount == view.string.unicodeScalars.count, "a string is counted wrong")
        case .array:
            var count = 0
            for element in view.elements {
                walk(element, in: text)
                count += 1
            }
            expect(count == view.count, "an array is counted wrong")
        case .object:
            var count = 0
            for member in view.members {
                expect(member.name.scalarCount == member.name.string.unicodeScalars.count, "a name is counted wrong")
                let found = member.name.withUTF8 { view.member(utf8: $0) }
                expect(found?.offset == member.value.offset, "a member is not found by its name")
                walk(member.value, in: text)
                count += 1
            }
            expect(count == view.count, "an object is counted wrong")
        }
    }

    private static func number(_ view: JSONView) {
        guard let decimal = view.decimal else { return expect(false, "a number without value") }
        expect(view.intValue == decimal.intValue, "two readings of one integer")
        expect(ExactDecimal(decimal.description) == decimal, "a number is not what it is written as")
        expect(!(decimal < decimal), "a number is less than itself")
        expect(decimal.isZero || decimal.isMultiple(of: decimal), "a number is no multiple of itself")
        expect(decimal.isInteger == decimal.isMultiple(of: 1), "an integer is no multiple of 1")
    }
}
