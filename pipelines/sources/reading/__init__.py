"""Reading what agencies send: any file of the contract to sheets with understood columns."""

from pipelines.sources.reading.limits import DEFAULT_LIMITS, ReadLimits
from pipelines.sources.reading.mapping import Mapping
from pipelines.sources.reading.mapping import load as load_mapping
from pipelines.sources.reading.mapping import write as write_mapping
from pipelines.sources.reading.read import ahead, read_file, read_inbox
from pipelines.sources.reading.sheet import (
    ColumnUnderstanding,
    Kind,
    Notice,
    Sheet,
    Status,
    field_name,
)

__all__ = [
    "DEFAULT_LIMITS", "ColumnUnderstanding", "Kind", "Mapping", "Notice", "ReadLimits", "Sheet",
    "Status", "ahead", "field_name", "load_mapping", "read_file", "read_inbox", "write_mapping",
]  # fmt: skip
