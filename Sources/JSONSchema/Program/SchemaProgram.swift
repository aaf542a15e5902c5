import JSON
import Patterns

/// Compiled schemas: flat lists of instructions and the tables that they refer to. Built once, never changed after.
final class SchemaProgram: @unchecked Sendable {
    let blocks: UnsafeMutablePointer<Block>
    /// The list of each kind of value, block by block.
    let lists: UnsafeMutablePointer<InstructionList>
    /// What each block asks of strings.
    let simpleStrings: UnsafeMutablePointer<SimpleString>
    let instructions: UnsafeMutablePointer<Instruction>
    /// Blocks of `anyOf` and `oneOf`.
    let branches: UnsafeMutablePointer<Int32>
    let switches: UnsafeMutablePointer<TextSwitch>
    let scans: UnsafeMutablePointer<Scan>
    let scanBlocks: UnsafeMutablePointer<Int32>
    let formats: UnsafeMutablePointer<FormatCheck>
    let tables: [NameTable]
    let lookups: UnsafeMutablePointer<NameLookup>
    let patterns: [Pattern]
    let scanPatterns: [Pattern]
    let textRules: [any TextRule]
    let bounds: [NumericBound]
    let constants: ConstantPool
    private let constantCounts: [Int32: Int32]
    /// Constants that are strings, and exceptions of formats.
    let strings: UnsafeMutablePointer<UnsafeRawBufferPointer>
    private let stringCount: Int
    let formatNames: [String]
    let origins: [Origin]

    init(_ parts: ProgramParts) {
        blocks = Self.copy(parts.blocks)
        instructions = Self.copy(parts.instructions)
        lists = Self.copy(parts.lists)
        simpleStrings = Self.copy(parts.simpleStrings)
        branches = Self.copy(parts.branches)
        switches = Self.copy(parts.switches)
        scans = Self.copy(parts.scans)
        scanBlocks = Self.copy(parts.scanBlocks)
        formats = Self.copy(parts.formats)
        tables = parts.tables
        lookups = Self.copy(parts.tables.map(\.lookup))
        patterns = parts.patterns
        scanPatterns = parts.scanPatterns
        textRules = parts.textRules
        bounds = parts.bounds
        constants = ConstantPool(parts.constants)
        constantCounts = parts.constantCounts
        strings = Self.copy(
            parts.strings.map { text in
                let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, text.count), alignment: 8)
                bytes.copyBytes(from: text)
                return UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[0..<text.count])
            })
        stringCount = parts.strings.count
        formatNames = parts.formatNames
        origins = parts.origins
    }

    deinit {
        for index in 0..<stringCount { strings[index].baseAddress?.deallocate() }
        strings.deallocate()
        blocks.deallocate()
        instructions.deallocate()
        lists.deallocate()
        branches.deallocate()
        simpleStrings.deallocate()
        switches.deallocate()
        scans.deallocate()
        scanBlocks.deallocate()
        formats.deallocate()
        lookups.deallocate()
    }

    /// The values of an enumeration, by the index of its first.
    func enumeration(at first: Int32) -> [JSONView] {
        let count = Int(constantCounts[first] ?? 0)
        return (Int(first)..<Int(first) + count).map { constants.views[$0] }
    }

    /// At least one element is allocated, so that there is always an address.
    private static func copy<T>(_ values: [T]) -> UnsafeMutablePointer<T> {
        let copy = UnsafeMutablePointer<T>.allocate(capacity: max(1, values.count))
        values.withUnsafeBufferPointer { source in
            if let start = source.baseAddress { copy.initialize(from: start, count: source.count) }
        }
        return copy
    }
}

/// What the compiler gathers.
struct ProgramParts {
    private(set) var blocks: [Block] = []
    private(set) var lists: [InstructionList] = []
    private(set) var simpleStrings: [SimpleString] = []
    private(set) var instructions: [Instruction] = []
    var branches: [Int32] = []
    var switches: [TextSwitch] = []
    var scans: [Scan] = []
    var scanBlocks: [Int32] = []
    var scanPatterns: [Pattern] = []
    var formats: [FormatCheck] = []
    var formatNames: [String] = []
    var tables: [NameTable] = []
    var patterns: [Pattern] = []
    var textRules: [any TextRule] = []
    var bounds: [NumericBound] = []
    var constants: [JSONValue] = []
    /// How many constants the enumeration that begins at an index has.
    var constantCounts: [Int32: Int32] = [:]
    var strings: [[UInt8]] = []
    var origins: [Origin] = []

    /// Makes room for a block.
    ///
    /// - returns: its index.
    mutating func addBlock() -> Int32 {
        blocks.append(Block())
        simpleStrings.append(SimpleString([]))
        lists += Array(repeating: InstructionList(), count: Block.stride)
        return Int32(blocks.count - 1)
    }

    /// Lays a block's code out.
    mutating func layOut(_ code: Code, in block: Int32, frame: Int32 = -1) {
        for (kind, list) in code.lists.enumerated() {
            lists[Int(block) * Block.stride + kind] = InstructionList(start: Int32(instructions.count), count: Int32(list.count))
            instructions += list
        }
        simpleStrings[Int(block)] = SimpleString(code.lists[Int(JSONView.Kind.string.rawValue)])
        blocks[Int(block)] = Block(frame: frame, isTracking: code.isTracking)
    }
}
