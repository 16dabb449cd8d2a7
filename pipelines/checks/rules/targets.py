"""Whether the totals that agencies state can be used as denominators."""

from pipelines.checks.assertions import between, holds, is_not
from pipelines.checks.rule import Criterion, Level, Rule
from pipelines.outcomes import Severity
from pipelines.sources.declaration import Field, Source


def _targets(source: Source) -> bool:
    return source.kind == "targets"


RULES = (
    Rule(
        code="target_code_missing",
        severity=Severity.EXCEPTION,
        criterion=Criterion.COMPLETENESS,
        title="Chỉ tiêu có mã",
        message="Thiếu mã chỉ tiêu; tổng số của dòng không dùng được",
        fact="target_coded",
        assertion=holds,
        field=Field.INDICATOR_CODE,
        applies=_targets,
        level=Level.TARGET,
    ),
    Rule(
        code="target_total_invalid",
        severity=Severity.EXCEPTION,
        criterion=Criterion.VALIDITY,
        title="Chỉ tiêu có tổng số",
        message="Thiếu tổng số, hoặc tổng số không phải số nguyên không âm",
        fact="target_total",
        assertion=is_not("missing", "negative"),
        field=Field.TARGET_TOTAL,
        applies=_targets,
        level=Level.TARGET,
    ),
    Rule(
        code="target_period_reversed",
        severity=Severity.EXCEPTION,
        criterion=Criterion.CONSISTENCY,
        title="Thời gian của chỉ tiêu đúng thứ tự",
        message="Ngày bắt đầu sau ngày kết thúc; kiểm tra lại thời gian của chỉ tiêu",
        fact="target_period",
        assertion=holds,
        field=Field.PERIOD_FROM,
        applies=_targets,
        level=Level.TARGET,
    ),
    Rule(
        code="target_repeated",
        severity=Severity.EXCEPTION,
        criterion=Criterion.UNIQUENESS,
        title="Mỗi chỉ tiêu, địa bàn, thời gian có một dòng",
        message="Chỉ tiêu lặp lại cho cùng địa bàn và thời gian; giữ một dòng, nếu không tổng số "
        "bị tính hai lần",
        fact="target_seen",
        assertion=between(1, 1),
        field=Field.INDICATOR_CODE,
        applies=_targets,
        level=Level.TARGET,
    ),
)
