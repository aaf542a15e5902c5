import Credit
import JSON
import JSONSchema

/// Checks documents against any schema, or only parses them: with the faults that records of contracts get.
public final class DocumentChecker {
    private let validator: Validator?
    private let limits = JSONLimits(maxBytes: JSONLimits.greatestBytes, maxDepth: JSONLimits.greatestDepth)
    private let parser: JSONParser
    private let day: Int

    /// - parameter schema: nil only parses.
    public init(schema: Schema?, today: CivilDate) {
        validator = schema.map { Validator($0) }
        parser = JSONParser(limits: limits)
        day = today.days
    }

    /// Everything that is wrong with a document.
    public func faults(_ bytes: UnsafeRawBufferPointer) -> [Fault] {
        do {
            let view = try parser.parse(bytes)
            guard let validator, !validator.accepts(view, day: day) else { return [] }
            var faults = FaultWriter(labels: nil)
            for failure in validator.failures(of: view, day: day) { faults.add(failure) }
            return faults.faults
        } catch {
            return [RecordChecker.fault(error, in: bytes, limits: limits)]
        }
    }
}
