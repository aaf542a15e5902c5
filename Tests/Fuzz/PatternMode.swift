import Foundation
import Patterns

/// A pattern, a line feed, a text: the table and the simulation agree, and what can be used is an expression.
enum PatternMode {
    static func run(_ input: UnsafeRawBufferPointer, _ selector: UInt8) {
        guard let (bytes, text) = split(input), let source = String(validating: bytes, as: UTF8.self) else { return }
        let isSyntax = Pattern.isSyntax(source)
        let pattern: Pattern
        do {
            pattern = try Pattern(source)
        } catch {
            expect((0...source.unicodeScalars.count).contains(error.offset), "the fault is outside: \(error)")
            expect(!error.en.isEmpty && !error.zh.isEmpty, "a refusal without reason")
            return
        }
        expect(isSyntax, "a pattern that is no expression")
        let verdict = pattern.matches(text)
        guard String(validating: text, as: UTF8.self) != nil else { return }
        do {
            let simulated = try Pattern(source, stateLimit: Int(selector % 4))
            expect(simulated.matches(text) == verdict, "the table says \(verdict), the simulation does not")
            // A text with nothing asked of it, before or behind.
            let same = try Pattern("(?:\(source))", stateLimit: 0)
            expect(same.matches(text) == verdict, "in a group the verdict is not \(verdict)")
        } catch {
            expect(error.kind == .tooDeep || error.kind == .tooLarge, "a usable pattern is refused: \(error)")
        }
    }
}
