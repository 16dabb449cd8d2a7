"""From cells to `fields`: encodings settled by column, true dates as ISO, hostile signs out."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from pipelines.sources.reading.fonts import legacy
from pipelines.sources.reading.fonts.signs import Signs
from pipelines.sources.reading.limits import ReadLimits
from pipelines.sources.reading.sheet import Notice

_STAMP = r"^(\d{4}-\d{2}-\d{2})[ T]\d{2}:\d{2}:\d{2}(?:\.\d+)?$"
#: Midnight here as programs send it: at 17:00 UTC of the day before, before June 1975 in the South
#: at 16:00.
_UTC = r"^\d{4}-\d{2}-\d{2}[ T]1[67]:00(?::00(?:\.0+)?)?\s*(?:Z|[+]00(?::?00)?)$"
_ZONED = r"^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}"
# Control characters, bidirectional overrides, zero-width signs, byte order mark, replacement mark.
_HOSTILE = (
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)

_MARKS = "[\u0300-\u036f]"


@dataclass(frozen=True)
class Repaired:
    """Columns ready for `fields`, and what was done."""

    frame: pl.DataFrame
    encodings: dict[str, legacy.Decision]
    notices: tuple[Notice, ...]


def settle_encodings(frame: pl.DataFrame, seen: dict[str, Signs]) -> dict[str, legacy.Decision]:
    """Decide each column's encoding; a column too poor to decide follows the others."""
    special = [name for name in frame.columns if seen[name].special]
    samples = legacy.samples(frame.select(special))
    decided = dict.fromkeys(frame.columns, legacy.Decision(legacy.UNICODE))
    decided |= {name: legacy.decide(sample) for name, sample in samples.items()}
    found = [d for d in decided.values() if d.name not in (legacy.UNICODE, legacy.UNDECIDED)]
    if not found:
        return decided
    usual = max(found, key=lambda d: (sum(e.name == d.name for e in found), d.share))
    for name, decision in decided.items():
        if decision.name == legacy.UNDECIDED or (
            # It passes for Unicode, and reads better in the file's usual encoding.
            name in samples
            and decision.name == legacy.UNICODE
            and legacy.improves(samples[name], usual.name)
        ):
            decided[name] = legacy.Decision(usual.name, usual.mixed, decision.share)
    return decided


def repair(
    frame: pl.DataFrame, limits: ReadLimits, seen: dict[str, Signs], *, spreadsheet: bool
) -> Repaired:
    """Make the data columns fit for normalising; digits stay as they are.

    Parameters
    ----------
    seen
        What each column may hold: nothing else is searched for.
    """
    notices: list[Notice] = []
    encodings = settle_encodings(frame, seen)
    columns = []
    for column in frame.iter_columns():
        settled = legacy.decode_column(column, encodings[column.name])
        if seen[column.name].clock:
            settled, shifted = _from_utc(settled)
            if spreadsheet and not shifted:
                settled, shifted = _dates(settled)
            if shifted:
                notices.append(_shift_notice(shifted))
        columns.append(settled)
    cleaned = pl.DataFrame(columns) if columns else frame
    decoded = {n for n, d in encodings.items() if d.name not in (legacy.UNICODE, legacy.UNDECIDED)}
    doubtful = [n for n in cleaned.columns if seen[n].hidden or n in decoded]
    cleaned, hostile = _clean_signs(cleaned, doubtful)
    if hostile:
        message = f"Đã bỏ ký tự điều khiển, ký tự ẩn trong {hostile} ô."
        notices.append(Notice("control_characters", hostile, message))
    most = limits.cell_chars
    long = [n for n in cleaned.columns if seen[n].longest > most or n in decoded]
    cleaned, cut = _cut(cleaned, long, most)
    if cut:
        message = f"Có {cut} ô dài quá {limits.cell_chars} ký tự; phần sau bị bỏ khi đối soát."
        notices.append(Notice("long_cells", cut, message))
    notices += _encoding_notices(encodings)
    return Repaired(cleaned, encodings, tuple(notices))


def _dates(column: pl.Series) -> tuple[pl.Series, int]:
    """Turn date-times into ISO dates; a day stored as 17:00 UTC is the next day here."""
    stamped = column.str.contains(_STAMP).fill_null(value=False)
    count = int(stamped.sum())
    if not count:
        return column, 0
    evening = column.str.contains(r" 17:00:00(?:\.0+)?$").fill_null(value=False) & stamped
    if int(evening.sum()) >= 0.9 * count:
        plain = column.str.replace(_STAMP, "$1")
        return _day_after(column).zip_with(evening, plain), int(evening.sum())
    return column.str.replace(_STAMP, "$1"), 0


def _from_utc(column: pl.Series) -> tuple[pl.Series, int]:
    """Turn midnights that were written in UTC, with its sign, into the days that they are here."""
    evening = column.str.contains(_UTC).fill_null(value=False)
    count = int(evening.sum())
    if not count or count < 0.9 * int(column.str.contains(_ZONED).sum()):
        return column, 0
    return _day_after(column).zip_with(evening, column), count


def _day_after(column: pl.Series) -> pl.Series:
    day = column.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    return day.dt.offset_by("1d").dt.to_string("%Y-%m-%d")


def _shift_notice(count: int) -> Notice:
    message = f"{count} ô ngày lưu theo giờ quốc tế (chiều hôm trước); đã tính theo giờ Việt Nam."
    return Notice("utc_dates", count, message)


def _clean_signs(frame: pl.DataFrame, doubtful: list[str]) -> tuple[pl.DataFrame, int]:
    """Compose letters with their marks, and take hostile signs out; gives the cells changed."""
    unseen = pl.col(doubtful).str.contains(f"{_HOSTILE}|{_MARKS}")
    places = frame.select(unseen.arg_true().implode())
    found = {at.name: at[0] for at in places.iter_columns() if not at[0].is_empty()}
    if not found:
        return frame, 0
    dirty = [pl.col(name).gather(at) for name, at in found.items()]
    hostile = frame.select(cells.str.contains(_HOSTILE).sum() for cells in dirty).row(0)
    clean = frame.select(
        cells.str.replace_all(_HOSTILE, "").str.normalize("NFC").implode() for cells in dirty
    )
    mended = [frame[name].scatter(at, clean[name][0]) for name, at in found.items()]
    return frame.with_columns(mended), sum(hostile)


def _cut(frame: pl.DataFrame, long: list[str], most: int) -> tuple[pl.DataFrame, int]:
    """Cut cells of more than so many characters; gives their count."""
    over = frame.select((pl.col(long).str.len_chars() > most).sum())
    cut = sum(int(over[name][0]) for name in long)
    if not cut:
        return frame, 0
    return frame.with_columns(pl.col(long).str.slice(0, most)), cut


def _encoding_notices(encodings: dict[str, legacy.Decision]) -> list[Notice]:
    notices = []
    undecided = [name for name, d in encodings.items() if d.name == legacy.UNDECIDED]
    if undecided:
        message = "Chưa xác định được bảng mã của " + ", ".join(undecided) + "; giữ nguyên."
        notices.append(Notice("encoding_undecided", len(undecided), message))
    decoded: dict[str, list[str]] = {}
    for name, decision in encodings.items():
        if decision.name not in (legacy.UNICODE, legacy.UNDECIDED):
            decoded.setdefault(decision.name, []).append(name)
    for name, columns in decoded.items():
        message = f"Đã chuyển từ {legacy.title(name)} sang Unicode: " + ", ".join(columns) + "."
        notices.append(Notice("encoding_decoded", len(columns), message))
    return notices
