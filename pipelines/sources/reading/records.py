"""Records that programs send to programs: JSON, lines of JSON, XML rows; laid out as a table.

The lists of records are found wherever they stand in the document; what is nested in a record is
named by its path (`congDan.hoTen`). Numbers stay as they are written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pipelines.sources.reading.decoding import to_text
from pipelines.sources.reading.limits import ReadLimits, RefusedError
from pipelines.sources.reading.table import Table, from_rows

_DEEPEST = 12  # records within records


def is_json(head: bytes) -> bool:
    """Whether a text begins as a list or an object of JSON does."""
    start = head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b"\xff\xfe \t\r\n")
    return start[:1] in (b"[", b"{") and b'"' in start and b":" in start


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
    if not found:
        single = max(_objects(document), key=_scalars, default=None)
        found = [("", [single])] if single and _scalars(single) else []
    if not found:
        raise RefusedError(f"Tệp {file_type.upper()} không có danh sách bản ghi nào.")
    return [
        Table(name, from_rows(_rows(records), limits), file_type, encoding)
        for name, records in found
    ]


def _lists(node: Any, path: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Find lists of records with their paths, outermost first, none within another."""
    if isinstance(node, list) and node and all(isinstance(item, dict) for item in node):
        yield path, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _lists(value, f"{path}.{key}" if path else key)


def _objects(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from _objects(value)


def _scalars(record: dict[str, Any]) -> int:
    return sum(
        value is not None and not isinstance(value, dict | list) for value in record.values()
    )


def _rows(records: list[dict[str, Any]]) -> list[list[str | None]]:
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
        yield path, None if node is None else str(node)
