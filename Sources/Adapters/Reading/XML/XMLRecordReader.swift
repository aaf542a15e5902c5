import JSON

/// Reads the columns of one record's element, which is well-formed.
struct XMLRecordReader {
    fileprivate enum Place {
        case level(Int)
        /// A column, where its text begins in the scratch, and whether elements are inside.
        case column(Int, textAt: Int, hasElements: Bool)
        case skipped
    }

    let adapter: Adapter
    let text: UnsafeRawBufferPointer

    /// A name without its prefix.
    static func localName(_ range: Range<Int>, in text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let name = text[range]
        let first = name.lastIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? range.lowerBound
        return UnsafeRawBufferPointer(rebasing: text[first..<range.upperBound])
    }

    func read(into values: RecordValues, faults: inout RecordFaults) {
        var scanner = XMLScanner(text)
        var places: [Place] = []
        places.reserveCapacity(8)
        while let token = try? scanner.next() {
            switch token {
            case .start(let range):
                guard let place = places.last else {
                    places.append(.level(0))
                    continue
                }
                places[places.count - 1] = place.withElements
                places.append(inner(place, Self.localName(range, in: text), values, &faults))
            case .end:
                guard case .column(let column, let textAt, let hasElements)? = places.popLast() else { continue }
                if hasElements {
                    faults.addWrongType(column: adapter.columns[column])
                } else {
                    values.set(column, values.decoded.bytes(from: textAt))
                }
            case .text(let range): append(range, isSection: false, places.last, values, &faults)
            case .section(let range): append(range, isSection: true, places.last, values, &faults)
            case .finished: return
            }
        }
    }

    private func inner(
        _ place: Place, _ name: UnsafeRawBufferPointer, _ values: RecordValues, _ faults: inout RecordFaults
    ) -> Place {
        guard case .level(let level) = place else { return .skipped }
        switch adapter.tree.find(hash: JSONView.nameHash(of: name), level: level, where: { ByteEquality.areEqual($0, name) }) {
        case .column(let column):
            guard values.see(column) else {
                faults.addRepeated(column: adapter.columns[column])
                return .skipped
            }
            return .column(column, textAt: values.decoded.count, hasElements: false)
        case .level(let next): return .level(next)
        case .ignored: return .skipped
        case nil:
            if adapter.refusesOthers { faults.addUnknown(adapter.tree.path(of: level), name) }
            return .skipped
        }
    }

    private func append(
        _ range: Range<Int>, isSection: Bool, _ place: Place?, _ values: RecordValues, _ faults: inout RecordFaults
    ) {
        switch place {
        case .column: XMLText.append(range, of: text, isSection: isSection, to: values.decoded)
        case .level(let level):
            let first = values.decoded.count
            XMLText.append(range, of: text, isSection: isSection, to: values.decoded)
            // Text between columns would be lost.
            if !Blanks.isBlank(values.decoded.bytes(from: first)) {
                faults.addWrongType(column: level == 0 ? nil : String(adapter.tree.path(of: level).dropLast()))
            }
        case .skipped, nil: break
        }
    }
}

extension XMLRecordReader.Place {
    fileprivate var withElements: Self {
        if case .column(let column, let textAt, _) = self { return .column(column, textAt: textAt, hasElements: true) }
        return self
    }
}
