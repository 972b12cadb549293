"""Times whole commands over one file of accounts: p2c's ways, and peers that do less with it.

Each command runs once to warm up and then several times, the commands in turn, so that a machine
whose speed drifts treats all alike. Quoted are medians, and how many times as fast as Python's csv.
"""

import csv as python_csv
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

PASSES = 5
HERE = pathlib.Path(__file__).parent
XML_RECORDS = 200_000
FEW_RECORDS = 5_000


def timed(command, cwd):
    """Seconds and peak memory (MiB) of one run of the command."""
    before = time.monotonic()
    process = subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1, 3):
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return time.monotonic() - before, usage.ru_maxrss / 1024


def first_records(csv, count, path):
    """A file of the first records; values with line breaks stand in quotes."""
    with open(csv, encoding="utf-8-sig", newline="") as source:
        with open(path, "w", encoding="utf-8", newline="") as target:
            writer = python_csv.writer(target)
            for number, row in enumerate(python_csv.reader(source)):
                if number > count:
                    break
                writer.writerow(row)


def make_xml(p2c, csv, scratch):
    """The customers of a part of the accounts as XML-Element, and the XML schema of them."""
    part = os.path.join(scratch, "accounts.csv")
    first_records(csv, XML_RECORDS, part)
    out = os.path.join(scratch, "xml")
    subprocess.run(
        [p2c, "convert", part, "-o", out, "--bare"], check=False, stdout=subprocess.DEVNULL)
    xml = next(pathlib.Path(out).glob("**/Customers V2.xml"))
    xsd = os.path.join(scratch, "customers.xsd")
    export = [p2c, "schema", "export", "Customers V2", "--xsd", "-o", xsd]
    subprocess.run(export, check=True)
    return str(xml), xsd


class Nights:
    """A workspace that has the accounts already, for the nights after the first. Each kind of night has
    one of its own: after a night with changes, the same accounts again would be changes, too."""

    def __init__(self, p2c, csv, scratch, name):
        self.p2c, self.csv = p2c, csv
        self.work = os.path.join(scratch, name)
        self.drop = os.path.join(self.work, "inbox", "USMF", "accounts.csv")
        self.night = 0

    def begin(self):
        if self.night > 0:
            return
        subprocess.run([self.p2c, "init", self.work], check=True, stdout=subprocess.DEVNULL)
        os.makedirs(os.path.dirname(self.drop))
        shutil.copy(self.csv, self.drop)
        subprocess.run(self.command, check=False, stdout=subprocess.DEVNULL)

    @property
    def command(self):
        return [self.p2c, "run", "--workspace", self.work]

    def unchanged(self):
        """The same accounts; blank lines at the end make it another file."""
        self.begin()
        self.night += 1
        shutil.copy(self.csv, self.drop)
        with open(self.drop, "ab") as file:
            file.write(b"\r\n" * self.night)

    def few_changed(self):
        """Every hundredth account has another name than the night before."""
        self.begin()
        self.night += 1
        mark = b"\\1,N%d " % self.night
        with open(self.csv, "rb") as source, open(self.drop, "wb") as target:
            for line in source:
                target.write(re.sub(rb"^(.{36},BN\d*00),(?!\")", mark, line))


def commands(p2c, csv, scratch):
    """What is measured: name, what it does, command, clean-up before each run, the file read."""
    out = os.path.join(scratch, "out")
    work = os.path.join(scratch, "work")

    def fresh_output():
        shutil.rmtree(out, ignore_errors=True)

    def fresh_workspace():
        shutil.rmtree(work, ignore_errors=True)
        subprocess.run([p2c, "init", work], check=True, stdout=subprocess.DEVNULL)
        os.makedirs(os.path.join(work, "inbox", "USMF"))
        shutil.copy(csv, os.path.join(work, "inbox", "USMF", "accounts.csv"))

    def nothing():
        pass

    python_rewrite = (
        "import csv, sys\n"
        "reader = csv.reader(open(sys.argv[1], encoding='utf-8-sig', newline=''))\n"
        "writer = csv.writer(open(sys.argv[2], 'w', encoding='utf-8', newline=''))\n"
        "writer.writerows(reader)\n")
    xml, xsd = make_xml(p2c, csv, scratch)
    few = os.path.join(scratch, "few-accounts.csv")
    first_records(csv, FEW_RECORDS, few)
    account = str(HERE.parent / "schemas/sales/account.json")
    frictionless_check = (
        "import json, sys\n"
        "from frictionless import Detector, Resource, Schema, system\n"
        "known = ('name', 'type', 'format', 'trueValues', 'falseValues', 'constraints')\n"
        "fields = json.load(open(sys.argv[2]))['fields']\n"
        "schema = Schema.from_descriptor({'fields': [\n"
        "    {k: f[k] for k in known if k in f} for f in fields]})\n"
        "with system.use_context(trusted=True):\n"
        "    report = Resource(path=sys.argv[1], schema=schema,\n"
        "                      detector=Detector(schema_sync=True)).validate(limit_errors=10**9)\n"
        "sys.exit(0 if report.tasks[0].labels else 4)\n")
    same = Nights(p2c, csv, scratch, "same")
    changed = Nights(p2c, csv, scratch, "changed")
    convert = [p2c, "convert", csv, "-o", out, "--legal-entity", "USMF"]
    return [
        ("cat", "reads the file and does nothing", ["cat", csv], nothing, csv),
        ("p2c validate, CSV", "values, keys and totals", [p2c, "validate", csv], nothing, csv),
        ("p2c validate, XML-Element", "the same of customers", [p2c, "validate", xml], nothing,
         xml),
        ("xmllint --schema --stream", "the XML schema of p2c schema export",
         ["xmllint", "--noout", "--stream", "--schema", xsd, xml], nothing, xml),
        ("frictionless", "types and constraints of 5,000 records",
         [os.environ["FRICTIONLESS_PYTHON"], "-c", frictionless_check, few, account], nothing, few),
        ("p2c convert, CSV to CSV", "both legs, three schemas, bare CSV",
         convert + ["--format", "CSV", "--bare"], fresh_output, csv),
        ("p2c convert, CSV to DMF zip", "the same into a package of XML-Element",
         convert, fresh_output, csv),
        ("p2c run, through CDS", "the same with the durable store, empty before",
         [p2c, "run", "--workspace", work], fresh_workspace, csv),
        ("p2c run, nothing changed", "the same accounts the next night", same.command,
         same.unchanged, csv),
        ("p2c run, 1 % changed", "every hundredth account has another name", changed.command,
         changed.few_changed, csv),
        ("Python csv, read and write", "cuts and writes the values, checks and maps nothing",
         [sys.executable, "-c", python_rewrite, csv, os.path.join(scratch, "python.csv")], nothing,
         csv),
    ]


def main():
    csv, rows = os.path.abspath(sys.argv[1]), int(sys.argv[2])
    results = {}
    with tempfile.TemporaryDirectory(dir=os.path.dirname(csv)) as scratch:
        measured = commands(os.environ["P2C"], csv, scratch)
        def is_night(entry):
            return isinstance(getattr(entry[3], "__self__", None), Nights)

        # The nights write gigabytes, for which the disk makes later commands wait: they come last.
        others = [entry for entry in measured if not is_night(entry)]
        for group in others, [entry for entry in measured if is_night(entry)]:
            for number in range(PASSES + 1):
                for name, _, command, prepare, _ in group:
                    prepare()
                    # What was written before is not written back while the next one is timed.
                    os.sync()
                    result = timed(command, scratch)
                    if number > 0:
                        results.setdefault(name, []).append(result)
        text = page(csv, rows, measured, results)
    (HERE / "results.md").write_text(text, encoding="utf-8")
    print(text)
    missed = misses(results)
    for sentence in missed:
        print(sentence, file=sys.stderr)
    sys.exit(1 if missed else 0)


def page(csv, rows, measured, results):
    return (
        "# How fast p2c is\n\n"
        "Made by `make bench`; one machine, all in one go, one thread but for the SHA-256 of what "
        "`p2c run` takes.\nCompare ratios, not seconds. "
        "`thresholds.json` has what must hold, and `make bench` fails when it does not.\n\n"
        f"{rows:,} accounts, {os.path.getsize(csv) / 1e6:,.0f} MB of CSV, 40 columns; "
        f"{os.cpu_count()} cores, medians of {PASSES} runs. "
        f"The XML file is made of {XML_RECORDS:,} of them.\n\n" + table(rows, measured, results))


def seconds(name, results):
    return statistics.median(taken for taken, _ in results[name])


def peak(name, results):
    return max(memory for _, memory in results[name])


def table(rows, measured, results):
    counts = {"p2c validate, XML-Element": XML_RECORDS, "xmllint --schema --stream": XML_RECORDS,
              "frictionless": FEW_RECORDS}

    def rate(name, path):
        return os.path.getsize(path) / 1e6 / seconds(name, results)

    base = rate(measured[-1][0], measured[-1][4])
    lines = [
        "| command | what it does | MB/s | thousand records/s | times Python's csv | peak memory |",
        "|---|---|---|---|---|---|",
    ]
    for name, what, _, _, path in measured:
        speed = rate(name, path)
        records = counts.get(name, rows) / 1e3 / seconds(name, results)
        lines.append(
            f"| {name} | {what} | {speed:,.{0 if speed > 10 else 1}f} "
            f"| {records:,.{0 if records > 10 else 1}f} | {speed / base:.1f} "
            f"| {peak(name, results):,.0f} MiB |")
    return "\n".join(lines) + "\n"


def misses(results):
    """The thresholds that do not hold, a sentence each."""
    found = []
    for wanted in json.loads((HERE / "thresholds.json").read_text(encoding="utf-8")):
        name = wanted["command"]
        if "timesAsFastAs" in wanted:
            other = wanted["timesAsFastAs"]
            ratio = seconds(other, results) / seconds(name, results)
            if ratio < wanted["atLeast"]:
                found.append(
                    f"{name} is {ratio:.2f} times as fast as {other}; "
                    f"{wanted['atLeast']} times is wanted")
        if "mostMiB" in wanted and peak(name, results) > wanted["mostMiB"]:
            found.append(
                f"{name} needs {peak(name, results):.0f} MiB; {wanted['mostMiB']} is the most")
    return found


if __name__ == "__main__":
    main()
