"""Whether lists agree with each other. What goes back to an agency compares its own lists only."""

from pipelines.checks.assertions import between, holds
from pipelines.checks.rule import Criterion, Level, Rule
from pipelines.outcomes import Reason, Severity
from pipelines.sources.declaration import Field, Source

_REGISTERS = ("civil_status_births", "civil_status_deaths", "civil_status_marriages")


def _births(source: Source) -> bool:
    return source.name == _REGISTERS[0]


def _marriages(source: Source) -> bool:
    return source.name == _REGISTERS[2]


def _later_registers(source: Source) -> bool:
    return source.name in _REGISTERS[1:]


def _coded(source: Source) -> bool:
    return source.key == (Field.RECORD_CODE,)


RULES = (
    Rule(
        code="birth_registered_after_death",
        severity=Severity.EXCEPTION,
        criterion=Criterion.ACROSS,
        title="Khai sinh không sau khai tử",
        message="Khai sinh được đăng ký sau ngày chết ghi trong sổ khai tử của cùng số định danh; "
        "đối chiếu hai sổ gốc",
        fact="born_registered_alive",
        assertion=holds,
        applies=_births,
        level=Level.ACROSS,
    ),
    Rule(
        code="birth_after_mothers_death",
        severity=Severity.EXCEPTION,
        criterion=Criterion.ACROSS,
        title="Con không sinh sau ngày chết của mẹ",
        message="Con sinh sau ngày chết của mẹ ghi trong sổ khai tử; đối chiếu hai sổ gốc",
        fact="mother_alive_at_birth",
        assertion=holds,
        applies=_births,
        level=Level.ACROSS,
    ),
    Rule(
        code="marriage_after_death",
        severity=Severity.EXCEPTION,
        criterion=Criterion.ACROSS,
        title="Kết hôn không sau khai tử",
        message="Kết hôn được đăng ký sau ngày chết ghi trong sổ khai tử của cùng số định danh; "
        "đối chiếu hai sổ gốc",
        fact="married_alive",
        assertion=holds,
        applies=_marriages,
        level=Level.ACROSS,
    ),
    Rule(
        code="birth_date_differs_from_register",
        severity=Severity.NOTICE,
        criterion=Criterion.ACROSS,
        title="Ngày sinh giống sổ khai sinh",
        message="Ngày sinh khác với sổ khai sinh của cùng số định danh; đối chiếu hai sổ gốc",
        fact="birth_as_registered",
        assertion=holds,
        applies=_later_registers,
        level=Level.ACROSS,
    ),
    Rule(
        code="record_key_in_several_files",
        severity=Severity.EXCEPTION,
        criterion=Criterion.ACROSS,
        title="Mã hồ sơ chỉ nằm trong một tệp",
        message="Mã hồ sơ có trong nhiều tệp của cùng danh sách; giữ một hồ sơ, bỏ hồ sơ trùng",
        fact="files_with_key",
        assertion=between(1, 1),
        applies=_coded,
        level=Level.ACROSS,
        reason=Reason.DUPLICATE_PERSON,
    ),
)
