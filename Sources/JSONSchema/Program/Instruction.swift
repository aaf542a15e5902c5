import JSON

/// What one instruction of a ``SchemaProgram`` checks. Operands are named `a`, `b`, `c` as each case says.
enum Opcode: UInt8 {
    /// The schema `false`.
    case fail
    /// The type is not one that the schema allows; a: set of types allowed. Nothing after it is looked at.
    case wrongType
    /// The number must be an integer; a: set of types allowed.
    case integer
    /// a: length in scalars.
    case minLength, maxLength
    /// a: pattern.
    case pattern
    /// a: format; b: byte string that passes too, or -1.
    case format
    /// a: text rule.
    case textRule
    /// a: first of the bounds; b: their number.
    case bounds
    /// a: first constant; b: their number.
    case enumeration
    /// A string that equals one of several; a: first byte string; b: their number.
    case stringEnumeration

    /// a: slot; b: block of the value.
    case property
    /// a: slot that must be filled.
    case required
    /// All members must have slots of their own in the frame.
    case closed
    /// a: scan (patterns, additional).
    case scan
    /// a: block of the names.
    case propertyNames
    /// a: count.
    case minProperties, maxProperties
    /// a: slot; b: slot that must be filled if the first is.
    case dependentRequired
    /// a: slot; b: block in the same frame.
    case dependentSchema

    /// a: count.
    case minItems, maxItems
    case uniqueItems
    /// a: index of the element; b: its block.
    case prefixItem
    /// a: index of the first element; b: block.
    case items
    /// a: block; b: least, c: most matching elements, -1 for no limit.
    case contains

    /// a: block in the same frame, all of it.
    case call
    /// a: first of the blocks; b: their number.
    case anyOf, oneOf
    /// a: block.
    case not
    /// a: condition; b: then, or -1; c: else, or -1.
    case conditional
    /// A condition that asks no more than whether a member is one of some texts; a: text switch.
    case textSwitch
    /// a: block.
    case unevaluatedProperties, unevaluatedItems
}

/// One step of a ``SchemaProgram``.
struct Instruction {
    var opcode: Opcode
    var a: Int32 = 0
    var b: Int32 = 0
    var c: Int32 = 0
    /// Which ``Origin`` the instruction comes from.
    var origin: Int32 = -1
}

/// A run of instructions.
struct InstructionList {
    var start: Int32 = 0
    var count: Int32 = 0
}

/// What is known of one schema besides its instructions, which stand in lists of their own for each kind of value.
struct Block {
    /// The names that are looked for in an object before its list runs, or -1 if the block runs in its caller's frame.
    var frame: Int32 = -1
    /// Whether the block notes which members and elements it has looked at (`unevaluated…`).
    var isTracking = false

    /// Places in ``SchemaProgram/lists`` for each block: one for each `JSONView.Kind`, and one to make it a power of two.
    static var stride: Int { 8 }
}

/// What a block asks of a string that it nearly always takes: enough bytes, not too many, a format.
struct SimpleString {
    /// From so many bytes on an unescaped text is long enough in characters, which take four bytes at most.
    var leastBytes: Int32 = 0
    /// Up to so many bytes it is not too long.
    var mostBytes = Int32.max
    /// Format, or -1 for none, or -2 if the block asks for more than this.
    var format: Int32 = -1

    init(_ list: [Instruction]) {
        for instruction in list {
            switch instruction.opcode {
            case .minLength: leastBytes = max(leastBytes, Int32(clamping: Int(instruction.a) * 4 - 3))
            case .maxLength: mostBytes = min(mostBytes, instruction.a)
            case .format where format == -1 && instruction.b < 0: format = instruction.a
            default: format = -2
            }
            if format == -2 { return }
        }
    }
}

/// `patternProperties` and `additionalProperties` of one schema.
struct Scan {
    /// Names of `properties`, which are not additional; -1 if there are none.
    var names: Int32 = -1
    /// First of the patterns and their number.
    var firstPattern: Int32 = 0
    var patternCount: Int32 = 0
    /// Block of members that have neither name nor pattern, or -1.
    var additional: Int32 = -1
}

/// `if` with `const` or `enum` of one required member, which is what most conditions of contracts are.
struct TextSwitch {
    /// Slot of the member.
    let slot: Int32
    /// First of the texts and their number.
    let firstText: Int32
    let textCount: Int32
    /// Block for a member that is one of the texts, and for any other object, or -1.
    let consequence: Int32
    let alternative: Int32
}

/// Where an instruction comes from, for faults.
struct Origin: Sendable {
    let keyword: Keyword
    /// The place of the schema that has the keyword.
    let schema: SchemaPlace
}
