"""Cells of names that name nobody alone: two people, or somebody by whose kin the person is."""

from __future__ import annotations

import polars as pl

from pipelines.sources.normalise.couples import KINSHIP, two_names
from pipelines.sources.normalise.name_words import MIDDLE, is_begun, is_clan

_KIN = "con|vợ|chồng|mẹ|bố|cha"
_WHICH = "(?: (?:út|cả|trai|gái|ruột|đẻ|nuôi|dâu|rể|nội|ngoại|con|sơ sinh))*"
#: `con ông An`, `vợ ông An`, `mẹ cháu An`; `vợ bà An` may be the wife, Mrs An.
_OF_SOMEBODY = (
    rf"^(?:con|mẹ|bố|cha){_WHICH} (?:của|ông|bà|anh|chị|cô|chú|cậu|dì|thím|bác|cụ)\b|"
    rf"^(?:mẹ|bố|cha){_WHICH} (?:cháu|em|bé)\b|"
    rf"^(?:cháu|em|anh|chị){_WHICH} (?:của|ông|bà)\b|"
    r"^vợ (?:của|ông|anh|chú|cậu|bác|thầy|cụ)\b|^chồng (?:của|bà|chị|cô|dì|thím|bác)\b|"
    r"^(?:ông|bà) (?:nội|ngoại) (?:của|cháu|em|bé)\b|"
    r"^(?:bé|trẻ|cháu)(?: bé)? (?:trai|gái|sơ sinh) con\b|"
    r"^(?:người )?(?:giám hộ|nuôi dưỡng|chăm sóc)\b|^thân nhân\b|"
    r" (?:mẹ|bố|cha|(?:ông|bà) (?:nội|ngoại)) (?:của )?(?:cháu|em|bé) "
)
#: Before a whole name: the kin, or whose kin it is.
_EITHER = rf"^(?:(?:{_KIN}){_WHICH}|(?:ông|bà) (?:nội|ngoại))\s*:?\s+(.+)$"
#: What stands between two names beside the signs that part a couple.
_BETWEEN = r"\s+(?:hoặc|\d+\s*[.)]?)\s+"
_ADDRESS = rf"{KINSHIP}|^(?:ông|bà)\s*:?\s+"
_JOINED = r"^(\S+\s.*\S)[-–](\S+\s.*)$"
_COMMA = r"^([^,]*),"
#: A line break, or something in brackets, between two names.
_PARTS = r"^\s*(\S[^\r\n()]*?)\s*(?:[\r\n]|\([^()]*\))\s*(\S.*)$"


def names_others(name: pl.Expr) -> pl.Expr:
    """Whether a name in small letters is of two people, or of whose kin the person is."""
    two = two_names(name.str.replace(_BETWEEN, " ; ")).is_not_null()
    left, right = (name.str.extract(_JOINED, group) for group in (1, 2))
    joined = is_begun(left) & is_begun(right) & ~is_clan(left)
    kin = is_begun(name.str.extract(_EITHER, 1), rarely=True)
    found = two | joined | kin | name.str.contains(_OF_SOMEBODY)
    return found.fill_null(value=False)


def in_two_parts(cell: pl.Expr) -> pl.Expr:
    """Whether the lines of a cell, or what stands round brackets, are two names."""
    left, right = (
        cell.str.extract(_PARTS, group).str.to_lowercase().str.replace(_ADDRESS, "")
        for group in (1, 2)
    )
    return _is_whole(left) & is_begun(right)


def is_left_open(name: pl.Expr) -> pl.Expr:
    """Whether a comma stands behind a whole name: what follows may be anything."""
    return _is_whole(name.str.extract(_COMMA, 1))


def _is_whole(name: pl.Expr) -> pl.Expr:
    """Whether a text can be all of a name: `Hồ Thị` and a clan cannot."""
    second = name.str.extract(r"^\S+\s+(\S+)$", 1)
    begun = second.is_in(list(MIDDLE)).fill_null(value=False)
    return (is_begun(name) & ~is_clan(name) & ~begun).fill_null(value=False)
