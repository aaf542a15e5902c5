// swift-tools-version: 6.0
import PackageDescription

// Arrows point downwards only: credithub → Simulation → Ops → Hub → Adapters → Contracts → Credit → JSON, Contracts → JSONSchema → Patterns and JSON,
// Ops → Compatibility → JSONSchema, Ops → HTTP, and Hub → Kafka → CRdKafka.
// `Credit` is the pure domain: it imports neither Kafka nor Dispatch.
let package = Package(
    name: "credithub",
    products: [
        .executable(name: "credithub", targets: ["credithub"])
    ],
    targets: [
        .systemLibrary(name: "CRdKafka", pkgConfig: "rdkafka", providers: [.apt(["librdkafka-dev"])]),
        .target(name: "JSON"),
        .target(name: "Kafka", dependencies: ["CRdKafka"]),
        .target(name: "HTTP"),
        .target(name: "Credit", dependencies: ["JSON"]),
        .target(name: "Patterns"),
        .target(name: "JSONSchema", dependencies: ["JSON", "Patterns"]),
        // Its tests look at the solver's parts, in release builds too; nothing of it is on a hot path.
        .target(name: "Compatibility", dependencies: ["JSON", "JSONSchema"], swiftSettings: [.unsafeFlags(["-enable-testing"])]),
        .target(name: "Contracts", dependencies: ["Credit", "JSON", "JSONSchema"]),
        .target(name: "Adapters", dependencies: ["Contracts", "Credit", "JSON"]),
        .target(name: "Hub", dependencies: ["Adapters", "Contracts", "Credit", "JSON", "Kafka"]),
        .target(name: "Ops", dependencies: ["Hub", "Adapters", "Contracts", "Compatibility", "Credit", "HTTP", "JSONSchema", "JSON", "Kafka"]),
        .target(name: "Simulation", dependencies: ["Ops", "Hub", "Contracts", "Credit", "JSON", "Kafka"]),
        .executableTarget(name: "credithub", dependencies: ["Simulation", "Ops", "Hub", "Adapters", "Contracts", "Compatibility", "Credit", "JSON", "Kafka"]),

        .testTarget(name: "JSONTests", dependencies: ["SeededRandom", "JSON"]),
        .testTarget(name: "KafkaTests", dependencies: ["Kafka"]),
        .testTarget(name: "HTTPTests", dependencies: ["SeededRandom", "HTTP"]),
        .testTarget(name: "CreditTests", dependencies: ["SeededRandom", "Credit", "JSON"]),
        .testTarget(name: "PatternsTests", dependencies: ["SeededRandom", "Patterns"]),
        .testTarget(name: "JSONSchemaTests", dependencies: ["SeededRandom", "JSONSchema", "JSON"]),
        .testTarget(name: "CompatibilityTests", dependencies: ["Compatibility", "JSON", "JSONSchema", "Patterns"]),
        .testTarget(name: "ContractsTests", dependencies: ["SeededRandom", "Contracts", "Credit", "JSONSchema", "JSON"]),
        .testTarget(name: "AdaptersTests", dependencies: ["TestSupport", "SeededRandom", "Adapters", "Contracts", "Credit", "JSON"]),
        // Without Foundation, whose overloads would reach tests of modules that do without it.
        .target(name: "SeededRandom", path: "Tests/SeededRandom"),
        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .testTarget(name: "HubTests", dependencies: ["SeededRandom", "TestSupport", "Ops", "Hub", "Adapters", "Contracts", "Credit", "HTTP", "JSON", "Kafka"]),
        .testTarget(name: "SimulationTests", dependencies: ["Simulation", "Ops", "Hub", "Contracts", "Credit", "Kafka"]),
        .testTarget(name: "CommandTests", dependencies: ["TestSupport", "JSON", "Credit"]),
    ],
    swiftLanguageModes: [.v6]
)
