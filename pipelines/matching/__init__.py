"""Matching: mentions against the population reference, one outcome each.

The way of the data: encode (`names`, `encoded`, `reference`, `records`) → block (`keys`,
`blocking`) → compare (`fields`, `name_levels`, `comparison`) → weigh (`model`, `scoring`) → all
candidates against each other (`posterior`, `engine`) → decide (`decision`, `run`).
"""

from pipelines.matching.evaluation import Evaluation, evaluate, expected_quality
from pipelines.matching.explanation import Explainer, Explanation, explain
from pipelines.matching.key_report import blocking_report
from pipelines.matching.library import learn, link
from pipelines.matching.measures import measures_frame
from pipelines.matching.model import Model, load_model, save_model
from pipelines.matching.reference import Reference, prepare_reference
from pipelines.matching.run import match, model_version
from pipelines.matching.settings import MatchSettings
from pipelines.matching.training import train

__all__ = [
    "Evaluation", "Explainer", "Explanation", "MatchSettings", "Model", "Reference",
    "blocking_report", "evaluate", "expected_quality", "explain", "learn", "link", "load_model",
    "match", "measures_frame", "model_version", "prepare_reference",
    "save_model", "train",
]  # fmt: skip
