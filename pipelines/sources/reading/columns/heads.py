"""Heads of households who are named in a column of their own, and only there.

`Chủ hộ` and `Thành viên` in a household book: the row of the head has no name of a member, and what
stands in it is the head's. A head named again beside each member is another person than the row's.
"""

from __future__ import annotations

import re

import polars as pl

from pipelines.sources.declaration import Field, Source
from pipelines.sources.reading.columns.guess import Guess
from pipelines.sources.reading.headers.fold import fold
from pipelines.sources.reading.headers.roles import main_role

_HEADED = re.compile(r"(?:ho (?:va )?ten |ten )?chu ho")
_NAMES = 0.5  # share of the cells that are names
_ALL = 0.9  # share of the rows that name either, and of heads who are said to be one
_IS_HEAD = r"(?i)^\s*(?:là\s+)?chủ\s*hộ\s*$|^\s*CH\s*$"


def name_heads(source: Source, guesses: list[Guess], data: pl.DataFrame) -> None:
    """Take the heads for people of the list where they and the members share out the rows."""
    role = main_role(source)
    members = [g for g in guesses if g.key == (Field.FULL_NAME, role)]
    heads = [g for g in guesses if _HEADED.fullmatch(fold(g.header)) and g.seen.name >= _NAMES]
    relations = [g for g in guesses if g.reading.field is Field.HEAD_RELATION]
    if (
        role is None
        or len(members) != 1
        or len(heads) != 1
        or len(relations) != 1
        or members == heads
    ):
        return
    rows = pl.DataFrame(
        {
            "member": data.to_series(members[0].at).is_not_null(),
            "head": data.to_series(heads[0].at).is_not_null(),
            "said": data.to_series(relations[0].at).str.contains(_IS_HEAD).fill_null(value=False),
        }
    )
    people = rows.filter(pl.any_horizontal(pl.all()))
    named = people.filter(pl.col("member") | pl.col("head"))
    lone = people.filter(pl.col("head"))
    if (
        not named.filter(pl.col("member") & pl.col("head")).height
        and named.height >= _ALL * people.height
        and int(lone["said"].sum()) >= _ALL * lone.height > 0
    ):
        why = f"tiêu đề «{heads[0].header}»: dòng của chủ hộ không ghi tên ở cột thành viên"
        heads[0].become(Field.FULL_NAME, role, why, members[0].confidence)
