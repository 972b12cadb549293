#!/usr/bin/env python3
"""Lets frictionless and p2c judge the same made-up CSV files, and compares verdict, row and field.

Usage: against-frictionless.py P2C [--count N] [--seed N] [--keep FOLDER]
For each of N mutations it takes one of our schemas in turn, makes a few records that fit it, and breaks
or changes one thing. Where the two are known to differ, mutations.py says what each answers and why; any
other difference is a failure, and so is a known one that has gone away.

Needs the package frictionless of PyPI. scripts/check-frictionless calls it.
"""
import argparse
import json
import pathlib
import random
import subprocess
import sys
import tempfile

from frictionless import Detector, Resource, Schema

from mutations import KEY, OF_A_TABLE, OF_A_VALUE, make_case, schemas

SYNCED = Detector(schema_sync=True)
KEY_CODES = {"P2C-KEY-001"}


def for_frictionless(schema):
    """The schema in the words that this version of frictionless knows."""
    fields = []
    for field in schema["fields"]:
        known = {
            key: field[key]
            for key in ("name", "type", "format", "trueValues", "falseValues", "constraints")
            if key in field
        }
        if "categories" in field:
            values = [c["value"] if isinstance(c, dict) else c for c in field["categories"]]
            known["constraints"] = dict(known.get("constraints", {}), enum=values)
        # It has no number of decimals, and takes ids of CDS for what they are: any text.
        fields.append(known)
    return Schema.from_descriptor(
        {
            "fields": fields,
            "missingValues": schema.get("missingValues", [""]),
            "primaryKey": schema["primaryKey"],
        }
    )


# -- the two judges --------------------------------------------------------------------------------


def by_frictionless(path, schema):
    """The rows and fields with errors; row 0 stands for the file."""
    # Columns in any order, and not all of them, as exports have them.
    resource = Resource(path=path.name, basepath=str(path.parent), schema=schema, detector=SYNCED)
    found = set()
    for row, field, kind in resource.validate().flatten(["rowNumber", "fieldName", "type"]):
        if kind == "primary-key":
            field = KEY
        elif kind in ("extra-cell", "missing-cell"):
            field = None
        found.add((row - 1 if row else 0, field))
    return found


def by_p2c(program, schema_path, paths):
    """For each file the rows and fields with errors."""
    command = [program, "validate", "--json", "--schema", str(schema_path), *map(str, paths)]
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if run.returncode not in (0, 1, 3):
        sys.exit(f"p2c validate ended with {run.returncode}: {run.stderr}")
    found = {}
    for file in json.loads(run.stdout)["files"]:
        found[file["file"]] = {
            (row_of(issue), KEY if issue["code"] in KEY_CODES else issue.get("field"))
            for issue in file["issues"]
            if issue["severity"] == "error"
        }
    return found


def row_of(issue):
    """A record that cannot be read has no number, but a line."""
    return issue.get("record") or max(issue.get("line", 1) - 1, 0)


# -- the comparison --------------------------------------------------------------------------------


def compare(program, count, seed, folder):
    rng = random.Random(seed)
    known = list(schemas())
    cases = [make_case(n, *known[n % len(known)], folder, rng) for n in range(count)]
    faults, kinds = [], {}
    for schema_path, schema in known:
        own = [case for case in cases if case.schema_path == schema_path]
        theirs = for_frictionless(schema)
        ours = by_p2c(program, schema_path, [case.path for case in own]) if own else {}
        for case in own:
            kinds[case.name] = kinds.get(case.name, 0) + 1
            said = by_frictionless(case.path, theirs), ours[str(case.path)]
            for judge, answer, found in zip(("frictionless", "p2c"), case.answers, said):
                fault = case.fault(judge, answer, found)
                if fault:
                    faults.append(f"{case.path.name} {fault}")
    return kinds, faults


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
        kinds, faults = compare(options.p2c, options.count, options.seed, folder)
    alike = 0
    for name, (_, answer, reason) in {**OF_A_VALUE, **OF_A_TABLE}.items():
        alike += kinds.get(name, 0) if reason is None else 0
        print(f"{kinds.get(name, 0):5} {name}" + (f": differs, {reason}" if reason else ""))
    print(f"{sum(kinds.values())} mutations, {alike} to agree on, {len(faults)} surprises")
    for fault in faults:
        print("  " + fault)
    sys.exit(1 if faults else 0)


main()
