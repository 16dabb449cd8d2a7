"""Records that programs send to programs: JSON, lines of JSON, XML rows; laid out as a table.

The lists of records are found wherever they stand in the document; what is nested in a record is
named by its path (`congDan.hoTen`). Numbers stay as they are written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from pipelines.sources.reading.files.decoding import to_text
from pipelines.sources.reading.files.table import Table, from_rows
from pipelines.sources.reading.limits import ReadLimits, RefusedError

_DEEPEST = 12  # records within records
_BEGINS = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*[\[{"]|\{\s*")')
_NAMES_OF_CELLS = ("columns", "fields", "headers", "header", "cols")
_SCHEMA = "schema"  # of XML: describes the records, and is none


Row = list[str | None]


def is_json(head: bytes) -> bool:
    """Whether a text begins as a list or an object of JSON does."""
    return bool(_BEGINS.match(head))


def read_json(raw: bytes, limits: ReadLimits) -> list[Table]:
    """Read every list of records in a JSON document, or one record a line.

    Raises
    ------
    RefusedError
        It is broken, or has no records.
    """
    decoded = to_text(raw)
    text = decoded.text.decode("utf-8")
    try:
        found = _parsed(text)
    except (ValueError, RecursionError):
        raise RefusedError("Tệp JSON hỏng, không mở được; đề nghị xuất lại.") from None
    return tables_of(found, "json", decoded.encoding, limits)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, parse_int=str, parse_float=str)
    except json.JSONDecodeError:
        lines = [line.strip().rstrip(",") for line in text.splitlines() if line.strip()]
        if len(lines) < 2 or not all(line.startswith("{") for line in lines):
            raise
        return [json.loads(line, parse_int=str, parse_float=str) for line in lines]


def tables_of(document: Any, file_type: str, encoding: str, limits: ReadLimits) -> list[Table]:
    """Lay out the lists of records of a document, the name of each its path.

    Raises
    ------
    RefusedError
        There are no records.
    """
    found = list(_lists(document, ""))
    if not found and isinstance(document, dict) and any(map(_scalars, _objects(document))):
        found = [("", _rows([document]))]
    if not found:
        raise RefusedError(f"Tệp {file_type.upper()} không có danh sách bản ghi nào.")
    return [Table(name, from_rows(rows, limits), file_type, encoding) for name, rows in found]


def _lists(node: Any, path: str) -> Iterator[tuple[str, list[Row]]]:
    """Find lists of records with their paths, outermost first, none within another."""
    if isinstance(node, list) and node and all(isinstance(item, dict) for item in node):
        yield path, _rows(node)
    elif isinstance(node, list) and node and all(isinstance(item, list) for item in node):
        yield path, [[_text(cell) for cell in item] for item in node]
    elif isinstance(node, dict) and _by_number(node):
        yield path, _rows(list(node.values()))
    elif isinstance(node, dict):
        for key, value in node.items():
            if key.lower() == _SCHEMA:
                continue
            header = _header(node, value)
            for name, rows in _lists(value, f"{path}.{key}" if path else key):
                yield name, [*header, *rows]


def _header(node: dict[str, Any], rows: Any) -> list[Row]:
    """Names of the cells of rows that stand beside them, `{"columns": […], "rows": [[…]]}`."""
    if not isinstance(rows, list) or not rows or not isinstance(rows[0], list):
        return []
    found = (node[key] for key in _NAMES_OF_CELLS if isinstance(node.get(key), list))
    return [[_text(n) for n in names] for names in found if len(names) == len(rows[0])][:1]


def _by_number(node: dict[str, Any]) -> bool:
    """Whether an object is a list of records under their numbers: `{"1001": {…}, "1002": {…}}`."""
    numbered = all(any(letter.isdigit() for letter in key) for key in node)
    return len(node) > 1 and numbered and all(isinstance(value, dict) for value in node.values())


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _objects(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from _objects(value)


def _scalars(record: dict[str, Any]) -> int:
    return sum(
        value is not None and not isinstance(value, dict | list) for value in record.values()
    )


def _rows(records: list[dict[str, Any]]) -> list[Row]:
    """Header and cells of records, in the order in which their keys come first."""
    flat = [dict(_flat(record, "", 0)) for record in records]
    keys = list(dict.fromkeys(key for record in flat for key in record))
    return [list(keys), *([record.get(key) for key in keys] for record in flat)]


def _flat(node: Any, path: str, depth: int) -> Iterator[tuple[str, str | None]]:
    if depth > _DEEPEST:
        raise RefusedError("Bản ghi lồng nhau quá sâu; không đọc.")
    below = f"{path}." if path else ""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _flat(value, f"{below}{key}" if key else path, depth + 1)
    elif isinstance(node, list):
        if any(isinstance(item, dict | list) for item in node):
            for place, item in enumerate(node, 1):
                yield from _flat(item, f"{below}{place}", depth + 1)
        else:
            yield path, "; ".join(str(item) for item in node if item is not None) or None
    else:
        yield path, _text(node)
