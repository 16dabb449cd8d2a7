"""What is compared and how finely: the fields of a pair and their comparison levels, as data.

A level is the finest statement that is true of two values. Levels stand from the most to the least
agreement; the last ones say that nothing can be compared. The model holds one m and one u for every
level named here and nothing else; `docs/matching.md` prints this table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipelines.outcomes import FieldStatus

_MATCH = FieldStatus.MATCH
_VARIANT = FieldStatus.VARIANT
_PARTIAL = FieldStatus.PARTIAL
_MISMATCH = FieldStatus.MISMATCH
_MISSING = FieldStatus.MISSING


class Frequency(StrEnum):
    """How common a person's value is in the reference; names are counted by sex and decade."""

    NAME = "name"
    FOLDED = "folded"
    SOUND = "sound"
    SURNAME_GIVEN = "surname_given"
    STEM = "stem"  # all but the given name
    GIVEN = "given"
    DATE = "date"
    YEAR_MONTH = "year_month"
    YEAR = "year"
    PERSON = "person"  # one in the number of people
    COMMUNE = "commune"
    NEW_COMMUNE = "new_commune"
    HAMLET = "hamlet"  # among the people of the commune
    NEW_HAMLET = "new_hamlet"  # among the people of the new commune
    FATHER = "father"  # among the children of the surname and ethnic group
    MOTHER = "mother"  # among the ethnic group
    SPOUSE = "spouse"
    SEX = "sex"
    ADDRESS = "address"


@dataclass(frozen=True)
class Level:
    """One comparison level.

    Attributes
    ----------
    key
        Name in the model file.
    label
        What an officer reads in an explanation.
    status
        What the level says about the field in a result.
    frequency
        The value's own frequency scales u, so that a rare value weighs more; none: u as counted.
    compared
        False where one side has no value.
    bounds
        Lesser levels never weigh more than this one. Not so for a way of writing that may be rare
        for reasons of its own (a date with the year alone, a name without marks).
    """

    key: str
    label: str
    status: FieldStatus
    frequency: Frequency | None = None
    compared: bool = True
    bounds: bool = True


@dataclass(frozen=True)
class ComparedField:
    """A field of a pair, with its levels from the most to the least agreement.

    Where the levels are `ordered`, the first weighs most and `differs` least; the levels of the
    number are kinds, not degrees.
    """

    key: str
    label: str
    levels: tuple[Level, ...]
    ordered: bool = True

    def index(self, key: str) -> int:
        """Position of a level.

        Raises
        ------
        KeyError
            If the field has no such level.
        """
        for position, level in enumerate(self.levels):
            if level.key == key:
                return position
        raise KeyError(key)


NUMBER = ComparedField(
    "number",
    "Số định danh",
    (
        Level("equal", "số định danh trùng khớp", _MATCH, Frequency.PERSON),
        Level("old_equal", "số CMND trùng khớp", _VARIANT, Frequency.PERSON),
        Level("one_digit", "số sai một chữ số", _MISMATCH),
        Level("relative", "số của người cùng gia đình", _MISMATCH, Frequency.PERSON),
        Level("old_differs", "số CMND khác số dân cư ghi nhận", _MISMATCH),
        Level("somebody", "số của người khác", _MISMATCH),
        Level("unknown", "số không có trong dữ liệu dân cư", _MISMATCH),
        # A number that somebody else has written says nothing of its holder: it has no weight.
        Level(
            "lent",
            "số của người này, nhưng tên là của cha, mẹ, vợ hoặc chồng",
            _MISMATCH,
            compared=False,
        ),
        Level("missing", "không so sánh được số", _MISSING, compared=False),
    ),
    ordered=False,
)

NAME = ComparedField(
    "name",
    "Họ và tên",
    (
        Level("identical", "tên giống hệt", _MATCH, Frequency.NAME),
        Level("variant", "tên khác cách viết", _VARIANT, Frequency.NAME, bounds=False),
        Level("unmarked", "tên viết không dấu", _PARTIAL, Frequency.FOLDED, bounds=False),
        Level("tone", "tên khác thanh điệu", _MISMATCH, Frequency.FOLDED, bounds=False),
        Level("marks", "tên khác dấu", _MISMATCH, Frequency.FOLDED, bounds=False),
        Level("spacing", "tên khác cách ngắt tiếng", _VARIANT, Frequency.FOLDED, bounds=False),
        Level("sound", "tên đọc gần giống", _MISMATCH, Frequency.SOUND, bounds=False),
        Level("order", "tên đảo thứ tự", _PARTIAL, Frequency.FOLDED, bounds=False),
        Level("typo", "tên sai một ký tự", _MISMATCH, bounds=False),
        Level("typos", "tên sai vài ký tự", _MISMATCH, bounds=False),
        Level(
            "syllable",
            "tên thiếu hoặc thừa một tiếng",
            _PARTIAL,
            Frequency.SURNAME_GIVEN,
            bounds=False,
        ),
        Level("initials", "tên viết tắt", _PARTIAL, Frequency.GIVEN, bounds=False),
        Level("surname_given", "cùng họ và tên, khác chữ đệm", _MISMATCH, Frequency.SURNAME_GIVEN),
        Level("stem", "cùng họ và chữ đệm, khác tên", _MISMATCH, Frequency.STEM, bounds=False),
        Level("given", "chỉ cùng tên", _MISMATCH, Frequency.GIVEN),
        Level("differs", "tên khác hẳn", _MISMATCH),
        Level("missing", "không có tên", _MISSING, compared=False),
    ),
)

BIRTH_DATE = ComparedField(
    "birth_date",
    "Ngày sinh",
    (
        Level("exact", "ngày sinh trùng khớp", _MATCH, Frequency.DATE),
        Level(
            "month_only",
            "cùng tháng, năm; không ghi ngày",
            _PARTIAL,
            Frequency.YEAR_MONTH,
            bounds=False,
        ),
        Level(
            "year_only",
            "cùng năm sinh; không ghi ngày, tháng",
            _PARTIAL,
            Frequency.YEAR,
            bounds=False,
        ),
        Level(
            "reference_year",
            "cùng năm; dân cư chỉ có năm sinh",
            _VARIANT,
            Frequency.YEAR,
            bounds=False,
        ),
        Level("january", "cùng năm, ghi ngày 01/01", _PARTIAL, Frequency.YEAR, bounds=False),
        Level("swapped", "đảo ngày và tháng", _MISMATCH, bounds=False),
        Level("day", "cùng tháng, năm; khác ngày", _MISMATCH, Frequency.YEAR_MONTH, bounds=False),
        Level("month", "cùng ngày, năm; khác tháng", _MISMATCH, Frequency.YEAR, bounds=False),
        Level(
            "year_near", "cùng ngày, tháng; năm lệch 1 hoặc sai một chữ số", _MISMATCH, bounds=False
        ),
        Level("same_year", "chỉ cùng năm sinh", _MISMATCH, Frequency.YEAR),
        Level("near", "năm sinh lệch 1 đến 2 năm", _MISMATCH),
        Level("differs", "ngày sinh khác hẳn", _MISMATCH),
        Level("missing", "không có ngày sinh", _MISSING, compared=False),
    ),
)

SEX = ComparedField(
    "sex",
    "Giới tính",
    (
        Level("same", "cùng giới tính", _MATCH, Frequency.SEX),
        Level("differs", "khác giới tính", _MISMATCH),
        Level("missing", "không ghi giới tính", _MISSING, compared=False),
    ),
)

COMMUNE = ComparedField(
    "commune",
    "Xã, phường",
    (
        Level("same", "cùng xã, phường", _MATCH, Frequency.COMMUNE),
        Level("same_new", "cùng xã, phường mới", _PARTIAL, Frequency.NEW_COMMUNE, bounds=False),
        Level("district", "cùng huyện, khác xã", _MISMATCH),
        Level("elsewhere", "khác huyện", _MISMATCH),
        Level("missing", "không ghi xã, phường", _MISSING, compared=False),
    ),
)


def _hamlet(key: str, label: str, frequency: Frequency) -> ComparedField:
    words = label.lower()
    return ComparedField(
        key,
        label,
        (
            Level("same", f"cùng {words}", _MATCH, frequency),
            Level("differs", f"khác {words}", _MISMATCH),
            Level("missing", f"không so sánh được {words}", _MISSING, compared=False),
        ),
    )


#: Only one of the two is compared: which hamlets are near each other depends on how large the unit
#: is that both sides name.
HAMLET = _hamlet("hamlet", "Thôn, đường", Frequency.HAMLET)
NEW_HAMLET = _hamlet("new_hamlet", "Thôn, đường trong xã mới", Frequency.NEW_HAMLET)

ADDRESS = ComparedField(
    "address",
    "Địa chỉ ghi tự do",
    (
        Level("same", "địa chỉ giống hệt", _MATCH, Frequency.ADDRESS),
        Level("close", "địa chỉ gần giống, sai vài ký tự", _VARIANT),
        Level("most", "địa chỉ trùng phần lớn", _PARTIAL),
        Level("part", "địa chỉ trùng một phần", _PARTIAL),
        Level("differs", "địa chỉ khác hẳn", _MISMATCH),
        Level("missing", "không so sánh được địa chỉ", _MISSING, compared=False),
    ),
)

ETHNIC_GROUP = ComparedField(
    "ethnic_group",
    "Dân tộc",
    (
        Level("same", "cùng dân tộc", _MATCH),
        Level("differs", "khác dân tộc", _MISMATCH),
        Level("missing", "không ghi dân tộc", _MISSING, compared=False),
    ),
)


def _kin(key: str, label: str, frequency: Frequency) -> ComparedField:
    return ComparedField(
        key,
        label,
        (
            Level(
                "number",
                f"số định danh của {label.lower()} trùng khớp",
                _MATCH,
                frequency,
                bounds=False,
            ),
            Level("identical", f"tên {label.lower()} giống hệt", _MATCH, frequency),
            Level(
                "folded",
                f"tên {label.lower()} khác dấu hoặc cách viết",
                _PARTIAL,
                frequency,
                bounds=False,
            ),
            Level("close", f"tên {label.lower()} gần giống", _PARTIAL, bounds=False),
            Level("given", f"{label} chỉ cùng tên gọi", _MISMATCH),
            Level("differs", f"tên {label.lower()} khác hẳn", _MISMATCH),
            Level("both_missing", f"cả hai bên không ghi {label.lower()}", _MISSING, None, False),
            Level("record_missing", f"hồ sơ không ghi {label.lower()}", _MISSING, None, False),
            Level("reference_missing", f"dân cư không ghi {label.lower()}", _MISSING, None, False),
            Level("absent", f"danh sách không có cột {label.lower()}", _MISSING, None, False),
        ),
    )


def _kin_year(key: str, label: str) -> ComparedField:
    return ComparedField(
        key,
        f"Năm sinh {label}",
        (
            Level("same", f"cùng năm sinh {label}", _MATCH),
            Level("near", f"năm sinh {label} lệch 1 năm", _PARTIAL),
            Level("differs", f"khác năm sinh {label}", _MISMATCH),
            Level("missing", f"không so sánh được năm sinh {label}", _MISSING, compared=False),
        ),
    )


FATHER = _kin("father", "Cha", Frequency.FATHER)
MOTHER = _kin("mother", "Mẹ", Frequency.MOTHER)
SPOUSE = _kin("spouse", "Vợ, chồng", Frequency.SPOUSE)
FATHER_YEAR = _kin_year("father_year", "cha")
MOTHER_YEAR = _kin_year("mother_year", "mẹ")

LIFE = ComparedField(
    "life",
    "Tình trạng",
    (
        Level("expected", "tình trạng phù hợp với danh sách", _MATCH),
        Level("unexpected", "tình trạng trái với danh sách", _MISMATCH),
        Level("open", "danh sách có cả người sống và người chết", _MISSING, compared=False),
    ),
)

FIELDS: tuple[ComparedField, ...] = (
    NUMBER, NAME, BIRTH_DATE, SEX, COMMUNE, HAMLET, NEW_HAMLET, ADDRESS, ETHNIC_GROUP,
    FATHER, FATHER_YEAR, MOTHER, MOTHER_YEAR, SPOUSE, LIFE,
)  # fmt: skip
