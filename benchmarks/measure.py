"""Times whole commands over one file of accounts: p2c's ways, and peers that do less with it.

Each command runs once to warm up and then several times, the commands in turn, so that a machine
whose speed drifts treats all alike. Quoted are medians and their ratio to reading the file with cat.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

PASSES = 5


def timed(command, cwd):
    """Seconds and peak memory (MiB) of one run of the command."""
    before = time.monotonic()
    process = subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return time.monotonic() - before, usage.ru_maxrss / 1024


def commands(p2c, csv, scratch):
    """What is measured: name, what it does, command, clean-up before each run."""
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
    convert = [p2c, "convert", csv, "-o", out, "--legal-entity", "USMF"]
    return [
        ("cat", "reads the file and does nothing", ["cat", csv], nothing),
        ("p2c validate", "every check of the schema", [p2c, "validate", csv], nothing),
        ("p2c convert, CSV to CSV", "both legs, three schemas, bare CSV",
         convert + ["--format", "CSV", "--bare"], fresh_output),
        ("p2c convert, CSV to DMF zip", "the same into a package of XML-Element",
         convert, fresh_output),
        ("p2c run, through CDS", "the same with the durable store, empty before",
         [p2c, "run", "--workspace", work], fresh_workspace),
        ("Python csv, read and write", "cuts and writes the values, checks and maps nothing",
         [sys.executable, "-c", python_rewrite, csv, os.path.join(scratch, "python.csv")], nothing),
    ]


def main():
    csv, rows = os.path.abspath(sys.argv[1]), int(sys.argv[2])
    size = os.path.getsize(csv)
    results = {}
    with tempfile.TemporaryDirectory(dir=os.path.dirname(csv)) as scratch:
        measured = commands(os.environ["P2C"], csv, scratch)
        for number in range(PASSES + 1):
            for name, _, command, prepare in measured:
                prepare()
                result = timed(command, scratch)
                if number > 0:
                    results.setdefault(name, []).append(result)
        rows_text = table(measured, results, size)
    text = (
        "# How fast p2c is\n\n"
        "Made by `make bench`; one thread, one machine, all in one go. Compare ratios, not seconds.\n\n"
        f"{rows:,} accounts, {size / 1e6:,.0f} MB of CSV, 40 columns; "
        f"{os.cpu_count()} cores, medians of {PASSES} runs.\n\n" + rows_text)
    with open("benchmarks/results.md", "w", encoding="utf-8") as file:
        file.write(text)
    print(text)


def table(measured, results, size):
    base = statistics.median(seconds for seconds, _ in results["Python csv, read and write"])
    lines = [
        "| command | what it does | MB/s | times Python's csv | peak memory |",
        "|---|---|---|---|---|",
    ]
    for name, what, _, _ in measured:
        seconds = statistics.median(seconds for seconds, _ in results[name])
        memory = max(memory for _, memory in results[name])
        lines.append(
            f"| {name} | {what} | {size / 1e6 / seconds:,.0f} | {base / seconds:.1f} "
            f"| {memory:,.0f} MiB |")
    return "\n".join(lines) + "\n"


main()
