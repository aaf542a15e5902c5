import Credit
import Dispatch
import Hub

/// One dispute from its submission to its end, with the moment at which each step showed.
struct DemoDispute {
    /// The disputed list entry.
    let entry: SampleEvent
    let observer: HubObserver
    let publisher: Publisher
    let hub: HubProcess
    let topology: Topology
    private(set) var timeline: [(milliseconds: Int, text: Bilingual)] = []
    /// Departments of the events that were published.
    private(set) var published: [String] = []
    private(set) var isClosed = false
    private var start: UInt64 = 0

    init(entry: SampleEvent, observer: HubObserver, publisher: Publisher, hub: HubProcess, topology: Topology) {
        self.entry = entry
        self.observer = observer
        self.publisher = publisher
        self.hub = hub
        self.topology = topology
    }

    /// Runs the steps; each waits for what the one before must bring about.
    ///
    /// - throws: ``SetupError`` if a step does not show within its time.
    mutating func run(_ samples: inout SampleGenerator) throws {
        guard let record = observer.outcomes[entry.id]?.record else {
            throw SetupError(zh: "没有找到要提出异议的名单条目", en: "the list entry to dispute was not found")
        }
        let caseID = "YY-\(SystemClock().now().day.description.prefix(4))-0001"
        start = DispatchTime.now().uptimeNanoseconds
        let holders = observer.views.filter { $0.value.entries[record] != nil }.map(\.key).sorted()
        let names = topology.subscribers.filter { holders.contains($0.party) }.map(\.name)
        let zhNames = names.map(\.zh).joined(separator: "、")
        let enNames = names.map(\.en).joined(separator: ", ")

        let submission = samples.disputeSubmission(caseId: caseID, about: entry, recordID: record)
        try publish(submission)
        try expectAccepted("submission", on: submission)
        note(zh: "提出异议 \(caseID)，对象为名单条目 \(record.prefix(8))…", en: "dispute \(caseID) submitted about list entry \(record.prefix(8))…")

        let acceptance = samples.disputeAcceptance(caseId: caseID, about: entry, recordID: record)
        try publish(acceptance)
        try expectAccepted("acceptance", on: acceptance)
        note(zh: "信用办受理，向来源部门发出核查通知", en: "accepted by the credit office; the source department is asked to verify")
        try wait("mark") { [observer] in holders.allSatisfy { observer.views[$0]?.entries[record] == true } }
        note(zh: "异议标注到达持有该条目的订阅方：\(zhNames)", en: "the mark has reached every subscriber that holds the entry: \(enNames)")
        try wait("upstream mark") { [observer] in (observer.platform["OBJECTION_ON"] ?? 0) > 0 }
        note(zh: "异议标注到达市平台", en: "the mark has reached the city platform")

        let verification = samples.disputeVerification(caseId: caseID, about: entry, recordID: record, result: .corrected)
        try publish(verification)
        try expectAccepted("verification", on: verification)
        note(zh: "来源部门核实：信息有误，将更正", en: "verified by the source department: wrong, will be corrected")

        let correction = samples.correction(of: entry)
        try publish(correction)
        try expectAccepted("correction", on: correction)
        note(zh: "来源部门报送更正", en: "the source department's own correction is accepted")
        try wait("end") { [observer] in
            observer.outcomes[submission.id]?.isClosed == true
                && holders.allSatisfy { observer.views[$0]?.entries[record] == false }
                && (observer.platform["OBJECTION_OFF"] ?? 0) > 0
        }
        note(zh: "更正送达各方，标注解除，异议办结", en: "corrected everywhere, the mark lifted, the dispute closed")
        isClosed = true
    }

    private mutating func publish(_ event: SampleEvent) throws {
        try publisher.publish(event, time: SystemClock().now())
        try publisher.flush()
        published.append(event.party)
    }

    /// Waits for the event's final answer, which must be that it was accepted.
    private func expectAccepted(_ step: String, on event: SampleEvent) throws {
        try wait(step) { [observer] in observer.outcomes[event.id]?.final != nil }
        let outcome = observer.outcomes[event.id]
        guard outcome?.final == "accepted" else {
            let codes = outcome?.codes.joined(separator: ", ") ?? ""
            throw SetupError(zh: "异议步骤 \(step) 被拒绝（\(codes)）", en: "the step \(step) of the dispute was refused (\(codes))")
        }
    }

    private func wait(_ step: String, until condition: () -> Bool) throws {
        guard try observer.pump(milliseconds: 30_000, until: condition) else {
            throw SetupError(
                zh: "异议步骤 \(step) 在 30 秒内没有完成；信枢日志：\n\(hub.logTail())",
                en: "the step \(step) of the dispute did not show within 30 seconds; the hub's log:\n\(hub.logTail())")
        }
    }

    private mutating func note(zh: String, en: String) {
        let elapsed = Int((DispatchTime.now().uptimeNanoseconds - start) / 1_000_000)
        timeline.append((elapsed, Bilingual(zh: zh, en: en)))
    }
}
