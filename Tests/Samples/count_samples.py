#!/usr/bin/env python3
"""Counts the records of sample files without p2c, to check Tests/Samples/samples.csv.

    Tests/Samples/count_samples.py SAMPLES            compares the table with the counts
    Tests/Samples/count_samples.py SAMPLES --print    prints the counts in the table's form

The table has one line for each entity of each sample that p2c reads, with its number of records, or
one line for a sample that p2c refuses, with the issue's code and why a person agrees. No field of it
holds a comma. What stands in `refused` is p2c's own word: only numbers are checked here.

Everything is counted by Python's own csv, zipfile and xml.etree: rows of CSV behind the header line,
records of Configuration Migration files, elements of XML entity files, rows of the first sheet of
workbooks behind the first row.
"""

import csv
import io
import pathlib
import sys
import xml.etree.ElementTree as ET
import zipfile

TABLE = pathlib.Path(__file__).parent / "samples.csv"


def text(data):
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(name)
    return data.decode("utf-8")


def root(data):
    return ET.fromstring(data)


def local(element):
    return element.tag.rpartition("}")[2]


def child(element, name):
    found = [c for c in element if local(c).lower() == name.lower()]
    return (found[0].text or "").strip() if found else ""


def csv_count(data):
    content = text(data)
    first = content.split("\n", 1)[0]
    delimiter = max(",;\t|", key=first.count)
    rows = [row for row in csv.reader(io.StringIO(content, newline=""), delimiter=delimiter) if row]
    return max(0, len(rows) - 1)


def migration_counts(data, schema=None):
    """Records of each entity; of a schema's entities also where there are none."""
    counts = {e.get("name"): 0 for e in root(schema)} if schema else {}
    for entity in root(data):
        records = [r for group in entity if local(group) == "records" for r in group]
        counts[entity.get("name")] = counts.get(entity.get("name"), 0) + len(records)
    return counts | relation_counts(data, schema)


def relation_counts(data, schema):
    """Pairs of the many-to-many relations, by their intersect tables; of a schema's only, if there is one."""
    declared = {}
    for relation in root(schema).iter() if schema else []:
        if local(relation) == "relationship" and (relation.get("manyToMany") or "").lower() == "true":
            table = relation.get("relatedEntityName") or relation.get("name")
            declared |= {relation.get("name"): table, table: table}
    counts = {}
    for relation in root(data).iter():
        if local(relation) == "m2mrelationship":
            name = relation.get("m2mrelationshipname")
            table = declared.get(name) if schema else name
            if table:
                pairs = sum(1 for target in relation.iter() if local(target) == "targetid")
                counts[table] = counts.get(table, 0) + pairs
    return counts


def workbook_count(data):
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheets = root(book.read("xl/workbook.xml"))
        first = next(s for s in sheets.iter() if local(s) == "sheet")
        wanted = next(v for k, v in first.attrib.items() if k.endswith("}id"))
        relations = root(book.read("xl/_rels/workbook.xml.rels"))
        target = next(r.get("Target") for r in relations if r.get("Id") == wanted)
        name = target.lstrip("/") if target.startswith("/") else "xl/" + target
        sheet = root(book.read(name))
    rows = [row for row in sheet.iter() if local(row) == "row"]
    filled = [r for r in rows if any(local(c) in ("v", "t") and c.text for c in r.iter())]
    return max(0, len(filled) - 1)


def document_counts(data):
    counts = {}
    for record in root(data):
        counts[local(record)] = counts.get(local(record), 0) + 1
    return counts


def xml_counts(data):
    document = root(data)
    if local(document) != "entities":
        return document_counts(data) if local(document) == "Document" else {}
    is_schema = any(local(c) == "fields" for entity in document for c in entity)
    return {} if is_schema else migration_counts(data)


def manifest_counts(archive, names):
    counts = {}
    for element in root(archive.read(names["manifest.xml"])).iter():
        if local(element) != "DataManagementPackageEntityData":
            continue
        file = child(element, "InputFilePath").replace("\\", "/").rpartition("/")[2]
        if file.lower() not in names:
            continue
        data = archive.read(names[file.lower()])
        if file.lower().endswith(".xml"):
            count = sum(document_counts(data).values())
        else:
            count = one(file, data)
        counts[child(element, "EntityName")] = count
    return counts


def one(name, data):
    return workbook_count(data) if name.lower().endswith(".xlsx") else csv_count(data)


def stem(name):
    return pathlib.PurePosixPath(name).stem


def zip_counts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = {n.lower(): n for n in archive.namelist()}
        if "manifest.xml" in names:
            return manifest_counts(archive, names)
        if "data.xml" in names:
            schema = names.get("data_schema.xml")
            return migration_counts(
                archive.read(names["data.xml"]), archive.read(schema) if schema else None)
        return [
            (stem(name), one(name, archive.read(name)))
            for name in archive.namelist() if name.lower().endswith((".csv", ".xlsx"))
        ]


def counts(path):
    """Pairs of an entity's name and its records."""
    found = counts_by_kind(path)
    return list(found.items()) if isinstance(found, dict) else found


def counts_by_kind(path):
    data = path.read_bytes()
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return {path.stem: csv_count(data)}
    if suffix == ".xlsx":
        return {path.stem: workbook_count(data)}
    if suffix == ".zip":
        return zip_counts(data)
    return xml_counts(data) if suffix == ".xml" else {}


def compare(found):
    faults = []
    with TABLE.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    for line in lines:
        name = line["file"]
        if line["refused"]:
            if not line["note"]:
                faults.append(f"{name}: refused without a reason")
            continue
        pairs = found.get(name, [])
        # Whoever has an only entity may call it as he likes.
        fitting = [count for entity, count in pairs if len(pairs) == 1 or entity == line["entity"]]
        if line["records"] not in map(str, fitting):
            faults.append(f"{name}: {line['entity']} {line['records']}, but there are {pairs}")
    listed = {line["file"] for line in lines}
    faults += [f"{name}: not in the table" for name in found if name not in listed]
    print("\n".join(faults) or f"{len(lines)} lines agree with {len(found)} files")
    return 1 if faults else 0


def main():
    folder = pathlib.Path(sys.argv[1])
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "SOURCES.md")
    found = {str(path.relative_to(folder)): counts(path) for path in files}
    if "--print" not in sys.argv[2:]:
        sys.exit(compare(found))
    for name, pairs in found.items():
        for entity, count in pairs or [("", "")]:
            print(f"{name},{entity},{count},,")


if __name__ == "__main__":
    main()
