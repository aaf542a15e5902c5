/// The pairs of scalars that Normalization Form C does not leave as they are, as far as both may be in a label.
///
/// Made from Unicode 18: a later version adds pairs of new scalars only.
enum CanonicalComposition {
    /// Whether a starter and a mark behind it make one scalar, or the starter's own parts do with the mark.
    static func changes(_ starter: Unicode.Scalar, _ mark: Unicode.Scalar) -> Bool {
        starters(mark.value).unicodeScalars.contains(starter)
    }

    /// The starters that do not stay as they are before a mark.
    private static func starters(_ mark: UInt32) -> String {
        switch mark {
        case 0x300: "aeinouwyâêôüăēōơưαεηιουωϊϋеиἀἁἐἑἠἡἰἱὀὁὐὑὠὡ"
        case 0x301: "acegiklmnoprsuwyzâåæçêïôõøüăēōũơưαεηιουωϊϋгкἀἁἐἑἠἡἰἱὀὁὐὑὠὡ"
        case 0x302: "aceghijosuwyzạẹọ"
        case 0x303: "aeinouvyâêôăơư"
        case 0x304: "aegiouyäæõöüǫȧȯαιυиуḷṛ"
        case 0x306: "aegiouȩαιυаежиуạ"
        case 0x307: "abcdefghmnoprstwxyzśšṣ𐗒𐗚"
        case 0x308: "aehiotuwxyõūιυаежзиоучыэіәө"
        case 0x309: "aeiouyâêôăơư"
        case 0x30A: "auwy"
        case 0x30B: "ouу"
        case 0x30C: "acdeghijklnorstuzüʒ"
        case 0x30F: "aeioruѵ"
        case 0x311: "aeioru"
        case 0x313: "αεηιορυω"
        case 0x314: "αεηιορυω"
        case 0x31B: "ouòóôõöùúûüōŏőũūŭůűǒǔǖǘǚǜȍȏȕȗȫȭȯȱṍṏṑṓṳṵṷṹṻọỏốồổỗộụủ"
        case 0x323:
            """
            abdehiklmnorstuvwyzàáâãäåèéêëìíîïñòóôõöùúûüýÿāăďēĕėěĥĩīĭĺľńňōŏőŕřśŝšťũūŭůűŵŷźżžơưǎǐǒ\
            ǔǖǘǚǜǟǡǩǹǻȁȃȅȇȉȋȍȏȑȓȕȗȟȧȫȭȯȱȳḃḋḕḗḣḧḯḱḿṁṅṍṏṑṓṙṡṥṧṫṹṻṽẁẃẅẇẏẑẗẘẙảấầẩẫắằẳẵẻẽếềểễỉỏốồổỗớờ\
            ởỡủứừửữỳỷỹ
            """
        case 0x324: "uùúûüũūŭůűǔǖǘǚǜȕȗṹṻủ"
        case 0x325: "aàáâãäåāăǎǟǡǻȁȃȧảấầẩẫắằẳẵ"
        case 0x326: "stśŝšťṡṥṧṫẗ"
        case 0x327:
            """
            cdeghklnrstèéêëñćĉċčďēĕėěĝğġĥĺľńňŕřśŝšťǧǩǵǹȅȇȑȓșțȟḋḍḏḓḕḗḙḛḡḣḥḧḫḱḳḵḷḹḻḽṅṇṉṋṙṛṝṟṡṣṥṧṩṫ\
            ṭṯṱẖẗẹẻẽếềểễệ
            """
        case 0x328:
            """
            aeiouàáâãäåèéêëìíîïòóôõöùúûüāăēĕėěĩīĭōŏőũūŭůűơưǎǐǒǔǖǘǚǜǟǡǻȁȃȅȇȉȋȍȏȕȗȧȫȭȯȱḁḕḗḙḛḭḯṍṏṑṓ\
            ṳṵṷṹṻạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữự
            """
        case 0x32D: "delntuèéêëñùúûüďēĕėěĺľńňťũūŭůűǔǖǘǚǜǹȅȇȕȗḋḕḗṅṫṹṻẗẻẽếềểễủ"
        case 0x32E: "hĥȟḣḧ"
        case 0x330: "eiuèéêëìíîïùúûüēĕėěĩīĭũūŭůűǐǔǖǘǚǜȅȇȉȋȕȗḕḗḯṹṻẻẽếềểễỉủ"
        case 0x331: "bdhklnrtzñďĥĺľńňŕřťźżžǩǹȑȓȟḃḋḣḧḱṅṙṫẑẗ"
        case 0x342: "αηιυωϊϋἀἁἠἡἰἱὐὑὠὡ"
        case 0x653: "\u{627}"
        case 0x654: "\u{627}\u{648}\u{64A}\u{6C1}\u{6D2}\u{6D5}"
        case 0x655: "\u{622}\u{623}\u{627}"
        case 0x93C: "\u{928}\u{930}\u{933}"
        case 0x9BE: "\u{9C7}"
        case 0x9D7: "\u{9C7}"
        case 0xB3E: "\u{B47}"
        case 0xB56: "\u{B47}"
        case 0xB57: "\u{B47}"
        case 0xBBE: "\u{BC6}\u{BC7}"
        case 0xBD7: "\u{B92}\u{BC6}"
        case 0xC56: "\u{C46}"
        case 0xCC2: "\u{CC6}"
        case 0xCD5: "\u{CBF}\u{CC6}\u{CCA}"
        case 0xCD6: "\u{CC6}"
        case 0xD3E: "\u{D46}\u{D47}"
        case 0xD57: "\u{D46}"
        case 0xDCA: "\u{DD9}\u{DDC}"
        case 0xDCF: "\u{DD9}"
        case 0xDDF: "\u{DD9}"
        case 0x102E: "\u{1025}"
        case 0x1B35:
            """
            \u{1B05}\u{1B07}\u{1B09}\u{1B0B}\u{1B0D}\u{1B11}\u{1B3A}\u{1B3C}\u{1B3E}\u{1B3F}\
            \u{1B42}
            """
        case 0x3099: "うかきくけこさしすせそたちつてとはひふへほゝウカキクケコサシスセソタチツテトハヒフヘホワヰヱヲヽ"
        case 0x309A: "はひふへほハヒフヘホ"
        case 0x110BA: "\u{11099}\u{1109B}\u{110A5}"
        case 0x11127: "\u{11131}\u{11132}"
        case 0x1133E: "\u{11347}"
        case 0x11357: "\u{11347}"
        case 0x113B8: "\u{113C2}"
        case 0x113BB: "\u{11384}"
        case 0x113C2: "\u{1138B}\u{113C2}"
        case 0x113C9: "\u{11382}\u{11390}\u{113C2}"
        case 0x114B0: "\u{114B9}"
        case 0x114BA: "\u{114B9}"
        case 0x114BD: "\u{114B9}"
        case 0x115AF: "\u{115B8}\u{115B9}"
        case 0x11930: "\u{11935}"
        case 0x1611E: "\u{1611E}"
        case 0x1611F: "\u{1611E}\u{16121}\u{16122}\u{16129}"
        case 0x16120: "\u{1611E}\u{16121}"
        case 0x16129: "\u{1611E}"
        case 0x16D67: "\u{16D63}\u{16D67}\u{16D69}"
        default: ""
        }
    }
}
