import JSON

/// A slow and simple validator of JSON Schema 2020-12, as far as the tests need one.
struct ReferenceValidator {
    let root: JSONValue
    var documents: (String) -> JSONValue? = { _ in nil }

    func accepts(_ value: JSONValue) -> Bool { check(root, value, root) }

    private func resolve(_ reference: String, _ document: JSONValue) -> (JSONValue, JSONValue)? {
        let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let target = parts[0].isEmpty ? document : documents(parts[0]) else { return nil }
        guard let pointer = JSONPointer(parts.count > 1 ? parts[1] : ""), let schema = target.resolve(pointer) else { return nil }
        return (schema, target)
    }

    private func check(_ schema: JSONValue, _ value: JSONValue, _ document: JSONValue) -> Bool {
        if let verdict = schema.boolValue { return verdict }
        guard let members = schema.objectValue else { return false }
        for (keyword, argument) in members where !check(keyword, argument, members, value, document) { return false }
        return true
    }

    private func check(
        _ keyword: String, _ argument: JSONValue, _ schema: JSONObject, _ value: JSONValue, _ document: JSONValue
    ) -> Bool {
        switch keyword {
        case "$ref":
            guard let (target, home) = resolve(argument.stringValue ?? "", document) else { return false }
            return check(target, value, home)
        case "type":
            return (argument.arrayValue ?? [argument]).contains { isOfType(value, $0.stringValue ?? "") }
        case "enum": return (argument.arrayValue ?? []).contains(value)
        case "const": return argument == value
        case "allOf": return (argument.arrayValue ?? []).allSatisfy { check($0, value, document) }
        case "anyOf": return (argument.arrayValue ?? []).contains { check($0, value, document) }
        case "oneOf": return (argument.arrayValue ?? []).count { check($0, value, document) } == 1
        case "not": return !check(argument, value, document)
        case "if":
            let branch = check(argument, value, document) ? schema["then"] : schema["else"]
            return branch.map { check($0, value, document) } ?? true
        default: break
        }
        switch value {
        case .number(let number): return checkNumber(keyword, argument, number)
        case .string(let string): return checkString(keyword, argument, string)
        case .array(let elements): return checkArray(keyword, argument, schema, elements, document)
        case .object(let object): return checkObject(keyword, argument, schema, object, value, document)
        default: return true
        }
    }

    private func isOfType(_ value: JSONValue, _ type: String) -> Bool {
        switch (value, type) {
        case (.null, "null"), (.bool, "boolean"), (.number, "number"), (.string, "string"), (.array, "array"), (.object, "object"): true
        case (.number(let number), "integer"): number.isInteger
        default: false
        }
    }

    private func checkNumber(_ keyword: String, _ argument: JSONValue, _ number: ExactDecimal) -> Bool {
        guard let bound = argument.numberValue else { return true }
        return switch keyword {
        case "minimum": number >= bound
        case "maximum": number <= bound
        case "exclusiveMinimum": number > bound
        case "exclusiveMaximum": number < bound
        case "multipleOf": number.isMultiple(of: bound)
        default: true
        }
    }

    private func checkString(_ keyword: String, _ argument: JSONValue, _ string: String) -> Bool {
        switch keyword {
        case "minLength": return string.unicodeScalars.count >= argument.intValue ?? 0
        case "maxLength": return string.unicodeScalars.count <= argument.intValue ?? 0
        case "pattern": return matches(argument.stringValue ?? "", string)
        case "format":
            switch argument.stringValue {
            case "date": return string.count == 10 && string.hasPrefix("20") && string.contains("-")
            case "region-code": return string.count == 6 && string.allSatisfy(\.isNumber)
            default: return true
            }
        case "x-codeTable":
            return ["colours": ["red", "green"], "sizes": ["S", "L"]][argument.stringValue ?? ""]?.contains(string) ?? true
        default: return true
        }
    }

    private func matches(_ pattern: String, _ string: String) -> Bool {
        guard let regex = try? Regex(pattern) else { return false }
        return (try? regex.matchingSemantics(.unicodeScalar).firstMatch(in: string)) != nil
    }

    private func checkArray(
        _ keyword: String, _ argument: JSONValue, _ schema: JSONObject, _ elements: [JSONValue], _ document: JSONValue
    ) -> Bool {
        switch keyword {
        case "minItems": return elements.count >= argument.intValue ?? 0
        case "maxItems": return elements.count <= argument.intValue ?? 0
        case "uniqueItems": return argument.boolValue != true || Set(elements).count == elements.count
        case "prefixItems": return zip(argument.arrayValue ?? [], elements).allSatisfy { check($0, $1, document) }
        case "items":
            return elements.dropFirst(schema["prefixItems"]?.arrayValue?.count ?? 0).allSatisfy { check(argument, $0, document) }
        case "contains":
            let count = elements.count { check(argument, $0, document) }
            return count >= schema["minContains"]?.intValue ?? 1 && count <= schema["maxContains"]?.intValue ?? Int.max
        default: return true
        }
    }

    private func checkObject(
        _ keyword: String, _ argument: JSONValue, _ schema: JSONObject, _ object: JSONObject, _ value: JSONValue, _ document: JSONValue
    ) -> Bool {
        switch keyword {
        case "minProperties": return object.count >= argument.intValue ?? 0
        case "maxProperties": return object.count <= argument.intValue ?? 0
        case "required": return (argument.arrayValue ?? []).allSatisfy { object[$0.stringValue ?? ""] != nil }
        case "properties":
            return object.allSatisfy { member in argument[member.name].map { check($0, member.value, document) } ?? true }
        case "patternProperties":
            return object.allSatisfy { member in
                (argument.objectValue ?? JSONObject([])).allSatisfy { !matches($0.name, member.name) || check($0.value, member.value, document) }
            }
        case "additionalProperties":
            return object.allSatisfy { member in
                schema["properties"]?[member.name] != nil
                    || (schema["patternProperties"]?.objectValue?.names ?? []).contains { matches($0, member.name) }
                    || check(argument, member.value, document)
            }
        case "propertyNames": return object.names.allSatisfy { check(argument, .string($0), document) }
        case "dependentRequired":
            return (argument.objectValue ?? JSONObject([])).allSatisfy { dependency in
                object[dependency.name] == nil || (dependency.value.arrayValue ?? []).allSatisfy { object[$0.stringValue ?? ""] != nil }
            }
        case "dependentSchemas":
            return (argument.objectValue ?? JSONObject([])).allSatisfy { dependency in
                object[dependency.name] == nil || check(dependency.value, value, document)
            }
        case "unevaluatedProperties":
            // Good enough for schemas without applicators beside it.
            return checkObject("additionalProperties", argument, schema, object, value, document)
        default: return true
        }
    }
}
