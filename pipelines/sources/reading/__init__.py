"""Reading what agencies send: any file of the contract to sheets with understood columns.

In the order of the work: `read` (an inbox), `files` (bytes to tables), `fonts` (text to Unicode),
`headers` (what the words over the columns ask), `columns` (what each column is), `rows` (what each
row is), `assemble` (all of these for one table), `arrangements` (tables that are no plain list).
"""

from pipelines.sources.reading.columns.mapping import Mapping
from pipelines.sources.reading.columns.mapping import load as load_mapping
from pipelines.sources.reading.columns.mapping import write as write_mapping
from pipelines.sources.reading.limits import DEFAULT_LIMITS, ReadLimits
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
