"""From an agency's file to mentions: declarations, reading, normalising."""

from pipelines.sources.registry import load

SOURCES = load()
"""Every source by name, in a fixed order."""

__all__ = ["SOURCES"]
