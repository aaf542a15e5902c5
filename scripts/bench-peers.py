"""What `credithub bench validate` runs beside the hub's own engine: orjson, jsonschema-rs and simdjson.

Usage: bench-peers.py SCHEMA DOCUMENT. Reads one line a round from standard input, the number of repetitions, and answers with one
JSON object: nanoseconds of CPU that one repetition took, for each thing measured.
"""

import json
import sys
import time

import jsonschema_rs
import orjson
import simdjson

schema = json.load(open(sys.argv[1], "rb"))
text = open(sys.argv[2], "rb").read()
validator = jsonschema_rs.validator_for(schema)
parsed = orjson.loads(text)
assert validator.is_valid(parsed), [error.message for error in validator.iter_errors(parsed)]
parser = simdjson.Parser()


def both():
    return validator.is_valid(orjson.loads(text))


def measure(body, repetitions):
    start = time.process_time_ns()
    for _ in range(repetitions):
        body()
    return (time.process_time_ns() - start) / repetitions


for line in sys.stdin:
    repetitions = int(line)
    print(
        json.dumps(
            {
                "both": measure(both, repetitions),
                "orjson": measure(lambda: orjson.loads(text), repetitions),
                "jsonschemaRs": measure(lambda: validator.is_valid(parsed), repetitions),
                "simdjson": measure(lambda: parser.parse(text), repetitions),
            }
        ),
        flush=True,
    )
