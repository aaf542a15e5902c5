import Testing

/// All tests of this module, one after the other: they share a broker and two processor cores.
@Suite(.serialized)
enum KafkaSuite {}
