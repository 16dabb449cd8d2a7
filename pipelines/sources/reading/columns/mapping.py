"""Mappings that an officer has confirmed: small files beside the inbox, one a header's shape.

`<inbox>/_mapping/<source>/<shape>.json` says what each column of such a file means; the next file
of the same shape is read with it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass
from pathlib import Path

from pipelines.sources.declaration import Field, Source
from pipelines.sources.reading.headers.fold import fold

FOLDER = "_mapping"
OPEN = "?"  # a column that the officer still has to settle


@dataclass(frozen=True)
class Mapping:
    """Confirmed meanings by column position in the table, from 0.

    Attributes
    ----------
    open
        Columns that are still to be settled; while there are any, the file waits.
    """

    shape: str
    columns: MappingABC[int, tuple[Field, str]]
    open: tuple[int, ...] = ()
    confirmed_by: str = ""
    name: str = ""


def shape_of(headers: tuple[str, ...]) -> str:
    """Fingerprint of a header: the folded texts in order, or the number of columns if silent."""
    text = "|".join(fold(header) for header in headers)
    if not text.strip("|"):
        text = f"không tiêu đề, {len(headers)} cột"
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def path_of(inbox: Path, source: Source, shape: str) -> Path:
    """Where a mapping lies."""
    return inbox / FOLDER / source.name / f"{shape}.json"


def write(
    inbox: Path,
    source: Source,
    headers: tuple[str, ...],
    columns: MappingABC[int, tuple[Field, str] | None],
    *,
    hints: MappingABC[int, str] | None = None,
    confirmed_by: str = "",
) -> Path:
    """Write a mapping for all files with these headers.

    Parameters
    ----------
    columns
        Meaning by position from 0; None for a column that an officer must settle, nothing for one
        that is not used.
    hints
        What speaks for a meaning, shown beside the column.
    """
    shape = shape_of(headers)
    path = path_of(inbox, source, shape)
    path.parent.mkdir(parents=True, exist_ok=True)
    listed = []
    for at, header in enumerate(headers):
        known = columns.get(at, (Field.IGNORED, ""))
        field, role = (known[0].value, known[1]) if known else (OPEN, "")
        hint = (hints or {}).get(at, "")
        listed.append(
            {"column": at + 1, "header": header, "field": field, "role": role, "hint": hint}
        )
    content = {
        "shape": shape,
        "how_to": f"Thay {OPEN} ở «field» bằng một giá trị trong «fields»; bỏ cột: ignored.",
        "fields": sorted({column.field.value for column in source.columns} | {"ignored"}),
        "roles": [person.role for person in source.persons],
        "confirmed_by": confirmed_by,
        "columns": listed,
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path


def load(path: Path) -> Mapping:
    """Read a mapping.

    Raises
    ------
    ValueError
        The file is no mapping; the message names what is wrong.
    """
    try:
        content = json.loads(path.read_text("utf-8"))
        items = {int(item["column"]) - 1: item for item in content["columns"]}
        columns = {
            at: (Field(item["field"]), str(item.get("role", "")))
            for at, item in items.items()
            if item["field"] != OPEN
        }
        still = tuple(sorted(set(items) - set(columns)))
        who = str(content.get("confirmed_by", ""))
        return Mapping(str(content["shape"]), columns, still, who, path.name)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"Tệp ánh xạ {path.name} không đọc được: {error}.") from None


def find(inbox: Path, source: Source, headers: tuple[str, ...]) -> Mapping | None:
    """Find the confirmed mapping of a header, if any.

    Raises
    ------
    ValueError
        It is there but broken.
    """
    path = path_of(inbox, source, shape_of(headers))
    return load(path) if path.is_file() else None
