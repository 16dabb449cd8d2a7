"""What a header asks beside a name, and what is no name of its own: `Họ và tên (bí danh)`.

Registers want aliases, religious and middle names in the cell of the name. The header is one of
names all the same; a column of aliases alone (`Bí danh`) is none.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipelines.sources.reading.headers.fold import strip_accents

_OTHER_NAME = (
    r"(?:cac )?(?:(?:ten|chu|ho) )?"
    r"(?:bi danh|biet danh|biet hieu|tuc danh|phap danh|goi khac|thuong goi|thuong dung|goi o nha|"
    r"o nha|khac|dem|lot|thanh|hieu|tu)"
)
#: Set off from the name by a sign or a word; group 1 is what stays.
_BESIDE = re.compile(
    r"(\bho (?:va )?(?:chu dem (?:va )?)?ten(?: khai sinh| that| day du| chinh)?(?: [a-z]+){0,4}?)"
    r"(?:\s*[,;/(\[\n+-]\s*(?:va |hoac |hay )?| va ten (?=\w+ (?:khac|goi|dung)))"
    rf"{_OTHER_NAME}(?: goi)?(?: khac)?(?:[\s,(]+neu co)?\b\s*[)\]]*"
)


@lru_cache(maxsize=16384)
def without_other_names(header: str) -> str:
    """Leave of a header what it asks beside a whole name out: `Họ tên, chữ đệm cô dâu`."""
    written = unicodedata.normalize("NFC", header)
    plain = strip_accents(written).lower()
    found = _BESIDE.search(plain) if len(plain) == len(written) else None
    if found is None:
        return header
    return f"{written[: found.end(1)]} {written[found.end() :].lstrip()}".strip()
