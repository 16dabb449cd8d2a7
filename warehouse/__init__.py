"""The DuckDB warehouse: versioned migrations, the published file, the data dictionary."""

from warehouse.store import Warehouse, connect, migrate

__all__ = ["Warehouse", "connect", "migrate"]
