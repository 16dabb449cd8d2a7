"""What of people stands in columns that nothing uses: the officer is told of it."""

from __future__ import annotations

import re

from pipelines.sources.declaration import Field
from pipelines.sources.reading.columns.guess import named
from pipelines.sources.reading.columns.understanding import Understanding
from pipelines.sources.reading.headers.lexicon import Who
from pipelines.sources.reading.headers.roles import thing
from pipelines.sources.reading.sheet import Notice


def numbers(understood: Understanding) -> list[Notice]:
    """Tell of identification numbers in columns that nothing uses."""
    left = [
        g
        for g in understood.guesses
        if g.reading.field is Field.IGNORED
        and g.reading.who is not Who.OTHER
        and g.seen.number >= 0.5
        and g.seen.twelve >= 0.3
    ]
    if not left:
        return []
    message = (
        f"Cột {named(left)} có số định danh nhưng không được dùng; "
        "xem lại nếu là của người trong danh sách."
    )
    return [Notice("unused_numbers", len(left), message)]


def births(understood: Understanding) -> list[Notice]:
    """Tell of dates under a header of births that nothing uses, where nothing else is a birth."""
    if any(thing(g.reading.field) is Field.BIRTH_DATE for g in understood.guesses):
        return []
    left = [
        g
        for g in understood.guesses
        if g.reading.field in (Field.IGNORED, Field.BIRTH_PLACE, Field.ADDRESS)
        and g.reading.who is not Who.OTHER
        and _OF_BIRTH.search(g.words)
        and g.seen.share(_DATED.search) >= _SOME
    ]
    if not left:
        return []
    message = (
        f"Các cột {named(left)} có ngày nhưng không được dùng làm ngày sinh; xem lại nếu là "
        "ngày sinh của người trong danh sách."
    )
    return [Notice("unused_births", len(left), message)]


_OF_BIRTH = re.compile(r"\b(?:sinh|ns|ntns|birth|dob)\b")
_DATED = re.compile(r"\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*(?:19|20)?\d\d|\b(?:19|20)\d\d\b")
_SOME = 0.3  # share of the cells
