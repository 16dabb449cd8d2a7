"""Dumps of databases: `INSERT … VALUES`, and `COPY … FROM stdin` of PostgreSQL.

Every table of a dump is a sheet; what is no row of it (definitions, settings) is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.sources.reading.files.decoding import to_text
from pipelines.sources.reading.files.table import Table, from_rows
from pipelines.sources.reading.limits import ReadLimits, RefusedError

_NAME = r"[\[`\"]?[^\s\[\]`\"(),;.]+[\]`\"]?"
_TABLE = rf"{_NAME}(?:\.{_NAME}){{0,2}}"
_OF_COLUMNS = r"\s*(?:\(([^()]*)\)\s*)?"
_INSERT = re.compile(
    rf"\bINSERT\s+(?:IGNORE\s+)?(?:INTO\s+)?({_TABLE}){_OF_COLUMNS}VALUES\s*", re.IGNORECASE
)
_COPY = re.compile(
    rf"^COPY\s+({_TABLE}){_OF_COLUMNS}FROM\s+stdin;\r?\n(.*?)^\\\.", re.MULTILINE | re.DOTALL
)
_CREATE = re.compile(
    rf"\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?({_TABLE})\s*\((.*?)\)[^();]*(?:;|\bGO\b)",
    re.IGNORECASE | re.DOTALL,
)
_DEFINED = re.compile(r"^\s*[\[`\"]?(\w+)[\]`\"]?\s+[\[\w]", re.MULTILINE)
_NO_COLUMN = frozenset(
    {"PRIMARY", "KEY", "UNIQUE", "CONSTRAINT", "FOREIGN", "INDEX", "CHECK", "FULLTEXT"}
)
_TOKEN = re.compile(r"N?'(?:[^'\\]|''|\\.)*'|[(),;]|[^'(),;\s]+|\s+", re.DOTALL)
_PLAIN_TOKEN = re.compile(r"N?'(?:[^']|'')*'|[(),;]|[^'(),;\s]+|\s+", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)|''", re.DOTALL)
_SIGNS = {"n": "\n", "r": "\r", "t": "\t", "0": "", "N": ""}

Row = list[str | None]


def is_dump(head: bytes) -> bool:
    """Whether a text holds statements that fill a table."""
    text = head.decode("utf-8", errors="replace").replace("\0", "")
    return bool(_INSERT.search(text) or re.search(rf"(?m)^COPY\s+{_TABLE}.*FROM\s+stdin;", text))


def read_dump(raw: bytes, limits: ReadLimits) -> list[Table]:
    """Read the rows that a dump fills its tables with.

    Raises
    ------
    RefusedError
        There are none.
    """
    decoded = to_text(raw)
    text = decoded.text.decode("utf-8")
    defined = {_bare(m.group(1)): _columns(m.group(2)) for m in _CREATE.finditer(text)}
    filled: dict[tuple[str, tuple[str, ...]], list[Row]] = {}
    for name, columns, rows in (*_inserted(text), *_copied(text)):
        header = columns or defined.get(name, ())
        filled.setdefault((name, header), []).extend(rows)
    if not any(filled.values()):
        raise RefusedError("Tệp SQL không có dòng dữ liệu nào (INSERT, COPY).")
    return [
        Table(name, from_rows([list(header), *rows] if header else rows, limits), "sql",
              decoded.encoding, notices=decoded.notices)
        for (name, header), rows in filled.items()
    ]  # fmt: skip


def _bare(name: str) -> str:
    return re.sub(r"[\[\]`\"]", "", name)


def _columns(body: str) -> tuple[str, ...]:
    names = _DEFINED.findall(body.replace(", ", ",\n"))
    return tuple(name for name in names if name.upper() not in _NO_COLUMN)


def _listed(text: str | None) -> tuple[str, ...]:
    return tuple(_bare(name).strip() for name in text.split(",")) if text else ()


def _inserted(text: str) -> Iterator[tuple[str, tuple[str, ...], list[Row]]]:
    # A backslash escapes in MySQL, which quotes names with backticks; elsewhere it is a letter.
    token = _TOKEN if "`" in text or "\\'" in text else _PLAIN_TOKEN
    at = 0
    while found := _INSERT.search(text, at):
        rows, at = _tuples(text, found.end(), token)
        yield _bare(found.group(1)), _listed(found.group(2)), rows


def _tuples(text: str, at: int, token: re.Pattern[str]) -> tuple[list[Row], int]:
    """Rows in brackets from a place on, and the place behind them."""
    rows: list[Row] = []
    row: Row = []
    cell: list[str] = []
    depth = 0
    while (found := token.match(text, at)) is not None:
        part = found.group()
        if depth == 0 and part != "(" and part != "," and not part.isspace():
            break
        at = found.end()
        if part == "(":
            depth += 1
            if depth == 1:
                row, cell = [], []
        elif part == ")" and depth == 1:
            rows.append([*row, _cell(cell)])
            depth = 0
        elif part == ")":
            depth -= 1
        elif part == "," and depth == 1:
            row.append(_cell(cell))
            cell = []
        elif depth:
            cell.append(part)
    return rows, max(at, 1)


def _cell(parts: list[str]) -> str | None:
    """Value of a literal, or of the first one in a call: `CAST(N'1950-01-01' AS Date)`."""
    for part in parts:
        if part.endswith("'") and part.lstrip("N").startswith("'"):
            inner = part.lstrip("N")[1:-1]
            return _ESCAPED.sub(_unescaped, inner) or None
    text = "".join(parts).strip()
    return None if not text or text.upper() == "NULL" else text


def _unescaped(found: re.Match[str]) -> str:
    sign = found.group(1)
    return "'" if sign is None else _SIGNS.get(sign, sign)


def _copied(text: str) -> Iterator[tuple[str, tuple[str, ...], list[Row]]]:
    for found in _COPY.finditer(text):
        rows: list[Row] = [
            [None if cell == r"\N" else _ESCAPED.sub(_unescaped, cell) for cell in line.split("\t")]
            for line in found.group(3).splitlines()
        ]
        yield _bare(found.group(1)), _listed(found.group(2)), rows
