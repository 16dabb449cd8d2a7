"""The sex that a list tells of its people where no column holds it.

By the header over the names (`Họ tên vợ`), by what a holder of land is (`Vợ`), by a row over a
group of people (`II. NỮ`), or by the title or the sheet's name (`DANH SÁCH HỘI VIÊN NỮ`). Names
with Thị and Văn and identification numbers must not say otherwise: a group may end unmarked, and a
title may speak of others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.sources.declaration import COLUMNS_OF, Field, Person, Source
from pipelines.sources.normalise.distinct import is_empty
from pipelines.sources.normalise.identifiers import number_sex, read_numbers
from pipelines.sources.normalise.name_sex import name_sex
from pipelines.sources.normalise.sex import FEMALE, MALE
from pipelines.sources.reading.headers.fold import fold
from pipelines.sources.reading.sheet import ColumnUnderstanding, Notice, field_name

_WRITTEN = {MALE: "Nam", FEMALE: "Nữ"}
_AGREE = 0.9  # share of the names and numbers that tell a sex which must tell this one
#: People whose name or number must tell it for a header, a group row, and a title to count.
_HEADER_PEOPLE, _GROUP_PEOPLE, _TITLE_PEOPLE = 1, 3, 5
_TOLD = {
    *COLUMNS_OF[Field.SEX], Field.BIRTH_YEAR_MALE, Field.BIRTH_YEAR_FEMALE, Field.NAME_MALE,
    Field.NAME_FEMALE,
}  # fmt: skip
_OVER_NAME = {
    MALE: re.compile(r"\b(?:chong|ong|ben nam|nam gioi|chu re)\b|^nam (?:ho|ten)\b"),
    FEMALE: re.compile(r"\b(?:vo|ba|ben nu|nu gioi|phu nu|co dau)\b|^nu (?:ho|ten)\b"),
}
_PEOPLE = (
    r"(?:hoi vien|doan vien|nguoi lao dong|lao dong|cong nhan|can bo|giao vien|hoc sinh|nguoi|cu|"
    r"thanh nien|cuu chien binh|doi tuong)"
)
_CHILD = r"(?:be|em|tre|chau)"
_IN_TITLE = {
    MALE: re.compile(
        rf"^(?:(?:ds|danh sach) )?nam(?: gioi)?$|\b{_PEOPLE} nam\b(?! \d)|\bnam gioi\b|\bcu ong\b|"
        rf"\b{_CHILD} trai\b"
    ),
    FEMALE: re.compile(rf"\bnu\b|\bcu ba\b|\b{_CHILD} gai\b"),
}
_GROUP = re.compile(
    rf"(?:(?:[ivx]+|\d+|[a-d])\s)?(?:(?:danh sach|ds|cac|(?:nhom|phan|to|khoi|muc)"
    rf"(?: (?:[ivx]+|\d+|[a-d]))?|gioi tinh|gioi|doi voi|tre em|em|{_CHILD}|{_PEOPLE})\s)*"
    r"(?:(?P<male>nam|ong|trai)|(?P<female>nu|ba|phu nu|gai))(?: gioi)?(?: \d{1,3}(?: \D+)?)?"
)
#: `1 = nam, 2 = nữ`, `Nam: ghi 1`; behind a colon alone a number may count people.
_LEGENDS = (
    re.compile(r"(?<![\w/])(?<!\d[.,])([0-9])\s*(?:=|:|-|–|là)\s*(nam|nữ)(?!\w)"),
    re.compile(r"(?<!\w)(nam|nữ)\s*:?\s*(?:=|là|ghi)\s*(?:số\s*|mã\s*)?([0-9])(?![\w/]|[.,]\d)"),
)
#: Whose relation a column tells, so that the word is the row's person's; and such words.
_RELATION = re.compile(r"^(?:moi )?(?:quan he|qh)\b.*\b(?:chu ho|liet s[iy]|ls|nguoi co cong|ncc)$")
_KIN = {
    **dict.fromkeys(
        ("me", "me de", "me ruot", "me nuoi", "ba", "vo", "con gai", "chi gai", "em gai",
         "chau gai", "con dau", "chi dau", "em dau"), _WRITTEN[FEMALE]),
    **dict.fromkeys(
        ("cha", "cha de", "cha ruot", "cha nuoi", "bo", "bo de", "ong", "chong", "con trai",
         "anh trai", "em trai", "chau trai", "con re", "anh re", "em re"), _WRITTEN[MALE]),
}  # fmt: skip
_HOLDERS = {"chong": _WRITTEN[MALE], "vo": _WRITTEN[FEMALE]}  # of `Vai trò pháp nhân`


@dataclass(frozen=True)
class Told:
    """What a sheet says outside of its columns.

    Attributes
    ----------
    titles
        The sheet's name and what stands over the header.
    groups
        `Nam`, `Nữ` or null of every data row, by the row over its group.
    notes
        The titles, and what stands below the list.
    kin
        `Nam`, `Nữ` or null of every data row, by how the person is related to another.
    """

    titles: tuple[str, ...]
    groups: pl.Series
    notes: tuple[str, ...]
    kin: pl.Series


def told(
    titles: Iterable[str | None], headers: Sequence[str], text: pl.DataFrame, kinds: pl.Series
) -> Told:
    """Gather what is said outside of columns.

    Parameters
    ----------
    titles
        The sheet's name and the cells over the header.
    headers
        Header of each column.
    text, kinds
        The rows below the header, decoded, and what each of them is.
    """
    data = text.filter(kinds == "data")
    heads = kinds == "title"
    sexes: dict[int, str | None] = {}
    for at, row in zip(heads.arg_true(), text.filter(heads).rows(), strict=True):
        sexes[at] = _of_group(" ".join(dict.fromkeys(filter(None, row))))
    over = tuple(filter(None, titles))
    first = next((sex for title in reversed(over) if (sex := _of_group(title))), None)
    groups = pl.Series([None], dtype=pl.String).new_from_index(0, kinds.len())
    if {MALE, FEMALE} <= {first, *sexes.values()}:
        said = [_WRITTEN.get(sex or "", "") for sex in sexes.values()]
        groups = groups.scatter(list(sexes), said).fill_null(strategy="forward")
        # The title of the first of several tables stands over the header.
        groups = groups.fill_null(_WRITTEN.get(first or "", "")).replace("", None)
    below = text.filter(kinds == "footer").rows()
    notes = (*over, *(cell for row in below for cell in row if cell))
    return Told(over, groups.filter(kinds == "data"), notes, _by_kin(headers, data))


def _by_kin(headers: Sequence[str], data: pl.DataFrame) -> pl.Series:
    """Return the sex that a column of relations tells of each row."""
    found = [at for at, header in enumerate(headers) if _RELATION.match(fold(header))]
    if len(found) != 1:
        return _of_all(None, data.height)
    words = data.to_series(found[0])
    said = {word: _KIN.get(fold(word)) for word in words.unique().drop_nulls()}
    return words.replace_strict(said, default=None, return_dtype=pl.String)


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
    """Add the sex of people for whom no column holds it, and read codes that a note explains.

    Parameters
    ----------
    fields
        `Sheet.fields`.
    """
    fields, notices = _explained(source, said, fields)
    for person in source.persons:
        names = [c for c in columns if (c.field, c.role) == (Field.FULL_NAME, person.role)]
        if person.sex or not names or any(c.field in _TOLD for c in columns if c.role in (
            person.role, "")):  # fmt: skip
            continue
        sex, by = _said(said, fields, person, names[0].header, main=person is source.persons[0])
        count = sex.len() - sex.null_count()
        if count:
            fields = fields.with_columns(sex.alias(field_name(Field.SEX, person.role)))
            message = f"Không có cột giới tính: giới tính của {count} người lấy theo {by}."
            notices.append(Notice("sex_implied", count, message))
    return fields, notices


def _explained(
    source: Source, said: Told, fields: pl.DataFrame
) -> tuple[pl.DataFrame, list[Notice]]:
    """Write words for the codes of sexes that a note explains, unless people contradict it."""
    legend = _legend(said.notes)
    notices = []
    for person in source.persons if legend else ():
        name, named = (field_name(f, person.role) for f in (Field.SEX, Field.FULL_NAME))
        if name not in fields.columns or named not in fields.columns:
            continue
        codes = fields[name].str.strip_chars().str.replace(r"\.0$", "")
        if not set(codes.unique().drop_nulls()) <= legend.keys():
            continue
        sexes = codes.replace_strict(legend, default=None, return_dtype=pl.String)
        if _agree(sexes, _people(fields, person.role), 0):
            fields = fields.with_columns(sexes.alias(name))
            meaning = ", ".join(f"{code} = {sex}" for code, sex in sorted(legend.items()))
            message = f"Mã giới tính đọc theo ghi chú của bảng: {meaning}."
            notices.append(Notice("sex_legend", codes.len() - codes.null_count(), message))
    return fields, notices


def _legend(notes: tuple[str, ...]) -> dict[str, str]:
    """Return code → `Nam` or `Nữ` of the one note that explains both; empty where none does."""
    found: list[dict[str, str]] = []
    for note in notes:
        for order, pattern in enumerate(_LEGENDS):
            pairs = pattern.findall(note.lower())
            codes = {pair[order]: pair[1 - order].capitalize() for pair in pairs}
            if len(pairs) == len(codes) == 2 and set(codes.values()) == set(_WRITTEN.values()):
                found.append(codes)
    return found[0] if found and all(codes == found[0] for codes in found) else {}


def _people(fields: pl.DataFrame, role: str) -> pl.DataFrame:
    """Return `name`, and the sex that Thị or Văn in it (`by_name`) and the `number` tell."""
    numbers = field_name(Field.ID_NUMBER, role)
    name = fields[field_name(Field.FULL_NAME, role)].alias("name")
    sexes = name.to_frame().with_columns(by_name=name_sex(pl.col("name")))
    if numbers not in fields.columns:
        return sexes.with_columns(by_number=pl.lit(None, dtype=pl.String))
    read = read_numbers(fields[numbers]).select(by_number=number_sex(pl.col("person_id")))
    return sexes.hstack(read)


def _held(fields: pl.DataFrame, person: Person, *, main: bool) -> pl.Series:
    """Return the sex of a holder who is said to be the husband or the wife, alone in a row."""
    roles = field_name(Field.OWNER_ROLE, "")
    nobody = pl.Series([None], dtype=pl.String).new_from_index(0, fields.height)
    others = [c for c in fields.columns if c.endswith(Field.FULL_NAME)]
    if not main or not person.spouse or roles not in fields.columns or len(others) > 1:
        return nobody
    written = fields[roles]
    said = {text: _HOLDERS.get(fold(text)) for text in written.unique().drop_nulls()}
    return written.replace_strict(said, default=None, return_dtype=pl.String)


def _said(
    said: Told, fields: pl.DataFrame, person: Person, header: str, *, main: bool
) -> tuple[pl.Series, str]:
    """Return the sex of each row by the first of the places that its people do not contradict."""
    over = _one_sex(header, _OVER_NAME)
    title = next((sex for text in said.titles if (sex := _one_sex(text, _IN_TITLE))), None)
    places = [
        (_of_all(over, fields.height), _HEADER_PEOPLE, "tiêu đề cột họ tên"),
        (_held(fields, person, main=main), _HEADER_PEOPLE, "vai trò vợ, chồng của chủ sử dụng đất"),
        (said.kin, _GROUP_PEOPLE, "quan hệ của người đó"),
        (said.groups, _GROUP_PEOPLE, "dòng nhóm Nam, Nữ"),
        (_of_all(title, fields.height), _TITLE_PEOPLE, "tên bảng hoặc tên trang"),
    ]
    telling = [place for place in (places if main else places[:1]) if not is_empty(place[0])]
    # Most lists say nothing of the kind: their numbers are not read for it.
    people = _people(fields, person.role) if telling else pl.DataFrame()
    for sexes, least, by in telling:
        if _agree(sexes, people, least):
            return sexes.set(people["name"].is_null(), None), by
    return _of_all(None, fields.height), ""


def _of_all(sex: str | None, count: int) -> pl.Series:
    written = _WRITTEN[sex] if sex else None
    return pl.Series([written], dtype=pl.String).new_from_index(0, count)


def _agree(sexes: pl.Series, people: pl.DataFrame, least: int) -> bool:
    """Whether names and numbers that tell a sex tell the same one, and of enough people."""
    told = pl.col("by_name", "by_number").replace_strict(
        _WRITTEN, default=None, return_dtype=pl.String
    )
    same = people.select(told == sexes)
    known = same.filter(pl.any_horizontal(pl.all().is_not_null()))
    return known.height >= least and all(
        int(one.sum()) >= _AGREE * one.len()
        for one in (column.drop_nulls() for column in same.iter_columns())
    )
