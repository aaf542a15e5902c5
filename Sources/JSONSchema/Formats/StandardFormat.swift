/// The formats of JSON Schema 2020-12 (validation vocabulary, section 7.3), but for `regex`.
///
/// Each checker takes what the grammar of the named document takes, with its verified errata, and nothing else. None
/// allocates for a text of ASCII, and each is linear in the text.
public enum StandardFormat: String, CaseIterable, Sendable {
    /// RFC 3339, section 5.6, `date-time`. Second 60 only at the end of a month in UTC (section 5.7).
    case dateTime = "date-time"
    /// RFC 3339, section 5.6, `full-date`, with the days that the month has.
    case date
    /// RFC 3339, section 5.6, `full-time`, offset included. Second 60 only at 23:59 UTC.
    case time
    /// RFC 3339, appendix A, `duration` (ISO 8601). Units are capitals and leave no gap: `P1Y2D` is no duration.
    case duration
    /// RFC 5321, section 4.1.2, `Mailbox`, with the lengths of section 4.5.3.1.
    case email
    /// RFC 6531, section 3.3: the `Mailbox` of `email`, with characters beyond ASCII and U-labels in the domain.
    case idnEmail = "idn-email"
    /// RFC 1123, section 2.1, with the lengths of RFC 1035: no final full stop, and not the form of an IPv4 address.
    /// Labels that begin with `xn--` must be A-labels of RFC 5890.
    case hostname
    /// RFC 5890, section 2.3.2.3: labels are A-labels, U-labels or plain ones without hyphens in the third and fourth
    /// place; the other full stops of RFC 3490 part them, too.
    case idnHostname = "idn-hostname"
    /// RFC 2673, section 3.2, dotted quad. Leading zeros, which some read as octal, are refused.
    case ipv4
    /// RFC 4291, section 2.2. A zone or a prefix length is no part of an address.
    case ipv6
    /// RFC 3986, `URI`: with a scheme.
    case uri
    /// RFC 3986, `URI-reference`.
    case uriReference = "uri-reference"
    /// RFC 3987, `IRI`: with a scheme.
    case iri
    /// RFC 3987, `IRI-reference`.
    case iriReference = "iri-reference"
    /// RFC 4122, section 3, `UUID`, of any version and variant, in either case.
    case uuid
    /// RFC 6570, section 2, `URI-Template`, of any level, operators in reserve included.
    case uriTemplate = "uri-template"
    /// RFC 6901, section 3, `json-pointer`: not the form for URI fragments.
    case jsonPointer = "json-pointer"
    /// draft-bhutton-relative-json-pointer-00, section 3, index manipulation included.
    case relativeJSONPointer = "relative-json-pointer"

    /// Whether a string's UTF-8 bytes are of this format.
    public func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        switch self {
        case .dateTime: DateTimeFormat.matches(text)
        case .date: DateFormat.matches(text)
        case .time: TimeFormat.matches(text)
        case .duration: DurationFormat.matches(text)
        case .email: EmailFormat.matches(text, international: false)
        case .idnEmail: EmailFormat.matches(text, international: true)
        case .hostname: HostnameFormat.matches(text, international: false)
        case .idnHostname: HostnameFormat.matches(text, international: true)
        case .ipv4: IPv4Format.matches(text)
        case .ipv6: IPv6Format.matches(text)
        case .uri: URIFormat.matches(text, international: false, relative: false)
        case .uriReference: URIFormat.matches(text, international: false, relative: true)
        case .iri: URIFormat.matches(text, international: true, relative: false)
        case .iriReference: URIFormat.matches(text, international: true, relative: true)
        case .uuid: UUIDFormat.matches(text)
        case .uriTemplate: URITemplateFormat.matches(text)
        case .jsonPointer: JSONPointerFormat.matches(text)
        case .relativeJSONPointer: RelativeJSONPointerFormat.matches(text)
        }
    }
}
