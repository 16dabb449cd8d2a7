"""The sex that a list tells of its people where no column holds it.

By the header over the names (`Họ tên vợ`), by a row over a group of people (`II. NỮ`), or by the
title or the sheet's name (`DANH SÁCH HỘI VIÊN NỮ`). Names with Thị and Văn must not say otherwise:
a group may end unmarked, and a title may speak of others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from pipelines.sources.declaration import COLUMNS_OF, Field, Source
from pipelines.sources.normalise.name_sex import name_sex
from pipelines.sources.normalise.sex import FEMALE, MALE
from pipelines.sources.reading.headers.fold import fold
from pipelines.sources.reading.sheet import ColumnUnderstanding, Notice, field_name

_WRITTEN = {MALE: "Nam", FEMALE: "Nữ"}
_AGREE = 0.9  # share of the names that tell a sex which must tell this one
#: Names that must tell it for a header, a group row, and a title to count.
_HEADER_NAMES, _GROUP_NAMES, _TITLE_NAMES = 1, 3, 5
_TOLD = {
    *COLUMNS_OF[Field.SEX], Field.BIRTH_YEAR_MALE, Field.BIRTH_YEAR_FEMALE, Field.NAME_MALE,
    Field.NAME_FEMALE,
}  # fmt: skip
_OVER_NAME = {
    MALE: re.compile(r"\b(?:chong|ong|ben nam|nam gioi|chu re)\b"),
    FEMALE: re.compile(r"\b(?:vo|ba|ben nu|nu gioi|phu nu|co dau)\b"),
}
_PEOPLE = (
    r"(?:hoi vien|doan vien|nguoi lao dong|lao dong|cong nhan|can bo|giao vien|hoc sinh|nguoi|cu|"
    r"thanh nien|cuu chien binh|doi tuong)"
)
_IN_TITLE = {
    MALE: re.compile(rf"^nam(?: gioi)?$|\b{_PEOPLE} nam\b(?! \d)|\bnam gioi\b|\bcu ong\b"),
    FEMALE: re.compile(r"\bnu\b|\bcu ba\b"),
}
_GROUP = re.compile(
    rf"(?:(?:[ivx]+|\d+|[a-d])\s)?(?:(?:danh sach|cac|nhom|phan|gioi|{_PEOPLE})\s)*"
    r"(?:(?P<male>nam|ong)|(?P<female>nu|ba|phu nu))(?: gioi)?(?: \d{1,3}(?: \D+)?)?"
)


@dataclass(frozen=True)
class Told:
    """What a sheet says outside of its columns.

    Attributes
    ----------
    titles
        The sheet's name and what stands over the header.
    groups
        `Nam`, `Nữ` or null of every data row, by the row over its group.
    """

    titles: tuple[str, ...]
    groups: pl.Series


def told(titles: Iterable[str | None], text: pl.DataFrame, kinds: pl.Series) -> Told:
    """Gather what is said outside of columns.

    Parameters
    ----------
    titles
        The sheet's name and the cells over the header.
    text, kinds
        The rows below the header, decoded, and what each of them is.
    """
    heads = kinds == "title"
    sexes: dict[int, str | None] = {}
    for at, row in zip(heads.arg_true(), text.filter(heads).rows(), strict=True):
        sexes[at] = _of_group(" ".join(dict.fromkeys(filter(None, row))))
    if {MALE, FEMALE} <= set(sexes.values()):
        said = [_WRITTEN.get(sex or "", "") for sex in sexes.values()]
        every = pl.Series([None], dtype=pl.String).new_from_index(0, kinds.len())
        groups = every.scatter(list(sexes), said).fill_null(strategy="forward").replace("", None)
    else:
        groups = pl.Series([None], dtype=pl.String).new_from_index(0, kinds.len())
    return Told(tuple(filter(None, titles)), groups.filter(kinds == "data"))


def _plain(text: str) -> str:
    """Fold, without the words for year and Viet Nam that fold to the same."""
    return fold(re.sub(r"(?i)\bnăm\b|\bviệt nam\b", " ", text))


def _of_group(text: str) -> str | None:
    found = _GROUP.fullmatch(_plain(text))
    if not found:
        return None
    return MALE if found["male"] else FEMALE


def _one_sex(text: str, patterns: dict[str, re.Pattern[str]]) -> str | None:
    sexes = [sex for sex, pattern in patterns.items() if pattern.search(_plain(text))]
    return sexes[0] if len(sexes) == 1 else None


def with_sexes(
    source: Source, said: Told, fields: pl.DataFrame, columns: tuple[ColumnUnderstanding, ...]
) -> tuple[pl.DataFrame, list[Notice]]:
    """Add the sex of people for whom no column holds it.

    Parameters
    ----------
    fields
        `Sheet.fields`.
    """
    notices = []
    for person in source.persons:
        names = [c for c in columns if (c.field, c.role) == (Field.FULL_NAME, person.role)]
        if person.sex or not names or any(c.field in _TOLD for c in columns if c.role in (
            person.role, "")):  # fmt: skip
            continue
        name = fields[field_name(Field.FULL_NAME, person.role)]
        sex, by = _said(said, names[0].header, name, main=person is source.persons[0])
        sex = sex.set(name.is_null(), None)
        count = sex.len() - sex.null_count()
        if count:
            fields = fields.with_columns(sex.alias(field_name(Field.SEX, person.role)))
            message = f"Không có cột giới tính: giới tính của {count} người lấy theo {by}."
            notices.append(Notice("sex_implied", count, message))
    return fields, notices


def _said(said: Told, header: str, names: pl.Series, *, main: bool) -> tuple[pl.Series, str]:
    """Return the sex of each row by the first of the places that names do not contradict."""
    over = _one_sex(header, _OVER_NAME)
    title = next((sex for text in said.titles if (sex := _one_sex(text, _IN_TITLE))), None)
    places = [
        (_of_all(over, names), _HEADER_NAMES, "tiêu đề cột họ tên"),
        (said.groups, _GROUP_NAMES, "dòng nhóm Nam, Nữ"),
        (_of_all(title, names), _TITLE_NAMES, "tên bảng hoặc tên trang"),
    ]
    for sexes, least, by in places if main else places[:1]:
        if sexes.null_count() < sexes.len() and _agree(sexes, names, least):
            return sexes, by
    return _of_all(None, names), ""


def _of_all(sex: str | None, names: pl.Series) -> pl.Series:
    written = _WRITTEN[sex] if sex else None
    return pl.Series([written], dtype=pl.String).new_from_index(0, names.len())


def _agree(sexes: pl.Series, names: pl.Series, least: int) -> bool:
    """Whether names that tell a sex tell the same one, and enough of them do."""
    of_names = names.alias("name").to_frame().select(name_sex(pl.col("name"))).to_series()
    same = (of_names.replace_strict(_WRITTEN, default=None) == sexes).drop_nulls()
    return same.len() >= least and int(same.sum()) >= _AGREE * same.len()
