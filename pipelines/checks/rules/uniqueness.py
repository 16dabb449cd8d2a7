"""Whether what should be unique is."""

from pipelines.checks.assertions import between
from pipelines.checks.rule import Criterion, Rule, has
from pipelines.outcomes import Reason, Severity
from pipelines.sources.declaration import Field, Source

_ONCE = between(1, 1)


def _keyed(source: Source) -> bool:
    return bool({Field.RECORD_CODE, Field.ENTRY_NUMBER, Field.ID_NUMBER} & set(source.key))


RULES = (
    Rule(
        code="record_key_repeated",
        severity=Severity.EXCEPTION,
        criterion=Criterion.UNIQUENESS,
        title="Khóa của danh sách không trùng",
        message="Mã hồ sơ (hộ tịch: số, quyển số, nơi và năm đăng ký, dân cư: số định danh) trùng "
        "với dòng khác trong tệp; kiểm tra lại hồ sơ gốc",
        fact="key_seen",
        assertion=_ONCE,
        field=Field.RECORD_CODE,
        applies=_keyed,
        reason=Reason.DUPLICATE_PERSON,
    ),
    Rule(
        code="row_repeated",
        severity=Severity.EXCEPTION,
        criterion=Criterion.UNIQUENESS,
        title="Dòng không lặp lại",
        message="Dòng lặp lại nguyên văn một dòng khác trong tệp; xóa dòng thừa",
        fact="row_seen",
        assertion=_ONCE,
        reason=Reason.DUPLICATE_PERSON,
    ),
    Rule(
        code="number_shared",
        severity=Severity.EXCEPTION,
        criterion=Criterion.UNIQUENESS,
        title="Mỗi số định danh của một người",
        message="Một số định danh ghi cho nhiều họ tên khác nhau trong tệp; đối chiếu từng hồ sơ",
        fact="number_holders",
        assertion=_ONCE,
        field=Field.ID_NUMBER,
        applies=has(Field.ID_NUMBER),
        reason=Reason.DUPLICATE_ID,
    ),
)
