"""Says what is wrong with what an agency sent; keeps unusable rows out of matching."""

from pipelines.checks.across import COMPARED, check_across
from pipelines.checks.delivery import delivery
from pipelines.checks.english import in_english
from pipelines.checks.figures import check_delivery
from pipelines.checks.others import check_reference, check_targets
from pipelines.checks.page import checks_page
from pipelines.checks.results import Checked, CheckedAcross, PreviousDelivery, RuleResult
from pipelines.checks.rules import RULES
from pipelines.checks.sheets import check

__all__ = [
    "COMPARED",
    "RULES",
    "Checked",
    "CheckedAcross",
    "PreviousDelivery",
    "RuleResult",
    "check",
    "check_across",
    "check_delivery",
    "check_reference",
    "check_targets",
    "checks_page",
    "delivery",
    "in_english",
]
