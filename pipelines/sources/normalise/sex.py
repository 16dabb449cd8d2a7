"""Sex in any writing. A 0/1 code means nothing by itself: systems conflict, so evidence decides."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from pipelines.sources.declaration import Field
from pipelines.sources.normalise.cells import Cells
from pipelines.sources.normalise.couples import title_sex
from pipelines.sources.normalise.distinct import by_distinct, is_empty
from pipelines.sources.normalise.identifiers import number_sex
from pipelines.sources.normalise.name_sex import name_sex
from pipelines.sources.normalise.text import clean, clean_column, fold, fold_text
from pipelines.sources.reading.sheet import Notice

MALE, FEMALE = "male", "female"
LABELS = {MALE: "Nam", FEMALE: "Nữ"}
_WORDS = {
    MALE: ("nam", "m", "male", "trai", "ong", "con trai", "be trai", "nam gioi", "boy", "man"),
    FEMALE: (
        "nu",
        "f",
        "female",
        "gai",
        "ba",
        "con gai",
        "be gai",
        "nu gioi",
        "girl",
        "woman",
        "phu nu",
    ),
}
#: `1 - Nam`, `Nam (1)`, `Giới tính: nam`: group 1 is the word.
_CODE_OR_LABEL = r"^(?:\d{1,2}\s*[-.:)]\s*|gioi tinh\s*:?\s*)?([a-z ]+?)\.?\s*(?:\(\d{1,2}\))?$"
#: Nữ as slips of the keys and lost letters leave it (`Nux`, `N?`): Nam has no letter to lose.
_DAMAGED = r"^nuw?[xzuoaw]?$|^n[^\x00-\x3E\x40-\x7F]{1,3}$"
_UNMARKED = ("0", "false", "khong", "-", "f", ".f.", "no", "n", "null", "none")
#: Pieces of evidence that a code's meaning needs, and the share that must agree.
_EVIDENCE, _AGREEMENT = 5, 0.8
#: Share that must agree on what is not written at all.
_NEARLY_ALL = 0.95
#: Pieces of evidence that two codes of a short list need, where none contradicts.
_UNANIMOUS = 3
#: Distinct values beside words that are still taken for codes.
_MOST_CODES = 6


def read_sex(value: pl.Expr) -> pl.Expr:
    """Return male or female where words say so, null otherwise."""
    text = fold(clean(value)).str.replace(_CODE_OR_LABEL, "${1}").str.strip_chars_end(" .")
    return (
        pl.when(text.is_in(_WORDS[MALE]))
        .then(pl.lit(MALE))
        .when(text.is_in(_WORDS[FEMALE]) | text.str.contains(_DAMAGED))
        .then(pl.lit(FEMALE))
    )


def sex_in_words(values: pl.Series) -> pl.Series:
    """`read_sex` of a column."""
    return by_distinct(values, _words)["sex"]


def _words(written: pl.DataFrame) -> pl.DataFrame:
    return written.select("value", sex=read_sex(pl.col("text")))


def ticked(value: pl.Expr) -> pl.Expr:
    """Whether a box holds a mark (x, 1, v, ✓, true, Nữ …)."""
    text = fold(clean(value))
    return (text.is_not_null() & ~text.is_in(_UNMARKED)).fill_null(value=False)


@dataclass(frozen=True)
class Code:
    """What the values of a coded column were found to mean, with the evidence.

    Attributes
    ----------
    meaning
        Written value → male or female.
    supporting, contradicting
        Rows whose identification number, or Văn or Thị, agrees with the meaning, and does not.
    """

    meaning: dict[str, str]
    supporting: int
    contradicting: int


def infer_code(value: pl.Series, person_id: pl.Series, name: pl.Series) -> Code | None:
    """Find what the codes of a column mean from identification numbers and from Văn and Thị.

    Parameters
    ----------
    value
        Cells that no word explains, null elsewhere.

    Returns
    -------
    Code | None
        None where there is no code or the evidence is too thin or divided.
    """
    code = clean_column(value).str.replace(r"\.0$", "")
    codes = sorted(code.drop_nulls().unique())
    if not codes or len(codes) > _MOST_CODES:
        return None
    frame = pl.DataFrame({"code": code, "id": person_id, "name": name}).drop_nulls("code")
    evidence = pl.coalesce(number_sex(pl.col("id")), name_sex(pl.col("name")))
    seen = frame.select("code", evidence=evidence).drop_nulls().group_by("code", "evidence").len()
    counts = {(code, sex): n for code, sex, n in seen.iter_rows()}
    meaning = {code: sex for code in codes if (sex := _meaning(code, counts))}
    if not meaning:
        meaning = _unanimous(codes, counts)
    if len(codes) == 2 and len(meaning) == 1:
        (known, sex), *_ = meaning.items()
        other = next(code for code in codes if code != known)
        opposite = FEMALE if sex == MALE else MALE
        # Nothing may speak for the same sex more than for the other.
        if counts.get((other, sex), 0) <= counts.get((other, opposite), 0):
            meaning[other] = opposite
    if not meaning or (len(codes) > 1 and len(set(meaning.values())) == 1):
        return None
    supporting = sum(counts.get(pair, 0) for pair in meaning.items())
    total = sum(n for (code, _), n in counts.items() if code in meaning)
    return Code(meaning, supporting, total - supporting)


def _unanimous(codes: list[str], counts: dict[tuple[str, str], int]) -> dict[str, str]:
    """Return the meaning of two codes of a short list where all of its rows agree."""
    said = {code: [sex for sex in (MALE, FEMALE) if counts.get((code, sex))] for code in codes}
    clear = len(codes) == 2 and all(len(sexes) == 1 for sexes in said.values())
    if not clear or sum(counts.values()) < _UNANIMOUS:
        return {}
    return {code: sexes[0] for code, sexes in said.items()}


def _meaning(code: str, counts: dict[tuple[str, str], int]) -> str | None:
    """Return the sex that a code's rows agree on."""
    male, female = counts.get((code, MALE), 0), counts.get((code, FEMALE), 0)
    most = max(male, female)
    if most < _EVIDENCE or most < _AGREEMENT * (male + female):
        return None
    return MALE if male > female else FEMALE


def sex_column(
    cells: Cells, implied: str | None, person_id: pl.Series, name: pl.Series
) -> tuple[pl.Series, list[Notice]]:
    """Return each person's sex: by words, code, boxes, form of address, or the role."""
    full = _of_a_full_box(cells)
    written = cells(Field.SEX) if full is None else full
    sex, notices = sex_in_words_or_codes(written, person_id, name)
    if full is None:
        sex = sex.fill_null(_by_boxes(cells))
    if sex.null_count():
        sex = sex.fill_null(title_sex(cells(Field.FULL_NAME).set(sex.is_not_null(), None)))
    return (sex if implied is None else sex.fill_null(implied)), notices


def sex_in_words_or_codes(
    written: pl.Series, person_id: pl.Series, name: pl.Series
) -> tuple[pl.Series, list[Notice]]:
    """Read a column of sexes: words by themselves, codes by the numbers and names beside them."""
    words = _without_logicals(written, sex_in_words(written))
    unread = written.set(words.is_not_null(), None)
    code, notices = _by_code(unread, person_id, name)
    sex = words.fill_null(code)
    blank = unread.is_null() | (unread.str.strip_chars() == "")
    return _other_where_blank(sex, blank & sex.is_null(), person_id, name, notices)


def _other_where_blank(
    sex: pl.Series, blank: pl.Series, person_id: pl.Series, name: pl.Series, notices: list[Notice]
) -> tuple[pl.Series, list[Notice]]:
    """Take blank cells for the sex that a column never writes, where numbers and names say so."""
    written = sex.drop_nulls().unique().to_list()
    if len(written) != 1 or not blank.any():
        return sex, notices
    frame = pl.DataFrame({"id": person_id.filter(blank), "name": name.filter(blank)})
    evidence = frame.select(pl.coalesce(number_sex(pl.col("id")), name_sex(pl.col("name"))))
    seen = evidence.to_series().drop_nulls()
    other = FEMALE if written == [MALE] else MALE
    agreeing = int((seen == other).sum())
    if agreeing < _EVIDENCE or agreeing < _NEARLY_ALL * seen.len():
        return sex, notices
    text = (
        f"Cột giới tính chỉ ghi {LABELS[written[0]]}: ô trống được hiểu là {LABELS[other]}; "
        f"{agreeing} dòng có số định danh hoặc chữ đệm phù hợp, {seen.len() - agreeing} dòng "
        "ngược lại"
    )
    return sex.set(blank, other), [*notices, Notice("sex_left_blank", int(blank.sum()), text)]


def _of_a_full_box(cells: Cells) -> pl.Series | None:
    """Return the only column under Nam or Nữ where it is no box: each cell holds one of two values.

    `Nữ` and `Nam`, 1 and 2, `x` and `o` under Nữ are words and codes; a 0 or `không` leaves a box.
    """
    if not is_empty(cells(Field.SEX)) or not cells.fields.height:
        return None
    columns = [c for c in (cells(Field.SEX_MALE), cells(Field.SEX_FEMALE)) if not is_empty(c)]
    if len(columns) != 1 or columns[0].null_count():
        return None
    values = columns[0].unique()
    signs = {fold_text(value.strip()) for value in values}
    coded = len(signs) == 2 and (signs == {"f", "m"} or not signs.intersection((*_UNMARKED, "")))
    return columns[0] if coded else None


def _without_logicals(written: pl.Series, words: pl.Series) -> pl.Series:
    """Take no `F` for a woman that stands beside `T`: it is a database's false."""
    if set(_sign(written.unique()).drop_nulls()) != {"t", "f"}:
        return words
    return words.set(_sign(written) == "f", None)


def _sign(written: pl.Series) -> pl.Series:
    return clean_column(written).str.to_lowercase()


def _by_code(
    unread: pl.Series, person_id: pl.Series, name: pl.Series
) -> tuple[pl.Series, list[Notice]]:
    if is_empty(unread):
        return unread, []
    unread = clean_column(unread).str.replace(r"\.0$", "")
    coded = unread.len() - unread.null_count()
    if not coded:
        return unread, []
    code = infer_code(unread, person_id, name)
    if code is None:
        nothing = pl.Series([None], dtype=pl.String).new_from_index(0, unread.len())
        text = "Không đủ căn cứ để hiểu mã giới tính; giới tính của các dòng này để trống"
        return nothing, [Notice("sex_code_unknown", coded, text)]
    meaning = ", ".join(f"{c} = {LABELS[s]}" for c, s in sorted(code.meaning.items()))
    text = (
        f"Mã giới tính được hiểu là {meaning}: {code.supporting} dòng có số định danh hoặc chữ "
        f"đệm phù hợp, {code.contradicting} dòng ngược lại"
    )
    read = unread.replace_strict(code.meaning, default=None, return_dtype=pl.String)
    return read, [Notice("sex_code", coded, text)]


def _by_boxes(cells: Cells) -> pl.Series:
    """Read marks under Nam and Nữ. One box alone, used at all, means the other sex where empty.

    A year of birth or a name in such a column is a mark too.
    """
    male = _marks(cells, Field.SEX_MALE, Field.BIRTH_YEAR_MALE, Field.NAME_MALE)
    female = _marks(cells, Field.SEX_FEMALE, Field.BIRTH_YEAR_FEMALE, Field.NAME_FEMALE)
    if male is None and female is None:
        return pl.Series([None], dtype=pl.String).new_from_index(0, cells.fields.height)
    nowhere = pl.Series([False]).new_from_index(0, cells.fields.height)
    boxes = pl.DataFrame(
        {
            "male": nowhere if male is None else male,
            "female": nowhere if female is None else female,
        }
    )
    alone = pl.lit(value=False)
    if male is None and boxes["female"].any():
        alone = ~pl.col("female")
    elif female is None and boxes["male"].any():
        alone = ~pl.col("male")
    one = (
        pl.when(pl.col("male") & ~pl.col("female"))
        .then(pl.lit(MALE))
        .when(pl.col("female") & ~pl.col("male"))
        .then(pl.lit(FEMALE))
        .when(alone)
        .then(pl.lit(FEMALE if female is None else MALE))
    )
    return boxes.select(sex=one)["sex"]


def _marks(cells: Cells, *fields: Field) -> pl.Series | None:
    """Whether any of a person's columns is marked, None where the sheet has none of them."""
    present = [f for f in fields if cells.own(f) is not None or str(f) in cells.fields.columns]
    if not present or (cells.role and not cells.first and cells.own(present[0]) is None):
        return None
    columns = pl.DataFrame({str(field): cells(field) for field in present})
    return columns.select(marked=pl.any_horizontal(ticked(pl.all())))["marked"]
