import Credit
import Foundation
import Hub
import Ops
import Testing

extension OnARealBroker {
    /// 溢出文件: what becomes of entries whose bytes the file loses that they were put into, while the hub runs.
    @Suite struct LostEntryTests {
        enum Damage: String, CaseIterable {
            case cut
            case overwritten
        }

        private static let party = "administrative-approval"

        @Test("Entries that the spill file has lost are restored from the changelog: the next events on them are answered rightly, and no view lacks anything",
            arguments: Damage.allCases)
        func lostEntries(damage: Damage) throws {
            let fixture = try HubFixture("lost-\(damage.rawValue)")
            let spill = fixture.directory + "/spill"
            try FileManager.default.createDirectory(atPath: spill, withIntermediateDirectories: true)
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            var samples = fixture.samples(seed: 71)
            // So many that each partition has written more than the block that it keeps in memory.
            let events = (0..<3_600).map { _ in samples.listing(party: "emergency-management") }
            let hub = try fixture.hub(["--spill-directory", spill])
            try hub.start()
            try send(events, publisher)
            try fixture.expect("the entries", observer, seconds: 180) { observer.parties["emergency-management"]?.final == events.count }
            #expect(events.allSatisfy { observer.outcomes[$0.id]?.final == "accepted" })

            let process = try #require(hub.processIdentifier)
            let files = spillFiles(of: process, in: spill)
            #expect(files.count == Int(fixture.topology.ledgerPartitions))
            for file in files { try spoil(file, damage) }

            // The first of all are in the files; each of these is about an entry that is lost.
            let touched = Array(events.prefix(60).filter { $0.isAboutEnterprise && $0.isKnownByCode }.prefix(24))
            let corrections = touched.prefix(12).map { samples.correction(of: $0) }
            let delistings = touched.dropFirst(12).map { samples.delisting(of: $0) }
            try send(corrections + delistings, publisher)
            try fixture.expect("the answers", observer) { (corrections + delistings).allSatisfy { observer.outcomes[$0.id]?.final != nil } }
            for event in corrections + delistings { #expect(observer.outcomes[event.id]?.final == "accepted") }
            #expect(observer.doubled == [])

            // The stage failed with an error and went on; the process is the one that it was.
            #expect(hub.isRunning && hub.processIdentifier == process)
            let log = try String(contentsOfFile: fixture.directory + "/hub.log", encoding: .utf8)
            #expect(log.contains("a file in the spill directory \(spill) cannot be read"))
            #expect(log.contains("has lost entries, and is restored anew"))
            #expect(log.contains("of them restored)"))

            #expect(hub.stop() == 0)
            let copy = try ViewCopy(fixture, party: Self.party)
            #expect(unproven(copy) == [])
            let gone = Set(delistings.map { observer.outcomes[$0.id]?.record ?? "" })
            let expected = Set(events.filter(\.isAboutEnterprise).compactMap { observer.outcomes[$0.id]?.record }).subtracting(gone)
            #expect(gone.count == delistings.count && expected.count > 1_000)
            #expect(Set(copy.view.keys) == expected)
            for correction in corrections {
                let value = observer.outcomes[correction.id]?.record.flatMap { copy.view[$0] }
                #expect(value?.contains(#""revision":2,"#) == true && value?.contains("（更正）") == true)
            }
        }

        private func send(_ events: [SampleEvent], _ publisher: Publisher) throws {
            for event in events { try publisher.publish(event, time: SystemClock().now()) }
            try publisher.flush()
        }

        /// The nameless files of a directory that a process has open: by the names that the system knows them by.
        private func spillFiles(of process: Int32, in directory: String) -> [String] {
            let folder = "/proc/\(process)/fd"
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            return names.map { "\(folder)/\($0)" }.filter { path in
                (try? FileManager.default.destinationOfSymbolicLink(atPath: path))?.hasPrefix(directory + "/") == true
            }
        }

        private func spoil(_ path: String, _ damage: Damage) throws {
            let descriptor = open(path, O_RDWR)
            try #require(descriptor >= 0)
            defer { close(descriptor) }
            let size = Int(lseek(descriptor, 0, SEEK_END))
            #expect(size > 0, "nothing was written into the file")
            switch damage {
            case .cut: #expect(ftruncate(descriptor, 0) == 0)
            case .overwritten:
                let bytes = [UInt8](repeating: 0x5a, count: size)
                #expect(pwrite(descriptor, bytes, size, 0) == size)
            }
        }

        /// The partitions of a view whose messages are not numbered one by one, or whose content is not what the last of them says.
        private func unproven(_ copy: ViewCopy) -> [Int32] {
            copy.partitions.filter { _, messages in
                var held: [String: [UInt8]] = [:]
                for message in messages where message.key != ViewChange.digestKey { held[message.key] = message.value }
                var digest = ViewDigest.empty
                for (key, value) in held {
                    digest.add(Array(key.utf8).withUnsafeBytes { key in value.withUnsafeBytes { ViewDigest.entry(key: key, value: $0) } })
                }
                let numbers = messages.map { Int($0["ce_sequence"]) ?? 0 }
                return numbers != Array(1...max(1, messages.count)) || messages.last?["ce_viewdigest"] != digest.hex
                    || messages.last?["ce_viewcount"] != "\(held.count)"
            }.map(\.key).sorted()
        }
    }
}
