#!/usr/bin/env python3
"""Lets xmllint, by the XML schemas that p2c exports, and p2c judge the same made-up XML files.

Usage: against-xmllint.py P2C [--count N] [--seed N] [--keep FOLDER]
The files are those of mutations.py in the format XML-Element. Row and field of every error must be
the same, but where DIFFERENCES says why not. Needs xmllint; scripts/check-xmllint calls it.
"""
import argparse
import collections
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
from xml.sax.saxutils import escape

from mutations import OF_A_VALUE, ROOT, Table, change_value, fitting, schemas

# By mutation, why the exported schema takes what p2c refuses.
DIFFERENCES = {
    "emoji_at_the_limit": "an XML schema counts characters, p2c UTF-16 code units",
}


def element(name):
    return re.sub(r"[^A-Za-z0-9_.-]", "_", name).upper()


def write(table, schema, path):
    """One record a line, so that lines tell records."""
    record = element(schema["name"])
    lines = ["<Document>"]
    for row in table.rows:
        cells = "".join(
            f"<{element(name)}>{escape(value).replace(chr(10), '&#10;')}</{element(name)}>"
            for name, value in zip(table.header, row)
        )
        lines.append(f"<{record}>{cells}</{record}>")
    path.write_text("\n".join(lines + ["</Document>"]), encoding="utf-8")


def make_case(number, schema_path, schema, folder, rng):
    while True:
        name, (change, _, _) = rng.choice(list(OF_A_VALUE.items()))
        key = schema["primaryKey"]
        fields = [f for f in schema["fields"] if fitting(f, 0, rng) is not None]
        fields = [f for f in fields if change(f, fitting(f, 0, rng), key) is not None]
        if not fields:
            continue
        wanted = rng.choice(fields)
        table = Table(schema, wanted, rng)
        change_value(table, wanted, change, schema)
        path = folder / f"{number:04}.xml"
        write(table, schema, path)
        return name, schema_path, path


def by_xmllint(xsd, paths):
    """For each file the rows and fields with errors."""
    command = ["xmllint", "--nonet", "--noout", "--schema", str(xsd), *map(str, paths)]
    run = subprocess.run(command, stderr=subprocess.PIPE, text=True)
    found = collections.defaultdict(set)
    for line in run.stderr.splitlines():
        match = re.match(r"(.*?):(\d+): element (\S+): Schemas validity error", line)
        if match:
            found[match[1]].add((int(match[2]) - 1, match[3]))
    return found


def by_p2c(program, schema_path, paths):
    command = [program, "validate", "--json", "--schema", str(schema_path), *map(str, paths)]
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if run.returncode not in (0, 1):
        sys.exit(f"p2c validate ended with {run.returncode}: {run.stderr}")
    found = {}
    for file in json.loads(run.stdout)["files"]:
        errors = [i for i in file["issues"] if i["severity"] == "error"]
        # Keys are no matter of an exported schema.
        errors = [i for i in errors if not i["code"].startswith("P2C-KEY-")]
        found[file["file"]] = {(i["record"], element(i["field"])) for i in errors}
    return found


def compare(program, count, seed, folder):
    rng = random.Random(seed)
    known = list(schemas())
    cases = [make_case(n, *known[n % len(known)], folder, rng) for n in range(count)]
    faults, differing = [], 0
    for schema_path, schema in known:
        own = [case for case in cases if case[1] == schema_path]
        xsd = folder / f"{schema_path.parent.name}-{schema_path.stem}.xsd"
        entity = f"{schema_path.parent.name}/{schema['name']}"
        export = [program, "schema", "export", entity, "--xsd", "-w", str(ROOT), "-o", str(xsd)]
        subprocess.run(export, check=True)
        theirs = by_xmllint(xsd, [path for _, _, path in own])
        ours = by_p2c(program, schema_path, [path for _, _, path in own])
        for name, _, path in own:
            one, other = theirs[str(path)], ours[str(path)]
            if name in DIFFERENCES:
                differing += 1
                if one or not other:
                    faults.append(f"{path.name} {name}: no longer differs")
            elif one != other:
                faults.append(
                    f"{path.name} {name}, {entity}: xmllint says {sorted(one)}, p2c {sorted(other)}")
    return differing, faults


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("p2c")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=pathlib.Path, help="leaves the files in this folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or pathlib.Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        differing, faults = compare(options.p2c, options.count, options.seed, folder)
    for name, reason in DIFFERENCES.items():
        print(f"{name} differs: {reason}")
    agreed = options.count - differing
    print(f"{options.count} mutations, {agreed} to agree on, {len(faults)} surprises")
    for fault in faults:
        print("  " + fault)
    sys.exit(1 if faults else 0)


main()
