/// A keyword whose value is not what the standard says.
struct MalformedKeyword: Error {}
