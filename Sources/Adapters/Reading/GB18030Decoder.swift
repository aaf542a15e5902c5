import Glibc

/// GB18030 to UTF-8 by iconv(3), strictly.
public final class GB18030Decoder {
    private let handle: iconv_t?
    private let text = Scratch()

    public init() {
        let handle = iconv_open("UTF-8", "GB18030")
        // (iconv_t)-1 is how it fails: on a system without the conversion.
        self.handle = Int(bitPattern: handle) == -1 ? nil : handle
    }

    deinit {
        if let handle { iconv_close(handle) }
    }

    public enum Outcome {
        /// Valid until the next call.
        case text(UnsafeRawBufferPointer)
        /// The offset of the first sequence that is none.
        case fault(Int)
    }

    /// Decodes a text as a whole.
    public func decode(_ bytes: UnsafeRawBufferPointer) -> Outcome {
        guard let handle else { return .fault(0) }
        iconv(handle, nil, nil, nil, nil)
        // Two bytes become three at most, four become four; some room more, so that it is asked for once.
        text.reset(capacity: bytes.count + bytes.count / 2 + 64)
        var left = bytes.count
        var input = UnsafeMutablePointer<CChar>(mutating: bytes.bindMemory(to: CChar.self).baseAddress)
        while left > 0 {
            var failure: Int32 = 0
            text.append(upTo: left + left / 2 + 32) { room in
                var output = room.bindMemory(to: CChar.self).baseAddress
                var free = room.count
                if iconv(handle, &input, &left, &output, &free) == -1 { failure = errno }
                return room.count - free
            }
            if left > 0, failure != E2BIG { return .fault(bytes.count - left) }
        }
        return .text(text.bytes)
    }
}
