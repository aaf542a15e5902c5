import Patterns

extension StandardFormat {
    /// The check of a format of the standard by its name, `regex` included; nil if there is no such format.
    static func check(_ name: String) -> FormatCheck? {
        if name == "regex" { return FormatCheck { Pattern.isSyntax(String(decoding: text($0, $1), as: UTF8.self)) } }
        guard let format = StandardFormat(rawValue: name) else { return nil }
        switch format {
        case .dateTime: return FormatCheck { StandardFormat.dateTime.matches(text($0, $1)) }
        case .date: return FormatCheck { StandardFormat.date.matches(text($0, $1)) }
        case .time: return FormatCheck { StandardFormat.time.matches(text($0, $1)) }
        case .duration: return FormatCheck { StandardFormat.duration.matches(text($0, $1)) }
        case .email: return FormatCheck { StandardFormat.email.matches(text($0, $1)) }
        case .idnEmail: return FormatCheck { StandardFormat.idnEmail.matches(text($0, $1)) }
        case .hostname: return FormatCheck { StandardFormat.hostname.matches(text($0, $1)) }
        case .idnHostname: return FormatCheck { StandardFormat.idnHostname.matches(text($0, $1)) }
        case .ipv4: return FormatCheck { StandardFormat.ipv4.matches(text($0, $1)) }
        case .ipv6: return FormatCheck { StandardFormat.ipv6.matches(text($0, $1)) }
        case .uri: return FormatCheck { StandardFormat.uri.matches(text($0, $1)) }
        case .uriReference: return FormatCheck { StandardFormat.uriReference.matches(text($0, $1)) }
        case .iri: return FormatCheck { StandardFormat.iri.matches(text($0, $1)) }
        case .iriReference: return FormatCheck { StandardFormat.iriReference.matches(text($0, $1)) }
        case .uuid: return FormatCheck { StandardFormat.uuid.matches(text($0, $1)) }
        case .uriTemplate: return FormatCheck { StandardFormat.uriTemplate.matches(text($0, $1)) }
        case .jsonPointer: return FormatCheck { StandardFormat.jsonPointer.matches(text($0, $1)) }
        case .relativeJSONPointer: return FormatCheck { StandardFormat.relativeJSONPointer.matches(text($0, $1)) }
        }
    }
}

private func text(_ start: UnsafeRawPointer?, _ count: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: start, count: count)
}
