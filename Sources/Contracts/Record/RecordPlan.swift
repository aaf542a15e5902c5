import Credit
import JSONSchema

/// What checking the records of one operation takes, made once for each checker.
final class RecordPlan {
    let contract: Contract
    let operation: Operation
    let validator: Validator
    let conditions: ConditionProgram
    let canonicalForm: CanonicalForm

    init(_ contract: Contract, _ operation: Operation, validator: Validator) {
        self.contract = contract
        self.operation = operation
        self.validator = validator
        conditions = ConditionProgram(operation.conditions.map(\.rule))
        canonicalForm = CanonicalForm(shape: operation.shape)
    }

    /// The fields of the record that the validator was last run on.
    var fields: RecordFields { RecordFields(validator: validator) }
}
