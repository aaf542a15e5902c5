import SeededRandom

/// A small expression as a tree, and the most obvious way to match it: all places where a match of a node that begins
/// at one place can end. It shares nothing with the module, and takes any time it likes.
indirect enum Reference {
    case empty, start, end, wordBoundary, any
    case scalar(Unicode.Scalar)
    case oneOf([Unicode.Scalar], isNegated: Bool)
    case pair(Reference, Reference)
    case either(Reference, Reference)
    case times(Reference, least: Int, most: Int?)

    func ends(_ text: [Unicode.Scalar], from place: Int) -> Set<Int> {
        switch self {
        case .empty: return [place]
        case .start: return place == 0 ? [place] : []
        case .end: return place == text.count ? [place] : []
        case .wordBoundary:
            let sides = [place - 1, place].map { text.indices.contains($0) && text[$0].isASCII }
            return sides[0] != sides[1] ? [place] : []
        case .any: return place < text.count ? [place + 1] : []
        case .scalar(let scalar): return place < text.count && text[place] == scalar ? [place + 1] : []
        case .oneOf(let scalars, let isNegated):
            return place < text.count && scalars.contains(text[place]) != isNegated ? [place + 1] : []
        case .pair(let first, let second):
            return first.ends(text, from: place).reduce(into: []) { $0.formUnion(second.ends(text, from: $1)) }
        case .either(let first, let second): return first.ends(text, from: place).union(second.ends(text, from: place))
        case .times(let body, let least, let most):
            var reached: Set<Int> = least == 0 ? [place] : []
            var current: Set<Int> = [place]
            // Behind so many repetitions more of them lead nowhere new.
            for count in 1...max(1, min(most ?? Int.max, least + text.count + 1)) where most != 0 {
                current = current.reduce(into: []) { $0.formUnion(body.ends(text, from: $1)) }
                if count >= least { reached.formUnion(current) }
            }
            return reached
        }
    }

    func matches(_ text: [Unicode.Scalar]) -> Bool {
        (0...text.count).contains { !ends(text, from: $0).isEmpty }
    }

    /// The tree as an expression.
    var source: String {
        switch self {
        case .empty: "(?:)"
        case .start: "^"
        case .end: "$"
        case .wordBoundary: "\\b"
        case .any: "."
        case .scalar(let scalar): String(scalar)
        case .oneOf(let scalars, let isNegated): "[\(isNegated ? "^" : "")\(scalars.map { String($0) }.joined())]"
        case .pair(let first, let second): first.source + second.source
        case .either(let first, let second): "(?:\(first.source)|\(second.source))"
        case .times(let body, let least, let most):
            switch (least, most) {
            case (0, nil): "(\(body.source))*"
            case (1, nil): "(\(body.source))+?"
            case (0, 1): "(\(body.source))?"
            case (_, nil): "(?:\(body.source)){\(least),}"
            case (_, .some(let most)): "(?:\(body.source)){\(least),\(most)}"
            }
        }
    }

    static let alphabet: [Unicode.Scalar] = ["a", "b", "é", "中"]

    static func random(depth: Int, using generator: inout SeededGenerator) -> Reference {
        func scalar() -> Unicode.Scalar { alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] }
        guard depth > 0 else {
            switch Int.random(in: 0..<12, using: &generator) {
            case 0: return .start
            case 1: return .end
            case 2: return .wordBoundary
            case 3: return .any
            case 4: return .empty
            case 5: return .oneOf([scalar(), scalar()], isNegated: Bool.random(using: &generator))
            default: return .scalar(scalar())
            }
        }
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: return random(depth: 0, using: &generator)
        case 1, 2:
            return .pair(random(depth: depth - 1, using: &generator), random(depth: depth - 1, using: &generator))
        case 3:
            return .either(random(depth: depth - 1, using: &generator), random(depth: depth - 1, using: &generator))
        default:
            let least = Int.random(in: 0...2, using: &generator)
            let more = Int.random(in: -1...2, using: &generator)
            return .times(
                random(depth: depth - 1, using: &generator), least: least, most: more < 0 ? nil : least + more)
        }
    }
}
