"""Matching: mentions against the population reference, one outcome each.

The way of the data: encode (`names`, `encoded`, `reference`, `records`) → block (`keys`,
`blocking`) → compare (`fields`, `name_levels`, `comparison`) → weigh (`model`, `scoring`) → all
candidates against each other (`posterior`, `engine`) → decide (`decision`, `run`).
"""

from pipelines.matching.library import link
from pipelines.matching.model import Model, load_model, save_model
from pipelines.matching.reference import Reference, prepare_reference
from pipelines.matching.run import match, model_version
from pipelines.matching.settings import MatchSettings

__all__ = [
    "MatchSettings", "Model", "Reference", "link", "load_model", "match", "model_version",
    "prepare_reference", "save_model",
]  # fmt: skip
