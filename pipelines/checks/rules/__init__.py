"""Every rule, in the order in which the guide and the page show them."""

from collections.abc import Mapping

from pipelines.checks.rule import Level, Rule
from pipelines.checks.rules import (
    across,
    completeness,
    consistency,
    over_time,
    structure,
    targets,
    uniqueness,
    validity,
)

RULES: tuple[Rule, ...] = (
    *structure.RULES,
    *completeness.RULES,
    *validity.RULES,
    *uniqueness.RULES,
    *consistency.RULES,
    *over_time.RULES,
    *across.RULES,
    *targets.RULES,
)

BY_CODE: Mapping[str, Rule] = {rule.code: rule for rule in RULES}


def of_level(level: Level) -> tuple[Rule, ...]:
    """Return the rules that look at one thing."""
    return tuple(rule for rule in RULES if rule.level is level)


__all__ = ["BY_CODE", "RULES", "of_level"]
