"""Runs the client of credithub_view.py: prints each change as a line of JSON, and with --once the proof of each partition."""
import argparse
import json
import sys

from credithub_view import CreditView


def main() -> int:
    parser = argparse.ArgumentParser(description="Keeps a subscriber's view of CreditHub's lists.")
    parser.add_argument("--bootstrap", required=True, help="host:port of Kafka")
    parser.add_argument("--party", required=True, help="the subscriber")
    parser.add_argument("--prefix", default="", help="prefix of the topics")
    parser.add_argument("--state", default="credit-view.sqlite", help="SQLite file of the view and its places")
    parser.add_argument("--once", action="store_true", help="end at the present end, and print the proof")
    parser.add_argument("--confirm", action="store_true", help="confirm on feedback.<party> what was stored")
    arguments = vars(parser.parse_args())
    once = arguments.pop("once")
    proof = CreditView(**arguments, report=lambda line: print(json.dumps(line), flush=True)).run(once)
    for line in proof:
        print(json.dumps(line))
    return int(not all(line["ok"] for line in proof))


if __name__ == "__main__":
    sys.exit(main())
