/// How sure a fact of the project's data is: seen on a public page, transcribed from a platform's code, common knowledge (sure,
/// likely, weak), the hub's own.
enum Certainty: String {
    case seen = "S"
    case code = "C"
    case sure = "M+"
    case likely = "M"
    case weak = "M-"
    case own = "I"
}
