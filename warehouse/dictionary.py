"""The data dictionary, made from the comments in the warehouse itself."""

from __future__ import annotations

import duckdb


def dictionary(con: duckdb.DuckDBPyConnection) -> str:
    """Return a Markdown page: every table and view with its columns, types and comments."""
    tables = con.execute(
        "FROM (SELECT schema_name, table_name, comment FROM duckdb_tables()"
        " UNION ALL SELECT schema_name, view_name, comment FROM duckdb_views() WHERE NOT internal)"
        " WHERE schema_name <> 'main'"
        " ORDER BY schema_name = 'mart' DESC, schema_name, table_name"
    ).fetchall()
    lines = ["# Data dictionary", "", "Made from the comments in the warehouse.", ""]
    for schema, table, comment in tables:
        lines += [f"## {schema}.{table}", "", f"{comment}.", ""]
        lines += ["| Column | Type | Meaning |", "|---|---|---|"]
        columns = con.execute(
            "SELECT column_name, data_type, coalesce(comment, '') FROM duckdb_columns()"
            " WHERE schema_name = ? AND table_name = ? ORDER BY column_index",
            [schema, table],
        ).fetchall()
        lines += [f"| `{name}` | {kind} | {text} |" for name, kind, text in columns]
        lines.append("")
    return "\n".join(lines)
