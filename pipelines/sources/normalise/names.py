"""Names of people: what belongs to the name, in one spelling, and keys for comparison.

Sources of the rules: tone placement and Đ from Vietnamese orthography; forms of address, baptismal
names and nicknames as registers write them; ethnic names without surname (K', Ka, Ha) keep their
parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import polars as pl

from pipelines.sources.normalise.distinct import by_distinct, each_by_distinct
from pipelines.sources.normalise.name_words import (
    ADDRESSING,
    BAPTISMAL,
    INITIALS,
    KIN,
    MIDDLE,
    SURNAMES,
    TITLES,
    is_begun,
    is_clan,
)
from pipelines.sources.normalise.organisations import folded_organisation, names_organisation
from pipelines.sources.normalise.others import in_two_parts, is_left_open, names_others
from pipelines.sources.normalise.particulars import PARTICULARS
from pipelines.sources.normalise.text import CAPITALS, LATIN, NOTHING, SMALL, fold
from pipelines.sources.normalise.tones import place_tones

#: Words for nobody, accents and all where without them they are somebody's name.
_NOT_A_NAME = (
    r"^[\W\d_]*$|^#(?:n|ref|value|name|div|null|num)\b|^(?:không|ko|k|x|na|n a|trống|hủy|"
    r"hủy bỏ|đã (?:xóa|hủy)|không sử dụng|test|(?:sổ )?rách|mờ|bỏ|n|họ và tên|họ tên)$|"
    r"\b(?:vô danh|không rõ)\b|^(?:trẻ |bé )?(?:sơ sinh|bị bỏ rơi)$|^(?:bé|trẻ) (?:trai|gái)$|"
    r"^(?:con|cb) (?:ông|bà)\b|^cb "
)
#: The same where accents make no difference.
_NOBODY = rf"^(?:{NOTHING})$"
_BRACKETS = r"\s*[(\[{][^)\]}]*[)\]}]?\s*"
_QUOTED = '\\s*["“”„«»][^"“”„«»]*["“”„«»]\\s*'
_ALIAS = (
    r"(?i)\s*[,;-]?\s+(?:tức|còn gọi|thường gọi|tên thường gọi|bí danh|tên gọi khác|tên khác|"
    r"gọi là)[\s:].*$"
)
#: `tự Ba Đen` after a name; Tự with a capital is a name itself.
_CALLED = r"(\p{Ll})\s*,?\s+(?:tự|hay)\s+\p{Lu}.*$"
#: `Ô. Văn Hải`: the point tells it from the surname, two whole words behind it from initials.
_ABBREVIATED = r"^[ôob]\.\s*\p{L}{2,}(?:\s+\p{L}{2,})+$"
_SERIAL = r"^(?:\d+(?:\s*[.)/-]\s*|\s+)|[a-z]\)\s*)"
#: No name has digits: a telephone, an age, a second of the same name.
_DIGITS_AFTER = r"^((?:\S+\s+\S|[kh]').*?[^\W\d])[\s,-]+\d[\d\s./-]*(?:tuổi.*|t)?$"
#: `Họ tên: Nguyễn Văn An`: a word before a colon; of kin it is somebody else's name.
_LABEL = (
    r"(?i)^(?:họ(?:,? (?:và|chữ đệm,?))? tên|tên|người (?:chết|mất|khai)|con|cháu|hội viên|"
    r"học sinh|h[sv]|gv|nlđ|nct|ccb)\s*:\s*"
)
#: Small letters behind a name: what became of the person, whose child it is.
_TOLD_AFTER = (
    rf"^(.*?[{CAPITALS}][{SMALL}].*?\S)(?:\s*,\s*|\s+-?\s*)(?:(?:(?:đã )?(?:chết|mất|chuyển)|"
    rf"(?:con|vợ|cháu) (?:ông|bà|của))(?:[\s.].*)?|(?:con|vợ|chồng)\s*:?\s+[{CAPITALS}].*)$"
)
#: Groups 1 and 2: a name of two words or more, and what follows behind a dash or comma.
_TAIL = r"^(\S+\s+\S.*?)(?:\s*,\s*|\s+[-–]\s*)(\S.*)$"
#: Tails that are no part of a name: digits, small letters, sex and people, initials.
_NO_NAME = rf"\d|^[{SMALL}]|^(?i:nam|nữ|kinh|kt|tb|bb|tt|ch)(?:\W|$)"
_BORN = r"[\s,;-]*(?:\b(?:sn|ns|sinh năm|năm sinh|sinh)\b\s*:?\s*)?\b(?:18|19|20)\d\d$"
#: Shares of a column's names with a form of address: from which `Ông Tài` is Mr Tài, and `Ông Văn
#: Tài` too, since nobody is named without one.
_USUAL, _ALWAYS = 0.1, 0.8
_COMMA = r"^([^,]+?)\s*,\s*([^,]+)$"
#: Words that may follow a name and are not of it.
_WORDS_AFTER = (
    r" (?i:tức|gọi|danh|khác|sinh|năm|g?cmnd|cmt|cmtnd|cccd|đdcn)(?: |$)| (?:tự|hay) |"
    r" (?:đã |chết|mất$|chuyển|(?:con|vợ|chồng|mẹ|bố|cha|cháu) )| (?i:và|va|hoặc|cùng|mẹ cháu) |"
    r"^(?i:ho) (?i:ông|bà) "  # "Hộ bà" without its mark
)
#: Words that begin particulars in a cell of letters alone.
_PARTICULAR_WORDS = r" (?i:cmnd|cmt|cccd|cc|đdcn|giấy|căn|địa|thường|hktt|hộ) "
#: Group 1: what follows a usual form of address.
_CALLED_SO = r"^(?i:hộ (?:ông|bà)|ông|bà|hộ) (.+)$"
#: KBrôih and K-Brôih for K'Brôih, in a name that is not all capitals.
_LOST_APOSTROPHE = r"\b([KHM])-?(\p{Lu}\p{Ll})"
_LETTERS = rf"^[{LATIN}]+(?: [{LATIN}]+)+$"
_LETTERS_AND_APOSTROPHES = rf"^[{LATIN}]+(?:[' ][{LATIN}]+)*$"
#: What there may be among letters that is not of the name.
_NOT_SO_SIMPLE = rf"{_WORDS_AFTER}|(?:^| )[KHM]\p{{Lu}}\p{{Ll}}"
#: Signs before and after a name: of lists, of notes at the foot of the page, of the dead.
_ROUND = " .,;:-+•–_*'\"()[]{}~!?†‡§¶¤°¹²³※#"
_MARK = "\u0001"
_UNTOLD = pl.lit(None, dtype=pl.Boolean)


def normalise_names(values: pl.Series) -> pl.DataFrame:
    """Normalise names as written.

    Returns
    -------
    pl.DataFrame
        One row a name: `name`, for display (one spelling, title case, without forms of address,
        nicknames in brackets and baptismal names), `key`, for comparison, and `reordered`: whether
        the given name stood first (`Gái, Hồ Thị`). Text without a letter, and words such as
        `không có`, give null.
    """
    return normalise_each([values])[0].select("name", "reordered", "key")


def normalise_each(columns: Sequence[pl.Series]) -> list[pl.DataFrame]:
    """`normalise_names` of several columns; whether an `organisation` or `others` are named."""
    read = each_by_distinct(columns, _AS_WRITTEN)
    return [_in_its_column(*column) for column in zip(columns, read, strict=True)]


def _in_its_column(values: pl.Series, read: pl.DataFrame) -> pl.DataFrame:
    """Settle the names whose meaning the column decides."""
    doubtful = read["doubtful"]
    if doubtful.any():
        # Only in a column that addresses people is the Ông before a bare name a form of address.
        addressed = _share_addressed(values, read["addressed"])
        doubtful &= (~read["whole"] & (addressed >= _USUAL)) | (addressed >= _ALWAYS)
    if doubtful.any():
        called = by_distinct(values.set(~doubtful, None), _CALLED_MR)
        read = pl.select(
            pl.when(doubtful).then(called[name]).otherwise(read[name]).alias(name)
            for name in read.columns
        )
    return read.select("name", "reordered", "key", "organisation", "others")


def _share_addressed(values: pl.Series, addressed: pl.Series) -> float:
    """Share of the distinct names of a column that stand after a form of address."""
    if not addressed.any():
        return 0.0
    return values.filter(addressed).n_unique() / max(values.n_unique(), 1)


def _normalise(names: pl.DataFrame, *, usual: bool) -> pl.DataFrame:
    """Most names are letters and nothing else: only the others go the long way."""
    names = names.select("value", "text").with_row_index("row")
    one_line = ~pl.col("value").str.contains("\n", literal=True)
    surnamed, others = _parted(names, _is_surnamed(pl.col("text")) & one_line)
    others = others.with_columns(organisation=names_organisation(pl.col("text")))
    bare, others = _parted(others, _is_bare(pl.col("text")) & one_line)
    called = pl.col("text").str.extract(_CALLED_SO, 1)
    addressed, rest = _parted(others, _is_surnamed(called) & _is_bare(called) & one_line)
    no = pl.lit(value=False)
    frame = pl.concat(
        [
            surnamed.with_columns(organisation=_UNTOLD, addressed=no),
            bare.with_columns(addressed=no),
            addressed.with_columns(text=called, addressed=~no),
        ]
    ).select(
        "row", "value", "addressed", "organisation", name=pl.col("text").str.to_lowercase(),
        reordered=no, doubtful=no, whole=no, others=no,
    )  # fmt: skip
    if rest.height:
        rest = _without_nickname(rest)
        of_others = names_others(pl.col("name")) | in_two_parts(pl.col("value"))
        rest = rest.with_columns(others=of_others & ~pl.col("organisation"))
        rest = _put_in_order(_drop_baptismal(_drop_address(rest, usual=usual)))
        open_ = is_left_open(pl.col("name")) & ~pl.col("organisation")
        rest = rest.with_columns(others=pl.col("others") | open_)
        name = pl.when(~pl.col("others")).then(_punctuated("name"))
        rest = rest.with_columns(name=name)
        frame = pl.concat([frame, rest.select(frame.columns)])
    frame = frame.sort("row").drop("row")
    return (
        frame.with_columns(name=_of_somebody(place_tones(frame["name"]), frame["organisation"]))
        .with_columns(pl.col("name").str.to_titlecase(), key=name_key("name"))
        # No surname begins an organisation by its accents, so the key of the surnamed tells.
        .with_columns(pl.col("organisation").fill_null(folded_organisation(pl.col("key"))))
    )


def _of_somebody(names: pl.Series, organisation: pl.Series) -> pl.Series:
    """Take out words for nobody; what a surname begins is told by `organisation` left open."""
    at = organisation.is_not_null().arg_true()
    asked = names.gather(at).alias("name").to_frame()
    name = pl.col("name")
    nobody = name.str.contains(_NOT_A_NAME) | fold(name).str.contains(_NOBODY)
    nobodies = at.filter(asked.select(nobody.fill_null(value=False)).to_series())
    return names if nobodies.is_empty() else names.clone().scatter(nobodies, None)


def _parted(names: pl.DataFrame, condition: pl.Expr) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Part the names that a condition holds for from the others."""
    holds = names.select(condition.fill_null(value=False)).to_series()
    return names.filter(holds), names.filter(~holds)


def _is_surnamed(text: pl.Expr) -> pl.Expr:
    """Whether a name is a surname and letters: nothing in it has to go."""
    surname = text.str.extract(r"^(\S+)", 1).str.to_lowercase()
    return (
        text.str.contains(_LETTERS)
        & ~text.str.contains(_NOT_SO_SIMPLE)
        & surname.is_in(list(SURNAMES - ADDRESSING))
    )


def _is_bare(text: pl.Expr) -> pl.Expr:
    """Whether a name without a surname is letters and apostrophes, and addresses nobody."""
    first = text.str.extract(rf"^([{LATIN}]+)", 1).str.to_lowercase()
    return (
        text.str.contains(_LETTERS_AND_APOSTROPHES)
        & ~text.str.contains(_WORDS_AFTER)
        & ~text.str.contains(_PARTICULAR_WORDS)
        & ~text.str.contains(_LOST_APOSTROPHE)
        & ~first.is_in(list(ADDRESSING))
        & ~fold(text).str.contains(BAPTISMAL)
    )


_AS_WRITTEN, _CALLED_MR = (partial(_normalise, usual=usual) for usual in (False, True))


def _without_nickname(names: pl.DataFrame) -> pl.DataFrame:
    """Add `name`: `text` in small letters without brackets, aliases, numbers and what is told."""
    name = pl.col("name")
    bare = pl.col("text").str.replace(PARTICULARS, "").str.replace_all(_BRACKETS, " ")
    frame = names.with_columns(name=bare.str.strip_chars()).with_columns(
        unquoted=name.str.replace_all(_QUOTED, " ").str.strip_chars(),
        some=name.str.contains(r"\p{L}"),
    )
    long = pl.col("unquoted").str.contains(r"\S+\s+\S+\s+\S")
    frame = frame.with_columns(
        name=pl.when(~pl.col("some"))
        .then("text")
        .when(long)
        .then("unquoted")
        .otherwise(name.str.replace_all('["“”„«»]', " "))
    )
    frame = frame.with_columns(name=name.str.replace(_LABEL, "").str.replace(_TOLD_AFTER, "${1}"))
    return _without_tail(frame).with_columns(
        name=name.str.replace_all(_LOST_APOSTROPHE, "${1}'${2}")
        .str.replace(_CALLED, "${1}")
        .str.replace(_ALIAS, "")
        .str.to_lowercase()
        .str.replace(_SERIAL, "")
        .str.replace(_BORN, "")
        .str.replace(_DIGITS_AFTER, "${1}")
        .str.strip_chars(_ROUND)
    )


def _without_tail(names: pl.DataFrame) -> pl.DataFrame:
    """Drop from `name` what follows a whole name behind a dash or comma and is no name itself.

    A name behind it, as of a second person, stays: whose row it is nobody has said.
    """
    at = names["name"].str.contains(_TAIL).fill_null(value=False).arg_true()
    if at.is_empty():
        return names
    told = names["name"].gather(at).to_frame()
    told = told.with_columns(
        head=pl.col("name").str.extract(_TAIL, 1), tail=pl.col("name").str.extract(_TAIL, 2)
    )
    # `Hồ Thị` is no whole name: what follows is the rest of it.
    second = pl.col("head").str.to_lowercase().str.extract(r"^\S+\s+(\S+)$", 1)
    begun = is_begun(pl.col("head").str.to_lowercase()) & ~second.is_in(list(MIDDLE)).fill_null(
        value=False
    )
    mixed = pl.col("head").str.contains(f"[{CAPITALS}]")  # else small letters tell nothing
    named = is_begun(pl.col("tail").str.to_lowercase(), rarely=True)
    other = pl.col("tail").str.contains(r"\s") & ~named
    drop = begun & mixed & (other | pl.col("tail").str.contains(_NO_NAME))
    kept = told.select(pl.when(drop).then("head").otherwise("name")).to_series()
    return names.with_columns(name=names["name"].clone().scatter(at, kept))


def _drop_address(frame: pl.DataFrame, *, usual: bool) -> pl.DataFrame:
    """Drop Ông, Bà, Hộ ông, Anh … where what follows is a name.

    Ông is a surname too: `Ông Tài` and `Ông Sơ Kết` are Mr Tài and Mr Sơ Kết only in a column whose
    `usual` way is a form of address: elsewhere they are `doubtful`. `Ông Văn Tài` may be a `whole`
    name, and `Ông Thị Mai` is one.
    """
    name = pl.col("name")
    frame = frame.with_columns(
        rest=name.str.replace(TITLES, ""), title=name.str.extract(TITLES, 1).str.strip_chars()
    )
    frame = frame.with_columns(
        begun=is_begun(pl.col("rest")),
        sure=pl.col("title").str.contains(r"bà\b|^hộ\b|[/(:&]|ông bà").fill_null(value=False)
        | name.str.contains(_ABBREVIATED).fill_null(value=False),
    )
    second = pl.col("rest").str.extract(r"^(\S+)\s+\S", 1)
    whole = second.is_in(list(MIDDLE)).fill_null(value=False)
    surname = pl.col("rest").str.contains(r"^ông\s+\S").fill_null(value=False)
    titled = pl.col("title").is_not_null()
    certain = (
        pl.col("begun") | surname | (pl.col("sure") & (pl.col("rest").str.len_bytes() > 0))
    ).fill_null(value=False)
    mister = pl.col("title").str.contains("ông", literal=True) & (second != "thị").fill_null(
        value=True
    )
    frame = frame.with_columns(addressed=titled & pl.col("begun"), drop=titled & certain)
    frame = frame.with_columns(
        doubtful=(~pl.col("drop") & mister).fill_null(value=False), whole=whole
    )
    drop = pl.col("drop") | (pl.lit(usual) & pl.col("doubtful"))
    frame = frame.with_columns(name=pl.when(drop).then("rest").otherwise("name"))
    return _drop_kin(frame, usual=usual)


def _drop_kin(frame: pl.DataFrame, *, usual: bool) -> pl.DataFrame:
    """Drop Cụ, Cháu, Em, Đ/c … before what begins like a name.

    Before other words (`Cụ Lỷ Chí Phu`) they are `doubtful`: of one word alone, the more so.
    """
    frame = frame.with_columns(rest=pl.col("name").str.replace(KIN, ""))
    kin = (pl.col("rest") != pl.col("name")) & (pl.col("rest") != "")
    frame = frame.with_columns(
        kin=kin.fill_null(value=False), begun=is_begun(pl.col("rest"), rarely=True)
    )
    doubtful = pl.col("kin") & ~pl.col("begun")
    drop = pl.col("kin") & (pl.col("begun") | pl.lit(usual))
    return frame.with_columns(
        name=pl.when(drop).then("rest").otherwise("name"),
        addressed=pl.col("addressed") | (pl.col("kin") & pl.col("begun")),
        doubtful=pl.col("doubtful") | doubtful,
        whole=pl.col("whole") | (doubtful & ~pl.col("rest").str.contains(r"\s")),
    )


def _drop_baptismal(frame: pl.DataFrame) -> pl.DataFrame:
    """Drop baptismal names before a whole name: Maria Nguyễn Thị Hoa."""
    saints = fold(pl.col("name")).str.extract(BAPTISMAL, 1).str.split(" ").list.len() - 1
    rest = pl.col("name").str.split(" ").list.slice(saints.fill_null(0)).list.join(" ")
    frame = frame.with_columns(rest=pl.when(saints.is_not_null()).then(rest))
    begun = is_begun(pl.col("rest"), rarely=True)
    return frame.with_columns(name=pl.when(begun).then("rest").otherwise("name"))


def _put_in_order(frame: pl.DataFrame) -> pl.DataFrame:
    """Put `Gái, Hồ Thị` and `Gái - Hồ Thị` in the usual order, and `K'Brèo, Cil`.

    Before a comma a given name may be a surname too: `Châu, Ngô Bảo`.
    """
    turned_round = r"^([^\s,]+)\s*(?:,|\s-)\s*(\S+\s.*\S)$"
    given, rest = (pl.col("name").str.extract(turned_round, group) for group in (1, 2))
    apart = pl.col("name").str.contains(",", literal=True) | ~given.is_in(list(SURNAMES))
    first, last = (pl.col("name").str.extract(_COMMA, group) for group in (1, 2))
    family = is_clan(last) | (last.is_in(list(SURNAMES)) & ~is_begun(first))
    turned = (
        pl.when(is_begun(rest) & apart)
        .then(pl.concat_str(rest, given, separator=" "))
        .when(family & ~is_clan(first))
        .then(pl.concat_str(last, first, separator=" "))
    )
    frame = frame.with_columns(turned=turned)
    return frame.with_columns(
        reordered=pl.col("turned").is_not_null(), name=pl.coalesce("turned", "name")
    )


def _punctuated(column: str) -> pl.Expr:
    """Keep apostrophes, hyphens and the points of initials; everything else is a space."""
    return (
        pl.col(column)
        .str.replace_all(r"\s*'\s*", "'")
        .str.replace_all(r"\s*-+\s*", "-")
        .str.replace_all(rf"\b({INITIALS})\.", rf"${{1}}{_MARK}")
        .str.replace_all(r"[_*.,;:/\\|\s]+", " ")
        .str.replace_all(rf"{_MARK}\s*", ". ")
        .str.strip_chars(" .-")
    )


def name_key(name: pl.Expr | str) -> pl.Expr:
    """Return the comparison key of a normalised name: folded, no apostrophes, single spaces."""
    written = pl.col(name) if isinstance(name, str) else name
    return (
        fold(written)
        .str.replace_all("'", "", literal=True)
        .str.replace_all(r"[^a-z0-9]+", " ")
        .str.strip_chars()
    )


def compact_key(name: pl.Expr | str) -> pl.Expr:
    """Return the key without spaces: Kră Jăn, Krajăn and Kra-jan are one."""
    return name_key(name).str.replace_all(" ", "", literal=True)


def join_name(family: pl.Expr, given: pl.Expr) -> pl.Expr:
    """Join họ đệm and tên; either may be missing."""
    return pl.concat_str(family, given, separator=" ", ignore_nulls=True)
