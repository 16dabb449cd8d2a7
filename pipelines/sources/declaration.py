"""What one agency's list is: the only thing that a new source has to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Agency(StrEnum):
    """Who answers for a list, as the report prints it."""

    POLICE = "Công an tỉnh"
    JUSTICE = "Sở Tư pháp"
    SOCIAL_INSURANCE = "Bảo hiểm xã hội tỉnh"
    EDUCATION = "Sở Giáo dục và Đào tạo"
    LAND = "Sở Tài nguyên và Môi trường"
    LABOUR = "Sở Lao động - Thương binh và Xã hội"
    ELDERLY = "Hội Người cao tuổi tỉnh"
    FARMERS = "Hội Nông dân tỉnh"
    VETERANS = "Hội Cựu chiến binh tỉnh"
    RED_CROSS = "Hội Chữ thập đỏ tỉnh"
    PROVINCE = "Tổ công tác Đề án 06 tỉnh"


class Field(StrEnum):
    """What a column can mean. With a role it belongs to that person, without to the row."""

    # a person
    FULL_NAME = "full_name"
    FAMILY_NAME = "family_name"  # họ đệm, where the given name stands apart
    GIVEN_NAME = "given_name"
    BIRTH_DATE = "birth_date"  # full, month/year or year, in any writing
    BIRTH_DAY = "birth_day"
    BIRTH_MONTH = "birth_month"
    BIRTH_YEAR = "birth_year"
    BIRTH_PRECISION = "birth_precision"  # 0 full, 1 month and year, 2 year only
    BIRTH_DAY_FLAG = "birth_day_flag"  # IsDate: whether the day is known, or stored as 1
    BIRTH_MONTH_FLAG = "birth_month_flag"  # IsMonth
    BIRTH_DATE_WORDS = "birth_date_words"
    BIRTH_YEAR_MALE = "birth_year_male"  # year of birth under "Nam"
    BIRTH_YEAR_FEMALE = "birth_year_female"
    NAME_MALE = "name_male"  # the name under "Nam", where it stands in the column of its sex
    NAME_FEMALE = "name_female"
    SEX = "sex"
    SEX_MALE = "sex_male"  # box under "Nam"
    SEX_FEMALE = "sex_female"  # box under "Nữ"
    ID_NUMBER = "id_number"  # 12 digits, CMND or anything else that was written there
    OLD_ID = "old_id"  # a column for CMND only
    ETHNIC_GROUP = "ethnic_group"
    NATIONALITY = "nationality"
    ADDRESS = "address"
    HAMLET = "hamlet"
    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"
    COMMUNE_CODE = "commune_code"
    BIRTH_PLACE = "birth_place"
    FATHER_NAME = "father_name"
    FATHER_BIRTH = "father_birth"
    FATHER_ID = "father_id"
    MOTHER_NAME = "mother_name"
    MOTHER_BIRTH = "mother_birth"
    MOTHER_ID = "mother_id"
    SPOUSE_NAME = "spouse_name"
    SPOUSE_BIRTH = "spouse_birth"
    SPOUSE_ID = "spouse_id"
    DEATH_DATE = "death_date"
    # the row
    SERIAL = "serial"  # STT
    RECORD_CODE = "record_code"  # mã số BHXH, mã định danh Bộ GD&ĐT, số hồ sơ …
    ENTRY_NUMBER = "entry_number"  # số
    REGISTER_VOLUME = "register_volume"  # quyển số
    EVENT_DATE = "event_date"
    EVENT_PLACE = "event_place"
    MAP_SHEET = "map_sheet"
    PARCEL_NUMBER = "parcel_number"
    CERTIFICATE_NUMBER = "certificate_number"
    OWNER_KIND = "owner_kind"  # loại đối tượng, pháp nhân
    OWNER_ROLE = "owner_role"
    ORGANISATION_NAME = "organisation_name"
    PAYMENT_FORM = "payment_form"
    STATUS = "status"
    # the population reference
    HOUSEHOLD_ID = "household_id"
    HEAD_RELATION = "head_relation"
    RESIDENCE_STATUS = "residence_status"
    # targets
    INDICATOR_CODE = "indicator_code"
    PERIOD_FROM = "period_from"
    PERIOD_TO = "period_to"
    TARGET_TOTAL = "target_total"
    STATED_BY = "stated_by"
    LABEL = "label"
    # read, kept in raw, not used
    IGNORED = "ignored"


#: What is asked of anybody → the columns that can say it, the likeliest first.
COLUMNS_OF: Mapping[Field, tuple[Field, ...]] = {
    Field.FULL_NAME: (
        Field.FULL_NAME, Field.FAMILY_NAME, Field.GIVEN_NAME, Field.NAME_MALE, Field.NAME_FEMALE,
    ),
    Field.BIRTH_DATE: (
        Field.BIRTH_DATE, Field.BIRTH_YEAR, Field.BIRTH_YEAR_MALE, Field.BIRTH_YEAR_FEMALE,
    ),
    Field.SEX: (Field.SEX, Field.SEX_MALE, Field.SEX_FEMALE),
    Field.ID_NUMBER: (Field.ID_NUMBER, Field.OLD_ID),
    Field.ADDRESS: (Field.ADDRESS, Field.COMMUNE, Field.COMMUNE_CODE),
}  # fmt: skip


#: Codes of precision that a header states for all its rows: 1 January is a year alone; a day or a
#: month that is 1 is unknown.
YEAR_ALONE, FIRST_IS_UNKNOWN = "nam", "khong ro ghi 1"


@dataclass(frozen=True)
class Column:
    """One meaning that a column of the list may have.

    Attributes
    ----------
    field, role
        The meaning and the person it belongs to (`""`: the only person, or the row itself).
    headers
        Header variants as agencies write them; compared folded, so case, accents, punctuation and
        line breaks do not matter.
    required
        A file without it (or a stated substitute) waits for an officer.
    """

    field: Field
    headers: tuple[str, ...]
    role: str = ""
    required: bool = False


@dataclass(frozen=True)
class Person:
    """One person that a row may name."""

    role: str = ""
    label: str = ""
    sex: str | None = None  # implied by the role
    optional: bool = False  # the row may leave the person out
    spouse: str = ""  # role of the row's person to whom this one is married


@dataclass(frozen=True)
class Source:
    """One list of one agency.

    Attributes
    ----------
    name
        Folder of the inbox.
    title
        The list's name in Vietnamese, as reports print it.
    persons
        Who may be named in a row.
    columns
        Known columns. Unknown ones are kept in raw and told in the file's report.
    key
        Fields that identify a record in its register, in the order they are shown.
    living
        The list should hold living people only: a dead one goes back to the agency.
    expects_dead
        The list is of the dead: the reference should know.
    of_births
        The list's events are the births of its people, as of a register of births.
    by_district
        Exception lists are written one workbook a district.
    indicator
        Code of the report line that the list feeds (`model36.md`), empty if none.
    """

    name: str
    agency: Agency
    title: str
    columns: tuple[Column, ...]
    persons: tuple[Person, ...] = (Person(),)
    key: tuple[Field, ...] = ()
    living: bool = True
    expects_dead: bool = False
    of_births: bool = False
    by_district: bool = True
    indicator: str = ""
    kind: str = field(default="register")  # register, reference, targets

    def __hash__(self) -> int:
        """Hash the name alone: sources are keys of caches on hot paths."""
        return hash(self.name)
