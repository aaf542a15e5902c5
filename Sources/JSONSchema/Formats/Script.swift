/// The scripts that rules of RFC 5892 name, as far as scalars of theirs may be in a label.
enum Script {
    static func isGreek(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x370...0x373, 0x375...0x377, 0x37B...0x37D, 0x37F, 0x386, 0x388...0x3E1, 0x3F0...0x3FF: true
        case 0x1D26...0x1D2A, 0x1F00...0x1FFE, 0xAB65: true
        default: false
        }
    }

    static func isHebrew(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x591...0x5F4, 0xFB1D...0xFB4F: true
        default: false
        }
    }

    static func isHiragana(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3041...0x3096, 0x309D...0x309F, 0x1B001...0x1B11F, 0x1B132...0x1B152: true
        default: false
        }
    }

    static func isKatakana(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30A1...0x30FA, 0x30FD...0x30FF, 0x31F0...0x31FF: true
        case 0x1AFF0...0x1B000, 0x1B120...0x1B122, 0x1B155...0x1B167: true
        default: false
        }
    }

    static func isHan(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3005, 0x3007, 0x3021...0x3029, 0x3038...0x303B, 0x16FE2, 0x16FE3, 0x16FF0...0x16FF6: true
        default: scalar.properties.isUnifiedIdeograph
        }
    }
}
