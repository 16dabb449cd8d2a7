"""Whether the columns of a row agree with each other."""

from pipelines.checks.assertions import between, holds
from pipelines.checks.rule import Criterion, Level, Rule, has
from pipelines.outcomes import Severity
from pipelines.sources.declaration import Field, Source

#: Law on Marriage and Family 2014, Điều 8, says 20 and 18; unions under 15 are slips of the pen.
_LEAST_AGE_AT_MARRIAGE = 15


def _couples(source: Source) -> bool:
    return {"husband", "wife"} <= {person.role for person in source.persons}


def _several(source: Source) -> bool:
    return len(source.persons) > 1


RULES = (
    Rule(
        code="number_birth_year_differs",
        severity=Severity.NOTICE,
        criterion=Criterion.CONSISTENCY,
        title="Số định danh hợp với năm sinh",
        message="Năm sinh mâu thuẫn với số định danh; đối chiếu số định danh, năm sinh với giấy tờ",
        fact="number_year_agrees",
        assertion=holds,
        field=Field.ID_NUMBER,
        applies=has(Field.ID_NUMBER),
    ),
    Rule(
        code="number_sex_differs",
        severity=Severity.NOTICE,
        criterion=Criterion.CONSISTENCY,
        title="Số định danh hợp với giới tính",
        message="Giới tính mâu thuẫn với số định danh; đối chiếu số định danh, giới tính với giấy "
        "tờ",
        fact="number_sex_agrees",
        assertion=holds,
        field=Field.ID_NUMBER,
        applies=has(Field.ID_NUMBER),
    ),
    Rule(
        code="number_of_relative",
        severity=Severity.EXCEPTION,
        criterion=Criterion.CONSISTENCY,
        title="Số định danh không phải của cha, mẹ, vợ, chồng",
        message="Số định danh trùng với số của cha, mẹ, vợ hoặc chồng ghi cùng dòng; đối chiếu số "
        "định danh với giấy tờ của từng người",
        fact="own_number",
        assertion=holds,
        field=Field.ID_NUMBER,
        applies=has(Field.FATHER_ID, Field.MOTHER_ID, Field.SPOUSE_ID),
    ),
    Rule(
        code="number_repeated_in_row",
        severity=Severity.EXCEPTION,
        criterion=Criterion.CONSISTENCY,
        title="Những người trong một dòng có số khác nhau",
        message="Nhiều người trong cùng một dòng ghi chung một số định danh; đối chiếu số định "
        "danh với giấy tờ của từng người",
        fact="numbers_differ",
        assertion=holds,
        field=Field.ID_NUMBER,
        applies=_several,
    ),
    Rule(
        code="event_before_birth",
        severity=Severity.EXCEPTION,
        criterion=Criterion.CONSISTENCY,
        title="Ngày đăng ký không trước ngày sinh",
        message="Ngày sinh sau ngày đăng ký, ngày quyết định hoặc ngày cấp; kiểm tra lại sổ gốc",
        fact="event_not_before_birth",
        assertion=holds,
        field=Field.EVENT_DATE,
        applies=has(Field.EVENT_DATE),
    ),
    Rule(
        code="death_before_birth",
        severity=Severity.EXCEPTION,
        criterion=Criterion.CONSISTENCY,
        title="Ngày chết không trước ngày sinh",
        message="Ngày chết trước ngày sinh; kiểm tra lại sổ gốc",
        fact="death_not_before_birth",
        assertion=holds,
        field=Field.DEATH_DATE,
        applies=has(Field.DEATH_DATE),
    ),
    Rule(
        code="death_after_registration",
        severity=Severity.EXCEPTION,
        criterion=Criterion.CONSISTENCY,
        title="Ngày chết không sau ngày đăng ký khai tử, không ở tương lai",
        message="Ngày chết sau ngày đăng ký khai tử hoặc ở tương lai; kiểm tra lại sổ gốc",
        fact="death_in_order",
        assertion=holds,
        field=Field.DEATH_DATE,
        applies=has(Field.DEATH_DATE),
    ),
    Rule(
        code="married_too_young",
        severity=Severity.EXCEPTION,
        criterion=Criterion.CONSISTENCY,
        title="Kết hôn từ 15 tuổi",
        message="Kết hôn khi chưa đủ 15 tuổi; kiểm tra lại ngày sinh, ngày đăng ký trong sổ gốc",
        fact="age_at_event",
        assertion=between(_LEAST_AGE_AT_MARRIAGE, None),
        field=Field.BIRTH_DATE,
        applies=_couples,
    ),
    Rule(
        code="mother_age_implausible",
        severity=Severity.NOTICE,
        criterion=Criterion.CONSISTENCY,
        title="Mẹ 12 đến 60 tuổi khi sinh con",
        message="Tuổi của mẹ khi sinh con dưới 12 hoặc trên 60; kiểm tra năm sinh của mẹ và con",
        fact="mother_age",
        assertion=between(12, 60),
        field=Field.MOTHER_BIRTH,
        applies=has(Field.MOTHER_BIRTH),
    ),
    Rule(
        code="father_age_implausible",
        severity=Severity.NOTICE,
        criterion=Criterion.CONSISTENCY,
        title="Cha 12 đến 90 tuổi khi sinh con",
        message="Tuổi của cha khi sinh con dưới 12 hoặc trên 90; kiểm tra năm sinh của cha và con",
        fact="father_age",
        assertion=between(12, 90),
        field=Field.FATHER_BIRTH,
        applies=has(Field.FATHER_BIRTH),
    ),
    Rule(
        code="many_events_before_birth",
        severity=Severity.EXCEPTION,
        criterion=Criterion.CONSISTENCY,
        title="Ngày đăng ký không trước ngày sinh ở đa số hồ sơ",
        message="{value} hồ sơ có ngày sinh sau ngày đăng ký (ngưỡng 10%): có thể đọc ngược ngày "
        "và tháng, nhầm cột hoặc sổ gốc nhập sai; kiểm tra cả cột ngày sinh và cột ngày đăng ký",
        fact="share_event_before_birth",
        assertion=between(None, 0.1),
        field=Field.EVENT_DATE,
        applies=has(Field.EVENT_DATE),
        level=Level.SHEET,
        speaks_for="event_before_birth",
    ),
    Rule(
        code="many_sexes_differ",
        severity=Severity.EXCEPTION,
        criterion=Criterion.CONSISTENCY,
        title="Giới tính hợp với số định danh ở đa số hồ sơ",
        message="{value} hồ sơ có giới tính mâu thuẫn với số định danh (ngưỡng 10%): có thể hiểu "
        "ngược mã giới tính của tệp",
        fact="share_sex_differs",
        assertion=between(None, 0.1),
        field=Field.SEX,
        applies=has(Field.SEX, Field.SEX_MALE, Field.SEX_FEMALE),
        level=Level.SHEET,
    ),
    Rule(
        code="many_birth_years_differ",
        severity=Severity.EXCEPTION,
        criterion=Criterion.CONSISTENCY,
        title="Năm sinh hợp với số định danh ở đa số hồ sơ",
        message="{value} hồ sơ có năm sinh mâu thuẫn với số định danh (ngưỡng 10%): có thể lệch "
        "dòng giữa các cột hoặc nhầm cột ngày",
        fact="share_birth_year_differs",
        assertion=between(None, 0.1),
        field=Field.BIRTH_DATE,
        applies=has(Field.BIRTH_DATE),
        level=Level.SHEET,
    ),
)
