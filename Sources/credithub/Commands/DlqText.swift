import Credit
import Foundation
import Hub
import JSON
import Ops

/// How dead letters are shown to people and programs.
enum DlqText {
    /// The first of a record's 32 characters, enough to tell records apart.
    static func short(_ record: Identifier128?) -> String { record.map { String($0.description.prefix(8)) } ?? "" }

    /// `11-21 09:30:00`.
    static func short(_ time: Timestamp) -> String {
        let text = time.description
        return "\(text.dropFirst(5).prefix(5)) \(text.dropFirst(11).prefix(8))"
    }

    /// What a letter is.
    static func name(_ kind: IntakeKind?) -> Bilingual {
        switch kind {
        case .record: Bilingual(zh: "记录", en: "record")
        case .feedback: Bilingual(zh: "反馈", en: "feedback")
        case .confirmation: Bilingual(zh: "确认", en: "confirmation")
        case .digestRequest: Bilingual(zh: "摘要请求", en: "digest request")
        case .listFilePart: Bilingual(zh: "名单文件分片", en: "list file part")
        case .listFileEntry: Bilingual(zh: "名单文件条目", en: "list file entry")
        case .listFileEnd: Bilingual(zh: "名单文件结尾", en: "list file end")
        case .other, nil: Bilingual(zh: "未知", en: "unknown")
        }
    }

    /// Writes to standard error, where it is not taken for a result.
    static func complain(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data("credithub: \(text)\n".utf8))
    }

    /// What happens to a letter, and why.
    static func name(_ decision: ReplayPlan.Decision) -> (short: Bilingual, why: Bilingual) {
        switch decision {
        case .send: return (Bilingual(zh: "重发", en: "send"), Bilingual(zh: "", en: ""))
        case .refused(let faults):
            // The first; `dlq show` tells them all.
            let place = faults.first.map { "\($0.code.rawValue) \($0.path) " } ?? ""
            let more = faults.count > 1 ? " (+\(faults.count - 1))" : ""
            return (
                Bilingual(zh: "仍不合格", en: "still refused"),
                Bilingual(zh: place + (faults.first?.message.zh ?? "") + more, en: place + (faults.first?.message.en ?? "") + more))
        case .impossible(let obstacle):
            let (message, remedy) = (obstacle.message, obstacle.remedy)
            return (obstacle.title, Bilingual(zh: "\(message.zh)：\(remedy.zh)", en: "\(message.en): \(remedy.en)"))
        case .parked:
            return (
                Bilingual(zh: "搁置", en: "parked"),
                Bilingual(zh: "多次重发失败：查明原因后用 --max-attempts 放宽，或放弃", en: "failed too often: find out why, then raise --max-attempts or discard"))
        case .held(let earlier):
            return (
                Bilingual(zh: "等待", en: "held"),
                Bilingual(zh: "同一记录更早的 \(earlier) 本次没有重发：先处理它", en: "the earlier \(earlier) of the same record is not sent: deal with that first"))
        case .superseded(let event):
            return (
                Bilingual(zh: "已被取代", en: "superseded"),
                Bilingual(zh: "台账已有更新的内容（事件 \(event)）：放弃，或用 --even-superseded", en: "the ledger has newer content (event \(event)): discard, or --even-superseded"))
        case .overLimit:
            return (Bilingual(zh: "超出上限", en: "over the limit"), Bilingual(zh: "再次运行，或放宽 --limit", en: "run again, or raise --limit"))
        }
    }

    /// The word for a decision in JSON.
    static func word(_ decision: ReplayPlan.Decision) -> String {
        switch decision {
        case .send: "send"
        case .refused: "still-refused"
        case .impossible(let obstacle): obstacle.code
        case .parked: "parked"
        case .held: "held"
        case .superseded: "superseded"
        case .overLimit: "over-limit"
        }
    }

    /// What was asked for and is not there, or was dealt with before.
    static func tellOthers(_ result: DeadLetterOffice.Result, _ language: Language) {
        for id in result.unknown {
            complain(language == .zh ? "没有死信 \(id)" : "there is no letter \(id)")
        }
        for (id, state) in result.settled {
            complain(language == .zh ? "死信 \(id) \(state.name.zh)，不再处理" : "the letter \(id) is \(state.name.en) already; left alone")
        }
    }

    /// Says why the run ended before its time: another operator took over, or Kafka failed.
    static func tellEnd(_ result: DeadLetterOffice.Result, isDiscard: Bool = false, _ language: Language) {
        let done = language == .zh ? "本次已处理 \(result.applied) 条" : "\(result.applied) letters were \(isDiscard ? "discarded" : "sent") by this run"
        if result.isFenced {
            complain(language == .zh ? "另一位操作者已接管该部门的死信，本次停止；\(done)" : "another operator took over; \(done)")
        }
        if let error = result.failure {
            complain(
                language == .zh
                    ? "Kafka 出错：\(error.reason)（\(error.code.name)）；\(done)，其余未动，可再次运行"
                    : "Kafka failed: \(error.reason) (\(error.code.name)); \(done), the rest is untouched: run it again")
        }
    }

    static func json(_ step: ReplayPlan.Step, isDone: Bool) -> String {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        writer.member("letter", step.letter.id.description)
        writer.member("event", step.letter.event)
        writer.member("decision", word(step.decision))
        writer.member("done", isDone && step.decision.isSend)
        writer.member("edited", step.candidate.isEdited)
        writer.member("attempt", step.letter.attempt + 1)
        if case .held(let earlier) = step.decision { writer.member("heldBy", earlier.description) }
        if case .impossible(let obstacle) = step.decision { obstacle.write(to: &writer) }
        if case .superseded(let event) = step.decision { writer.member("supersededBy", event) }
        if case .refused(let faults) = step.decision {
            writer.name("errors")
            writer.beginArray()
            for fault in faults { fault.write(to: &writer) }
            writer.endArray()
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
