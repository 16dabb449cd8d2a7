"""What a cell of names tells besides the name, as land certificates are copied out.

`Ông Nguyễn Văn A, sinh năm 1965, CMND số 250123456, địa chỉ thường trú tại …`
"""

from __future__ import annotations

import polars as pl

from pipelines.sources.normalise.distinct import by_distinct

#: From here on the cell no longer names anybody.
PARTICULARS = (
    r"(?i)[\s,;.(-]+(?:(?:có\s+)?(?:sinh\s+(?:năm|ngày)|năm\s+sinh|ngày\s+sinh)\b|sn\s*:?\s*\d|"
    r"(?:số\s+)?(?:g?cmnd|cmt|cmtnd|cccd|cc|đdcn)(?:[\s:.]|$)|giấy\s+(?:cmnd|chứng minh)|căn cước|"
    r"(?:địa chỉ|đ/c|thường trú|hktt|hộ khẩu)\b).*$|"
    # A place behind a comma, where a land certificate has the home without a word before it.
    r"(?i)\s*[,;]\s*(?:cùng\s+(?:địa chỉ|trú|ở|ngụ|thôn|tổ)|(?:cư\s+)?trú\s|ngụ\s|"
    r"(?:thôn|xóm|buôn|bon|tổ|tdp|khu phố|kp|ấp|khối phố|số nhà|xã|phường|thị trấn)\s+\S).*$|"
    r"(?i)\s+[-–]\s*(?:trưởng|phó|chủ hộ|bí thư|hội viên|đã chết|chết|đã mất|con ông|con bà)\b.*$"
)
_BORN = r"(?i)\b(?:sinh\s+năm|năm\s+sinh|sinh\s+ngày|ngày\s+sinh|sinh|sn|ns)\b[\s:.]*(\d[\d/.-]*\d)"
_YEAR_AT_END = r"\b((?:19|20)\d\d)\)?$"
_NUMBER = r"\b(\d{12}|\d{9})\b"


def read_particulars(names: pl.Series) -> pl.DataFrame:
    """Return `birth`, `number`: the date of birth and the number written with a name."""
    # Only the few cells with a digit tell anything.
    return by_distinct(names.set(~names.str.contains(r"\d"), None), _read)


def _read(names: pl.DataFrame) -> pl.DataFrame:
    text = pl.col("text").str
    return names.select(
        "value",
        birth=pl.coalesce(text.extract(_BORN, 1), text.extract(_YEAR_AT_END, 1)),
        number=text.extract(_NUMBER, 1),
    )
