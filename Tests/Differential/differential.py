"""Gives the verdicts of Python's jsonschema, for Tests/ContractsTests/DifferentialTests.swift.

    differential.py CONTRACTS CASES VERDICTS

CASES is JSON Lines. {"schema": …} or {"contract": URI} chooses a schema, each {"document": …} behind it is checked, and for each
a line is written to VERDICTS: true, false, or a string that says why there is no verdict.

What jsonschema 4.25.1 does otherwise than the draft says is put right here, and nothing else:

- numbers with a point or an exponent are read as decimals, so that nothing is rounded, and 1.0 is an integer;
- patterns are those of ECMA-262: `$` is the end and not also the place before a last line feed, and `\\d` and `\\w` are ASCII;
- `uniqueItems` compares each with each: it sorts, and where `1` and `true` are mixed in arrays, equal ones are not neighbours.
"""

import decimal
import json
import pathlib
import re
import sys

from jsonschema import Draft202012Validator, ValidationError
from jsonschema._utils import equal
from jsonschema.validators import extend
from referencing import Registry
from referencing.jsonschema import DRAFT202012

BASE = "https://credithub.example/contracts/"
decimal.getcontext().prec = 2000


def is_integer(checker, value):
    if isinstance(value, decimal.Decimal):
        return value == value.to_integral_value()
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(checker, value):
    return isinstance(value, (int, decimal.Decimal)) and not isinstance(value, bool)


compiled = {}


def searches(source, text):
    if source not in compiled:
        # No pattern of the tests escapes a dollar sign or has one in a class.
        compiled[source] = re.compile(source.replace("$", r"\Z"), re.ASCII)
    return compiled[source].search(text)


def pattern(validator, source, instance, schema):
    if validator.is_type(instance, "string") and not searches(source, instance):
        yield ValidationError("pattern")


def pattern_properties(validator, patterns, instance, schema):
    if validator.is_type(instance, "object"):
        for source, subschema in patterns.items():
            for name, value in instance.items():
                if searches(source, name):
                    yield from validator.descend(value, subschema, path=name, schema_path=source)


def unique_items(validator, wanted, instance, schema):
    if wanted and validator.is_type(instance, "array"):
        for index, value in enumerate(instance):
            if any(equal(value, other) for other in instance[:index]):
                yield ValidationError("uniqueItems")
                return


def multiple_of(validator, divisor, instance, schema):
    if validator.is_type(instance, "number") and decimal.Decimal(instance) % decimal.Decimal(divisor) != 0:
        yield ValidationError("multipleOf")


Validator = extend(
    Draft202012Validator,
    validators={
        "pattern": pattern,
        "patternProperties": pattern_properties,
        "uniqueItems": unique_items,
        "multipleOf": multiple_of,
    },
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine("integer", is_integer).redefine("number", is_number),
)


def read(text):
    return json.loads(text, parse_float=decimal.Decimal)


def load(path):
    """A document of the catalogue; with a `$schema`, jsonschema would go on with its own validator instead of ours."""
    document = read(path.read_text(encoding="utf-8"))
    document.pop("$schema", None)
    return DRAFT202012.create_resource(document)


def main():
    contracts, cases, verdicts = sys.argv[1:]
    # Recursive schemas on deep documents.
    sys.setrecursionlimit(20_000)

    folder = pathlib.Path(contracts)
    registry = Registry().with_resources(
        (BASE + str(path.relative_to(folder)), load(path))
        for path in folder.rglob("*.schema.json")
    ).crawl()
    validator = None
    with open(cases, encoding="utf-8") as lines, open(verdicts, "w", encoding="utf-8") as out:
        for line in lines:
            case = read(line)
            if "document" in case:
                try:
                    verdict = validator.is_valid(case["document"])
                except Exception as error:  # noqa: BLE001: the test says for which document.
                    verdict = f"{type(error).__name__}: {error}"
                out.write(json.dumps(verdict) + "\n")
            elif "contract" in case:
                validator = Validator({"$ref": case["contract"]}, registry=registry)
            else:
                validator = Validator(case["schema"], registry=registry)


main()
