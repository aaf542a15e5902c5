import Credit

/// What must hold after every step, whatever happens.
package enum Invariant: String, CaseIterable, Sendable {
    case oneOutcome = "one-outcome"
    case replay
    case memory
    case view
    case sequence
    case gap
    case compaction
    case listFile = "list-file"
    case balance
    case closedCase = "closed-case"
    case caseDue = "case-due"
    case caseMark = "case-mark"
    case caseEffect = "case-effect"
    case caseStep = "case-step"
    case caseClosing = "case-closing"
    case audit
    case timer
    case delivery
    case effect
    case drained

    package var meaning: Bilingual {
        switch self {
        case .oneOutcome: Bilingual(zh: "每个事件有且只有一个结果", en: "each event has one outcome")
        case .replay: Bilingual(zh: "变更日志重建的状态等于重放已提交事件得到的状态", en: "the state in the changelog equals a replay of the committed events")
        case .memory: Bilingual(zh: "进程内存中的状态等于已提交的状态", en: "the state that a process holds equals the committed one")
        case .view: Bilingual(zh: "每个订阅方的视图等于按其绑定过滤后的名单", en: "every subscriber's view equals the ledger's list filtered by its binding")
        case .sequence: Bilingual(zh: "每个推送序列无缺号、无重号", en: "the sequence of each feed has no gap or repeat")
        case .gap: Bilingual(zh: "订阅方缺收一条消息，至迟在下一条消息时察觉", en: "a subscriber that missed a message notices with the next one")
        case .compaction: Bilingual(zh: "压缩后的订阅主题从头读取即得完整视图", en: "a subscriber's compacted topic, read from the start, gives its whole view")
        case .listFile: Bilingual(zh: "全量名单整体替换本方名单，有误则丝毫不变", en: "a full list file replaces its party's list as a whole, or changes nothing")
        case .balance: Bilingual(zh: "收到 = 采纳 + 拒绝 + 重复 + 过时 + 待处理", en: "received = accepted + rejected + duplicate + stale + pending")
        case .closedCase: Bilingual(zh: "已结束的办件不再变化，除非重新办理或撤销修复", en: "a case at its end changes only if it is reopened, or revoked")
        case .caseDue: Bilingual(zh: "每个未结束的办件都有办理期限", en: "every open case has a due date")
        case .caseMark:
            Bilingual(zh: "异议标注与办理中的异议一一对应，各处一致", en: "every dispute mark has an open dispute, and every such dispute its mark, everywhere")
        case .caseEffect:
            Bilingual(
                zh: "各方均已收到更正、撤销或修复之后，办件才办结",
                en: "a case ends only when every place has what it led to, and none shows what was before")
        case .caseStep:
            Bilingual(zh: "办件每一步版本加一，且为办理流程所规定", en: "each step of a case counts its version up by one, and is one of the lifecycle")
        case .caseClosing: Bilingual(zh: "办件每次结束恰有一份办结回执", en: "each end of a case is told by one receipt")
        case .audit: Bilingual(zh: "审计链完整，链头与状态一致", en: "the audit's chain is unbroken, and its head is the state's")
        case .timer: Bilingual(zh: "每个定时器至多生效一次，到期必生效", en: "a timer has at most one effect, and a due one is fired")
        case .delivery: Bilingual(zh: "上报队列中每条消息按序送达一次", en: "each message of an outbox is delivered once, in order")
        case .effect: Bilingual(zh: "输出与事件的应有效果一致，不多不少", en: "what is sent is what follows from the events, no more and no less")
        case .drained: Bilingual(zh: "故障停止后全部处理完毕", en: "when the faults stop, everything is worked off")
        }
    }
}

/// An invariant that did not hold.
package struct Violation: Error, Sendable, Equatable {
    package let invariant: Invariant
    /// What was seen instead.
    package let seen: String
}
