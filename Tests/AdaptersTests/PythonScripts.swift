/// Python programs that the readers are compared with. They stand here, not in files: files beside the sources would have to be
/// declared in the package.
enum PythonScripts {
    /// Python's codec of GB18030.
    static let codec = #"""
        """Python's codec of GB18030, for the tests of the adapters.

        encode: UTF-8 in, GB18030 out.
        all: every character of Unicode that the codec has, one a line: UTF-8, blank, GB18030 as hexadecimal digits.
        decode: lines of hexadecimal digits in; for each the UTF-8 as hexadecimal digits, or "-".
        """
        import sys

        mode = sys.argv[1]
        out = sys.stdout.buffer
        if mode == "encode":
            out.write(sys.stdin.buffer.read().decode("utf-8").encode("gb18030"))
        elif mode == "all":
            for number in range(0x80, 0x110000):
                if 0xD800 <= number <= 0xDFFF:
                    continue
                out.write(f"{number:x} {chr(number).encode('gb18030').hex()}\n".encode())
        elif mode == "decode":
            for line in sys.stdin:
                try:
                    out.write((bytes.fromhex(line.strip()).decode("gb18030").encode("utf-8").hex() + "\n").encode())
                except UnicodeDecodeError:
                    out.write(b"-\n")
        """#

    /// What Python's expat makes of documents.
    static let expat = #"""
        """What expat makes of documents: for each line of JSON (a text) one line of JSON.

        null: not well-formed, or with a document type. Else the records: elements ROW in the root DATA, or the root ROW itself; of each the
        names of its children, with the text of each, null where elements are inside. "*" is whether the record has text of its own.
        """
        import json
        import sys
        import xml.parsers.expat

        BLANKS = "\t\n\v\f\r \u00a0\u3000"


        class Refused(Exception):
            pass


        def local(name):
            return name.rsplit(":", 1)[-1]


        def records(document):
            parser = xml.parsers.expat.ParserCreate("utf-8")
            parser.buffer_text = True
            path, found, state = [], [], {"record": None, "child": None}

            def start(name, _):
                path.append(local(name))
                if state["record"] is None:
                    if path == ["DATA", "ROW"] or path == ["ROW"]:
                        state["record"] = {"depth": len(path), "children": [], "text": ""}
                elif len(path) == state["record"]["depth"] + 1:
                    state["child"] = [local(name), "", False]
                elif state["child"] is not None:
                    state["child"][2] = True

            def text(data):
                record = state["record"]
                if record is None:
                    return
                if len(path) == record["depth"]:
                    record["text"] += data
                elif len(path) == record["depth"] + 1:
                    state["child"][1] += data

            def end(_):
                record = state["record"]
                if record is not None:
                    if len(path) == record["depth"]:
                        found.append(record)
                        state["record"] = None
                    elif len(path) == record["depth"] + 1:
                        record["children"].append(state["child"])
                        state["child"] = None
                path.pop()

            def doctype(*_):
                raise Refused()

            parser.StartElementHandler = start
            parser.EndElementHandler = end
            parser.CharacterDataHandler = text
            parser.StartDoctypeDeclHandler = doctype
            try:
                parser.Parse(document.encode("utf-8"), True)
            except (xml.parsers.expat.ExpatError, Refused):
                return None
            return [
                {
                    "*": record["text"].strip(BLANKS) != "",
                    "children": [[name, None if inside else value.strip(BLANKS)] for name, value, inside in record["children"]],
                }
                for record in found
            ]

        for line in sys.stdin:
            print(json.dumps(records(json.loads(line)), ensure_ascii=False))
        """#
}
