"""Reconcile the records of a province's agencies with the population reference (Model 36).

Read the folders in the order of the data: `sources` (files to mentions), `checks` (what cannot be
used), `matching` (mentions to people), the marts in `warehouse`, `reporting` (what officers open).
`run` strings the stages together; `flows` puts Prefect round them.
"""

__version__ = "0.1.0"
