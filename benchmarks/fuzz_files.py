"""Files for the fuzz run: real ones damaged, and random grids written by real programs.

A case is made from two numbers alone, so that it can be made again.
"""

from __future__ import annotations

import csv
import io
import random
import re
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.sources import SOURCES
from pipelines.sources.declaration import Field, Source
from tests.sources.reading.people import Made, people
from tests.sources.reading.writers import write_ods, write_xls, write_xlsx

PROVINCE = Path(__file__).parents[1] / "sample_data" / "province" / "inbox"
SUFFIXES = ("csv", "txt", "tsv", "xlsx", "xlsm", "xls", "ods", "parquet", "zip", "dat", "pdf")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1258", "latin-1", "cp437")
NASTY = (
    b"\0", b"\0" * 50, b"\xff\xfe", b"\xef\xbb\xbf", b'"', b'""', b"\r", b"\n", b"\r\n", b",", b";",
    b"\t", b"|", b"'", b"\x1a", b"\x7f", b"\xe2\x80\xae", b"\xed\xa0\x80", b"=1+1", b"\xcc\x81" * 9,
    b"1E+11", b"PK\x03\x04", b"<table>", b"\xc2\xad", b"-" * 3000, b"9" * 400,
)  # fmt: skip
ODD = (
    None, "", " ", "\u00a0", "a;b", 'c"d', "e\nf", "g\rh", "x,y", "0068", "6,81E+10", "'068",
    "068203001234", "31/02/1999", "1999", "00/00/1952", "01/01/0001", "x", "Nam", "Nữ", "1", "0",
    "Tổng cộng", "STT", "Họ và tên", "Ngày sinh", "\u202eabc", "\ufeff", "\x07", "Ông A và bà B",
    "1965; 1967", "K'Brôih", "a" * 3000, "\u0301", "=1/0", "#REF!", "٣٤", "１２", "N/A", "-",
    "99999999999999999999", "😀", "Nguyễn Thị Hương", "TrÇn V¨n §øc", "\u200b",
)  # fmt: skip
_LARGEST = 60_000  # bytes kept of a file of the province: more only makes cases slower


@dataclass(frozen=True)
class Case:
    """One file to try, and how many rows it must come out with where that is known."""

    name: str
    data: bytes
    source: Source
    how: str
    rows: int | None = None


def make(seed: int, number: int) -> Case:
    """Make a case; the same two numbers give the same bytes (but for times that writers add)."""
    rng = random.Random(f"{seed}-{number}")  # noqa: S311 - no secret
    return rng.choice((_damaged, _parts_damaged, _damaged_text, _grid, _grid, _packed))(rng)


def _samples() -> list[Path]:
    return sorted(p for p in PROVINCE.rglob("*") if p.is_file())


def _sample(rng: random.Random) -> tuple[Path, Source, bytes]:
    path = rng.choice(_samples())
    data = path.read_bytes()
    if path.suffix in (".csv", ".txt"):
        data = data[:_LARGEST]
    return path, SOURCES[path.relative_to(PROVINCE).parts[0]], data


def _damaged(rng: random.Random) -> Case:
    """Bytes of a real file cut, turned, doubled, put out of order, or under another name."""
    path, source, data = _sample(rng)
    held, how = bytearray(data), [path.name]
    for _ in range(rng.randint(1, 4)):
        damage = rng.choice(_DAMAGES)
        how.append(damage.__name__.strip("_"))
        held = damage(rng, held)
    suffix = path.suffix.lstrip(".")
    if rng.random() < 0.15:
        suffix = rng.choice(SUFFIXES)
    return Case(f"case.{suffix}", bytes(held), source, " ".join(how))


def _place(rng: random.Random, data: bytearray) -> int:
    return rng.randrange(len(data)) if data else 0


def _cut(rng: random.Random, data: bytearray) -> bytearray:
    return data[: _place(rng, data)]


def _beheaded(rng: random.Random, data: bytearray) -> bytearray:
    return data[rng.randint(1, 2000) :]


def _bits_turned(rng: random.Random, data: bytearray) -> bytearray:
    for _ in range(rng.choice((1, 3, 20, 300))):
        if data:
            data[_place(rng, data)] ^= 1 << rng.randrange(8)
    return data


def _inserted(rng: random.Random, data: bytearray) -> bytearray:
    for _ in range(rng.choice((1, 2, 30))):
        at = _place(rng, data)
        data[at:at] = rng.choice(NASTY)
    return data


def _dropped(rng: random.Random, data: bytearray) -> bytearray:
    at = _place(rng, data)
    del data[at : at + rng.choice((1, 10, 1000))]
    return data


def _doubled(rng: random.Random, data: bytearray) -> bytearray:
    at = _place(rng, data)
    part = data[at : at + rng.choice((10, 500, 5000))]
    return data[:at] + part * 2 + data[at:]


def _moved(rng: random.Random, data: bytearray) -> bytearray:
    one, two = sorted((_place(rng, data), _place(rng, data)))
    return data[two:] + data[one:two] + data[:one]


_DAMAGES: tuple[Callable[[random.Random, bytearray], bytearray], ...] = (
    _cut, _beheaded, _bits_turned, _inserted, _dropped, _doubled, _moved,
)  # fmt: skip


def _parts_damaged(rng: random.Random) -> Case:
    """A workbook whose zip is sound and whose parts are not: the damage gets past the unpacking."""
    path = rng.choice([p for p in _samples() if p.suffix in (".xlsx", ".ods")])
    held, hit = io.BytesIO(), []
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        parts = [info.filename for info in old.infolist()]
        chosen = rng.sample(parts, min(len(parts), rng.randint(1, 2)))
        for part in parts:
            data = bytearray(old.read(part))
            if part in chosen and rng.random() < 0.9:
                data = rng.choice(_DAMAGES if rng.random() < 0.5 else _IN_MARKUP)(rng, data)
                hit.append(part)
            elif part in chosen:
                continue
            new.writestr(part, bytes(data))
    source = SOURCES[path.relative_to(PROVINCE).parts[0]]
    return Case(f"case{path.suffix}", held.getvalue(), source, f"{path.name} {' '.join(hit)}")


def _numbers_changed(rng: random.Random, data: bytearray) -> bytearray:
    """Put other numbers in a part: rows, columns, string indices, styles, sizes."""
    found = list(re.finditer(rb"\d+", bytes(data)))
    for match in sorted(rng.sample(found, min(len(found), 4)), key=lambda m: -m.start()):
        data[match.start() : match.end()] = rng.choice(_NUMBERS)
    return data


def _elements_dropped(rng: random.Random, data: bytearray) -> bytearray:
    found = list(re.finditer(rb"<[^>]*>", bytes(data)))
    for match in sorted(rng.sample(found, min(len(found), 3)), key=lambda m: -m.start()):
        del data[match.start() : match.end()]
    return data


_NUMBERS = (b"0", b"-1", b"1", b"999", b"16384", b"1048576", b"2147483648", b"9e99", b"", b"A")
_IN_MARKUP = (_numbers_changed, _elements_dropped)


def _damaged_text(rng: random.Random) -> Case:
    """A real text file under another delimiter, encoding or line end, then perhaps damaged."""
    texts = [p for p in _samples() if p.suffix in (".csv", ".txt")]
    path = rng.choice(texts)
    source = SOURCES[path.relative_to(PROVINCE).parts[0]]
    text = path.read_bytes()[:_LARGEST].decode("utf-8", errors="replace")
    old, new = rng.choice(",;\t|"), rng.choice(",;\t|:^")
    encoding = rng.choice(ENCODINGS)
    end = rng.choice(("\n", "\r\n", "\r", "\n\n", "\u2028"))
    lines = text.replace(old, new).splitlines()
    rng.shuffle(lines) if rng.random() < 0.2 else None
    held = bytearray(end.join(lines).encode(encoding, errors="replace"))
    how = f"{path.name} {old!r}->{new!r} {encoding} {end!r}"
    if rng.random() < 0.5:
        held = rng.choice(_DAMAGES)(rng, held)
        how += " damaged"
    suffix = rng.choice(("csv", "csv", "csv", "txt", "tsv", "xlsx"))
    return Case(f"case.{suffix}", bytes(held), source, how)


def _grid(rng: random.Random) -> Case:
    """A list with titles, header, people and odd cells, as a program writes it."""
    source = rng.choice([s for s in SOURCES.values() if s.kind == "register"])
    form = rng.choice(("csv", "csv", "xlsx", "xlsx", "xls", "ods", "parquet"))
    rows = _rows(rng, source)
    last = max((i for i, row in enumerate(rows, 1) if any(row)), default=0)
    if form == "csv":
        held = io.StringIO(newline="")
        delimiter = rng.choice(",;\t|")
        writer = csv.writer(held, delimiter=delimiter, quoting=rng.choice((0, 1, 2)))
        writer.writerows(rows)
        data = held.getvalue().encode(rng.choice(("utf-8", "utf-8-sig", "utf-16")))
        exact = last if not any(c and ("\r" in c) for row in rows for c in row) else None
        return Case("case.csv", data, source, f"grid csv {delimiter!r}", exact)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"case.{form}"
        if form == "parquet":
            columns = {f"cột {i}": list(c) for i, c in enumerate(zip(*rows, strict=True))}
            pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)).write_parquet(path)
            return Case(path.name, path.read_bytes(), source, "grid parquet")
        clean = [[c and "".join(x for x in c if _printable(x)) for c in row] for row in rows]
        last = max((i for i, row in enumerate(clean, 1) if any(row)), default=0)
        if form == "xlsx":
            write_xlsx(path, clean, hidden_rows=rng.sample(range(1, 9), rng.randint(0, 3)))
        else:
            (write_xls if form == "xls" else write_ods)(path, clean)
        return Case(path.name, path.read_bytes(), source, f"grid {form}", last)


def _printable(letter: str) -> bool:
    """Writers of XML refuse control characters."""
    return letter == "\n" or ord(letter) >= 32


def _rows(rng: random.Random, source: Source) -> list[list[str | None]]:
    known = rng.random() < 0.7
    named = [c for c in source.columns if c.field in _NEEDED and c.headers]
    columns = rng.sample(source.columns, min(len(source.columns), rng.randint(1, 8)))
    columns = [*named, *(c for c in columns if c not in named)] if known else columns
    header: list[str | None] = [rng.choice(c.headers) if c.headers else None for c in columns]
    width = len(header)
    often = rng.choice((0.0, 0.05, 0.3))
    body = [
        [rng.choice(ODD) if rng.random() < often else _value(rng, c.field, p) for c in columns]
        for p in people(rng.randint(0, 40), rng.randrange(1000))
    ]
    above = [[rng.choice(ODD)] + [None] * (width - 1) for _ in range(rng.choice((0, 0, 1, 5)))]
    rows = [*above, *([header] if rng.random() < 0.9 else []), *body]
    for _ in range(rng.randint(0, 3)):
        rows.insert(rng.randint(0, len(rows)), [rng.choice(ODD) for _ in range(width)])
    if rng.random() < 0.1:
        rows.insert(rng.randint(0, len(rows)), list(header))
    return rows


_NEEDED = (Field.FULL_NAME, Field.BIRTH_DATE, Field.ID_NUMBER)


def _value(rng: random.Random, field: Field, person: Made) -> str:
    known = {
        Field.FULL_NAME: person.name,
        Field.BIRTH_DATE: person.birth,
        Field.BIRTH_YEAR: person.year,
        Field.SEX: person.sex,
        Field.ID_NUMBER: person.number,
        Field.ADDRESS: person.place,
    }
    return known.get(field) or rng.choice((person.name, person.birth, person.number, "12", "", "x"))


def _packed(rng: random.Random) -> Case:
    """Files in a zip, with odd names, one in another, damaged now and then."""
    held = io.BytesIO()
    inner = [_grid(rng) for _ in range(rng.randint(0, 3))]
    names = ("a.csv", "b/b.csv", "../c.csv", "/d.csv", "", "e", "f\\g.csv", "tệp số 1.csv")
    with zipfile.ZipFile(held, "w", rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as z:
        for case in inner:
            named = case.name if rng.random() < 0.7 else rng.choice(names)
            z.writestr(named or "x", case.data)
    data = bytearray(held.getvalue())
    for _ in range(rng.randint(0, 2)):
        data = rng.choice(_DAMAGES)(rng, data)
    source = inner[0].source if inner else SOURCES["workers"]
    return Case("case.zip", bytes(data), source, f"zip of {len(inner)}")
