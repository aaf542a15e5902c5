import Credit

/// One event as a department would publish it, and what the hub should answer.
public struct SampleEvent: Sendable {
    /// The party that publishes it.
    public var party: String
    /// The record: `administrative-penalty`.
    public var record: String
    /// Contract and version: `administrative-penalty@2`.
    public var contract: String
    public var operation: String
    /// `ce_id`: unique, without personal data.
    public var id: String
    /// A key for the department's topic, the document or case number: what changes a record goes to the partition that the
    /// record is in, and stays behind it. Without personal data.
    public var key: String
    /// The JSON of the record.
    public var value: [UInt8]
    public var expectation: Expectation

    /// What the event's final receipt should say, if those before it in its partition have been handled.
    public enum Expectation: Sendable, Equatable {
        case accepted
        case duplicate
        case rejected(code: String)
    }

    /// The fields that `value` was written from.
    var document: SampleDocument
    var subject: SampleSubject
}

/// How a record goes wrong in practice.
public enum SampleFault: String, CaseIterable, Sendable {
    /// The decision date is missing.
    case missingDecisionDate
    /// The subject's code has a wrong check character.
    case wrongCheckCharacter
    /// 罚款 without an amount.
    case fineWithoutAmount
    /// The fine is given in yuan, not in 万元.
    case yuanAsTenThousands
    /// 处罚类别 has a kind that no table knows.
    case unknownKind
    /// The decision lies in the future.
    case dateInFuture
    /// The penalty ends before it was decided.
    case datesReversed
    /// The name of the subject is in GB18030.
    case brokenUTF8
    /// The message was cut off.
    case cutOff
    /// A field of the standard of 2015.
    case unknownField
    /// The fine is a text.
    case amountAsText
    /// A natural person with fields of an organisation.
    case personWithOrganisationFields
    /// A full-width blank after the name.
    case blankInName
    /// The decision is another department's.
    case foreignAuthority

    /// The code that the hub refuses it with. It is the only one.
    public var code: String {
        switch self {
        case .missingDecisionDate: "CH2001"
        case .wrongCheckCharacter: "CH2010"
        case .fineWithoutAmount: "CH2032"
        case .yuanAsTenThousands: "CH2034"
        case .unknownKind: "CH2004"
        case .dateInFuture: "CH2031"
        case .datesReversed: "CH2030"
        case .brokenUTF8: "CH1002"
        case .cutOff: "CH1003"
        case .unknownField: "CH2007"
        case .amountAsText: "CH2002"
        case .personWithOrganisationFields: "CH2018"
        case .blankInName: "CH2015"
        case .foreignAuthority: "CH3003"
        }
    }
}

/// How a dispute ends (`result` of dispute@1).
public enum SampleResult: String, CaseIterable, Sendable {
    /// The record stands.
    case upheld = "维持"
    /// The record is corrected.
    case corrected = "更正"
    /// The record is withdrawn.
    case withdrawn = "撤销"
}

extension SampleEvent {
    /// Whether the subject is an enterprise (or sole trader), not a natural person.
    public var isAboutEnterprise: Bool { subject.kind != .person }

    /// Whether the subject is known by a code or a document number. A sole trader without a code is known by the registration number,
    /// which a dispute has no field for.
    public var isKnownByCode: Bool { subject.registration == nil }

    /// What kind of subject it is about, as the hub names it.
    var subjectKind: SubjectKind {
        switch subject.kind {
        case .organisation: .organisation
        case .soleTrader: .soleTrader
        case .person: .person
        }
    }

    /// The code of the list that it puts the subject on or takes it off; nil if it is about no list.
    var list: String? { record == "list-designation" ? SampleParty.named(party).list.code : nil }
}
