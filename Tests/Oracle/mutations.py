"""Made-up tables of our schemas with one thing broken or changed in each, for the oracles beside.

A mutation says what frictionless and p2c answer, and where they are known to differ why.
"""
import csv
import json
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ROWS = 4
VALID, INVALID = "valid", "invalid"

KEY = "the key"

# By the kind of mutation: what makes it, what both answer or (frictionless, p2c), why they differ.
OF_A_VALUE = {}
OF_A_TABLE = {}


def mutation(answer, reason=None):
    """A mutation of one value. It returns the new value, or None where it does not apply."""

    def register(function):
        OF_A_VALUE[function.__name__] = (function, answer, reason)
        return function

    return register


def mutation_of_table(answer, reason=None):
    """A mutation of a table. It returns the row and field of the error, or None where it does not
    apply; row 0 stands for the file."""

    def register(function):
        OF_A_TABLE[function.__name__] = (function, answer, reason)
        return function

    return register


# -- schemas ---------------------------------------------------------------------------------------


def schemas():
    for path in sorted((ROOT / "schemas").glob("*/*.json")):
        yield path, json.loads(path.read_text())


# -- records that fit ------------------------------------------------------------------------------


def fitting(field, row, rng):
    """A value that fits the field, another in each row."""
    constraints = field.get("constraints", {})
    if "categories" in field:
        first = field["categories"][row % len(field["categories"])]
        return str(first["value"] if isinstance(first, dict) else first)
    kind = field["type"]
    if kind == "boolean":
        return (field["trueValues"] if row % 2 else field["falseValues"])[0]
    if kind == "integer":
        return str(max(int(constraints.get("minimum", 0)), 1) + row)
    if kind == "number":
        # Not below a smallest value such as 1E-10, which not everybody reads.
        return str(row + 1) if float(constraints.get("minimum", 0)) > 0 else f"{row}.5"
    if kind == "date":
        return f"2026-11-{10 + row}"
    if kind == "datetime":
        return f"2026-11-{10 + row}T08:30:00Z"
    if field.get("format") == "uuid":
        return f"{rng.getrandbits(32):08x}-0000-4000-8000-{row:012x}"
    if field.get("p2c:format") or field.get("pattern"):
        return None
    return f"{'abcd'[row % 4]}{row}"[: constraints.get("maxLength", 9)]


class Table:
    """A few records over some columns of a schema."""

    def __init__(self, schema, wanted, rng):
        self.rng = rng
        needed = set(schema["primaryKey"])
        needed |= {f["name"] for f in schema["fields"] if f.get("constraints", {}).get("required")}
        chosen = [f for f in schema["fields"] if f["name"] in needed or f is wanted]
        others = [f for f in schema["fields"] if f not in chosen]
        chosen += rng.sample(others, min(6, len(others)))
        self.fields = [f for f in chosen if fitting(f, 0, rng) is not None]
        self.header = [f["name"] for f in self.fields]
        self.rows = [[fitting(f, row, rng) for f in self.fields] for row in range(ROWS)]

    def write(self, path):
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(self.header)
            writer.writerows(self.rows)


# -- mutations of a value --------------------------------------------------------------------------


def limit(field):
    return field.get("constraints", {}).get("maxLength")


def is_text(field):
    plain = field["type"] == "string" and "categories" not in field
    return plain and not field.get("format") and not field.get("p2c:format")


def is_plain_number(field):
    return field["type"] in ("integer", "number") and "categories" not in field


@mutation(VALID)
def nothing(field, value, key):
    return value


@mutation(INVALID)
def letters_in_a_number(field, value, key):
    return f"{value}x" if is_plain_number(field) else None


@mutation(INVALID)
def thousands_separator(field, value, key):
    return "1,234,567" if is_plain_number(field) else None


@mutation(INVALID)
def fraction_in_an_integer(field, value, key):
    return "1.5" if field["type"] == "integer" and is_plain_number(field) else None


@mutation(INVALID)
def above_the_maximum(field, value, key):
    top = field.get("constraints", {}).get("maximum")
    return None if top is None or not is_plain_number(field) else str(int(float(top)) * 10 + 1)


@mutation(INVALID)
def below_the_minimum(field, value, key):
    low = field.get("constraints", {}).get("minimum")
    return None if low is None or not is_plain_number(field) else str(int(float(low)) - 1)


@mutation(INVALID)
def one_letter_too_long(field, value, key):
    return "x" * (limit(field) + 1) if is_text(field) and limit(field) else None


@mutation(VALID)
def as_long_as_it_may_be(field, value, key):
    return "y" * limit(field) if is_text(field) and limit(field) else None


@mutation(INVALID)
def required_and_blank(field, value, key):
    return "" if field.get("constraints", {}).get("required") else None


@mutation(VALID)
def blank(field, value, key):
    required = field.get("constraints", {}).get("required")
    return None if required or field["name"] in key else ""


@mutation(INVALID)
def no_option(field, value, key):
    return "987654" if "categories" in field else None


@mutation(INVALID)
def no_such_day(field, value, key):
    return {"date": "2026-02-30", "datetime": "2026-02-30T00:00:00Z"}.get(field["type"])


@mutation(INVALID)
def words_for_a_date(field, value, key):
    return "tomorrow" if field["type"] in ("date", "datetime") else None


@mutation(INVALID)
def no_guid(field, value, key):
    return "1234" if field.get("format") == "uuid" and not field.get("p2c:lookup") else None


@mutation(INVALID)
def neither_yes_nor_no(field, value, key):
    return "maybe" if field["type"] == "boolean" else None


@mutation(VALID)
def quotes_and_line_breaks(field, value, key):
    room = limit(field) or 40
    return 'a "b",\nc' if is_text(field) and room > 10 and field["name"] not in key else None


@mutation(VALID)
def negative(field, value, key):
    low = field.get("constraints", {}).get("minimum")
    return "-1" if is_plain_number(field) and (low is None or float(low) < 0) else None


@mutation(VALID)
def leading_zeros(field, value, key):
    return "0007" if is_plain_number(field) and fits(field, 7) else None


def fits(field, number):
    constraints = field.get("constraints", {})
    low, top = float(constraints.get("minimum", 0)), float(constraints.get("maximum", 1e9))
    return low <= number <= top


# -- where the two differ --------------------------------------------------------------------------


@mutation((INVALID, VALID), "options may be given by their label, as people's exports have them")
def label_of_an_option(field, value, key):
    if field["type"] != "integer" or "categories" not in field:
        return None
    labels = [c["label"] for c in field["categories"] if isinstance(c, dict) and "label" in c]
    return labels[0] if labels and labels.count(labels[0]) == 1 else None


@mutation((INVALID, VALID), "a lookup holds an id in one kind of file and a name in another")
def name_for_an_id(field, value, key):
    return "Contoso" if field.get("format") == "uuid" and field.get("p2c:lookup") else None


@mutation((INVALID, VALID), "F&O exports days and moments in the American form too")
def american_date(field, value, key):
    return {"date": "8/25/2026", "datetime": "8/25/2026 1:03:00 PM"}.get(field["type"])


@mutation((INVALID, VALID), "a moment may come without its seconds")
def moment_without_seconds(field, value, key):
    return "2026-11-23 08:30" if field["type"] == "datetime" else None


@mutation((INVALID, VALID), "booleans come as yes and no, 1 and 0 in any case, from both systems")
def boolean_in_other_words(field, value, key):
    if field["type"] != "boolean":
        return None
    other = "YES" if "YES" not in field["trueValues"] else "true"
    return other


@mutation((VALID, INVALID), "no system takes what is not a number")
def not_a_number(field, value, key):
    low = field.get("constraints", {}).get("minimum")
    return "NaN" if field["type"] == "number" and low is None else None


@mutation((VALID, INVALID), "lengths count UTF-16 code units, as both systems' databases do")
def emoji_at_the_limit(field, value, key):
    return "🙂" * limit(field) if is_text(field) and limit(field) else None


# -- mutations of the whole table ------------------------------------------------------------------


def repeat_key(table, schema, change):
    """The last record gets the key of the first. Ids of records have no case."""
    places = [table.header.index(name) for name in schema["primaryKey"] if name in table.header]
    texts = [place for place in places if is_text(table.fields[place])]
    if len(places) < len(schema["primaryKey"]) or not texts:
        return None
    for place in places:
        key = table.rows[0][place]
        table.rows[-1][place] = change(key) if place in texts else key
    if "dataAreaId" in table.header:
        # In another company it would be another record.
        company = table.header.index("dataAreaId")
        table.rows[-1][company] = table.rows[0][company]
    return (ROWS, KEY)


@mutation_of_table(INVALID)
def key_of_another_record(table, schema):
    return repeat_key(table, schema, lambda key: key)


@mutation_of_table((VALID, INVALID), "F&O and Sales compare keys without case")
def key_in_other_case(table, schema):
    return repeat_key(table, schema, str.upper)


@mutation_of_table(VALID)
def columns_in_other_order(table, schema):
    order = list(range(len(table.header)))
    table.rng.shuffle(order)
    table.header = [table.header[place] for place in order]
    table.rows = [[row[place] for place in order] for row in table.rows]
    return (0, None)


@mutation_of_table(INVALID)
def value_too_many(table, schema):
    table.rows[1].append("more")
    return (2, None)


@mutation_of_table(INVALID)
def value_too_few(table, schema):
    table.rows[1].pop()
    return (2, None)


# -- cases -----------------------------------------------------------------------------------------


class Case:
    """One mutation, its file and where the error is to be."""

    def __init__(self, name, schema_path, path, answer, reason, place):
        self.name, self.schema_path, self.path, self.reason = name, schema_path, path, reason
        self.place = place
        self.answers = (answer, answer) if isinstance(answer, str) else answer

    def fault(self, judge, answer, found):
        """What is wrong with what the judge says; None when nothing is."""
        expected = {self.place} if answer == INVALID else set()
        if expected and self.place[1] != KEY:
            # Whether a wrong value is a wrong key too is a matter of taste.
            found = found - {(self.place[0], KEY)}
        if found == expected:
            return None
        return f"{self.name}, {self.schema_path.parent.name}/{self.schema_path.stem}: {judge} " \
            f"says {sorted(found, key=str) or VALID}, expected {sorted(expected, key=str) or VALID}"


def make_case(number, schema_path, schema, folder, rng):
    """A case of the schema, of any of the kinds that apply to it."""
    kinds = list(OF_A_VALUE.items()) + list(OF_A_TABLE.items())
    while True:
        name, (change, answer, reason) = rng.choice(kinds)
        fitting_fields = [f for f in schema["fields"] if fitting(f, 0, rng) is not None]
        if name in OF_A_VALUE:
            key = schema["primaryKey"]
            fitting_fields = [
                f for f in fitting_fields if change(f, fitting(f, 0, rng), key) is not None
            ]
        if not fitting_fields:
            continue
        wanted = rng.choice(fitting_fields)
        table = Table(schema, wanted, rng)
        if name in OF_A_TABLE:
            place = change(table, schema)
        else:
            place = change_value(table, wanted, change, schema)
        if place is None:
            continue
        path = folder / f"{number:04}.csv"
        table.write(path)
        return Case(name, schema_path, path, answer, reason, place)


def change_value(table, field, change, schema):
    column, row = table.fields.index(field), table.rng.randrange(ROWS)
    value = change(field, table.rows[row][column], schema["primaryKey"])
    table.rows[row][column] = value
    return (row + 1, field["name"])
