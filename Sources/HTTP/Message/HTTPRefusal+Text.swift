extension HTTPRefusal {
    /// A text in Chinese and English.
    public struct Text: Sendable {
        public let zh: String
        public let en: String
    }

    /// What is wrong.
    public var message: Text { row.0 }

    /// What to do about it.
    public var remedy: Text { row.1 }

    /// The answer to the client: code, message and remedy as JSON.
    var response: HTTPResponse {
        let (message, remedy) = row
        // No text here has a character that JSON escapes.
        let json =
            #"{"code":"\#(rawValue)","message":{"zh":"\#(message.zh)","en":"\#(message.en)"},"#
            + #""remedy":{"zh":"\#(remedy.zh)","en":"\#(remedy.en)"}}"#
        var response = HTTPResponse.json(Array(json.utf8), status: status)
        if self == .tooManyConnections { response.headers.add("Retry-After", "1") }
        return response
    }

    private var row: (Text, Text) {
        func row(_ zh: String, _ en: String, _ remedyZH: String, _ remedyEN: String) -> (Text, Text) {
            (Text(zh: zh, en: en), Text(zh: remedyZH, en: remedyEN))
        }
        switch self {
        case .badRequestLine:
            return row("请求行不合法", "the request line is malformed",
                       "请按 RFC 9112 书写：方法、目标、HTTP/1.1，以一个空格分隔", "write it as in RFC 9112: method, target and HTTP/1.1 with one blank between")
        case .bareLineEnd:
            return row("行尾不是 CR LF", "a line does not end with CR LF",
                       "每行必须以 CR LF 结尾，不得单独使用 CR 或 LF", "end each line with CR LF; neither may stand alone")
        case .unknownMethod:
            return row("不支持该方法", "the method is not supported",
                       "请使用接口说明中的方法，注意大小写", "use a method of the interface's description, in upper case")
        case .targetTooLong:
            return row("请求目标过长", "the request target is too long", "请缩短查询内容", "shorten the query")
        case .badTarget:
            return row("请求目标不合法", "the request target is malformed",
                       "目标须以 / 开头，其他字符按 RFC 3986 作百分号编码", "begin it with a slash and percent-encode other characters (RFC 3986)")
        case .unsupportedTarget:
            return row("不支持这种请求目标", "this form of target is not supported", "请写明具体路径", "name a path")
        case .badEscape:
            return row("百分号编码不合法", "a percent-encoding is not valid",
                       "请用两位十六进制数编码 UTF-8 字节；路径中不得编码斜杠和控制字符",
                       "encode UTF-8 bytes as two hexadecimal digits each; slashes in paths and control characters are not accepted")
        case .unsupportedVersion:
            return row("不支持该 HTTP 版本", "the version of HTTP is not supported", "请使用 HTTP/1.1", "use HTTP/1.1")
        case .foldedHeader:
            return row("头字段不得折行", "a header field is folded", "请把每个字段写在一行", "write each field on one line")
        case .badHeaderName:
            return row("头字段名不合法", "a header field's name is malformed",
                       "字段名后直接写冒号，不得有空格", "write the colon right behind the name, without a blank")
        case .badHeaderValue:
            return row("头字段值不合法", "a header field's value is malformed",
                       "请去掉控制字符，文字使用 UTF-8", "remove control characters and write text in UTF-8")
        case .tooManyHeaders:
            return row("头字段过多", "there are too many header fields", "请只发送需要的字段", "send only the fields that are needed")
        case .headersTooLarge:
            return row("头字段过长", "the header fields are too long", "请只发送需要的字段", "send only the fields that are needed")
        case .badHost:
            return row("Host 字段缺失、重复或不合法", "the field Host is missing, repeated or malformed",
                       "请发送一个 Host 字段，内容为主机和端口", "send one field Host with host and port")
        case .badContentLength:
            return row("Content-Length 重复或不合法", "Content-Length is repeated or malformed",
                       "请发送一个 Content-Length，内容为十进制数字", "send one Content-Length of decimal digits")
        case .ambiguousLength:
            return row("消息长度不确定", "the length of the message is ambiguous",
                       "请只用 Content-Length 表示长度", "tell the length by Content-Length alone")
        case .transferCoding:
            return row("不支持 Transfer-Encoding", "Transfer-Encoding is not supported",
                       "请用 Content-Length 表示长度", "tell the length by Content-Length")
        case .bodyTooLarge:
            return row("请求内容过大", "the body is too large", "请缩小请求内容", "send less")
        case .unknownExpectation:
            return row("不支持该 Expect", "the expectation is not supported",
                       "请去掉 Expect 字段，或写 100-continue", "leave the field Expect out, or write 100-continue")
        case .headTimedOut:
            return row("请求头未及时到达", "the head of the request did not arrive in time", "请检查网络后重试", "check the network and try again")
        case .bodyTimedOut:
            return row("请求内容未及时到达", "the body did not arrive in time", "请检查网络后重试", "check the network and try again")
        case .tooManyConnections:
            return row("连接过多", "there are too many connections", "请稍后重试，并复用已有连接", "try again later, and use connections again")
        case .badResponse:
            return row("系统内部错误", "an internal error", "请告知信用办运维人员", "tell the operators of the hub")
        }
    }
}
