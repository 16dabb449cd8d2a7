"""`link` and `learn`: two frames in, links or a model out; no files, no database."""

from __future__ import annotations

from typing import Any

import polars as pl

from pipelines.matching.model import Model, load_model
from pipelines.matching.records import Register, encode_records
from pipelines.matching.reference import prepare_reference
from pipelines.matching.run import Matcher, decide_all
from pipelines.matching.settings import MatchSettings
from pipelines.matching.training import train
from pipelines.mention import BirthForm, IdForm, Scope
from pipelines.outcomes import Outcome
from pipelines.sources.normalise import (
    normalise_names,
    read_dates,
    read_numbers,
)  # fmt: skip
from pipelines.sources.normalise.address_lines import detail_of
from pipelines.sources.normalise.places import read_addresses
from pipelines.sources.normalise.sex import sex_in_words_or_codes

#: Columns that `link` understands; any may be absent.
LINK_COLUMNS = (
    "record_id", "full_name", "birth_date", "sex", "person_id", "old_id", "commune", "father_name",
    "mother_name", "spouse_name", "address",
)  # fmt: skip


def link(reference: Any, records: Any, *, model: Model | None = None) -> Any:
    """Link records to people of a reference.

    Parameters
    ----------
    reference, records
        polars, pandas or Arrow frames with any of the columns `LINK_COLUMNS`: names and numbers as
        text, dates as dates or as text (ISO, dd/mm/yyyy, a year, eight digits), sex in any writing.
    model
        The shipped model by default; `learn` makes one for frames of another kind.

    Returns
    -------
    frame
        Of the kind of `records`, one row a record in the same order: `record_id` (the row's number
        where the records have none), `reference_id` (`record_id` of the reference, else its
        `person_id`), `person_id` (the reference's number, else its `record_id`), `decision`
        (`link`, `review`, `none`), `method`, `probability`, `margin` (bits to the second
        candidate), `candidates`. Only a certain link has decision `link`; for `review` the ids
        are those of the best candidate.

    Raises
    ------
    TypeError
        If a frame is of no known kind.
    """
    people, mentions = _as_polars(reference), _as_polars(records)
    names = _identified(people)
    prepared = prepare_reference(shaped(people[names["row"]]))
    matcher = Matcher(prepared, model or load_model(), MatchSettings(by_register=False))
    decided = decide_all(matcher, shaped(mentions), Register()).mentions
    review = decided["outcome"] == Outcome.REVIEW
    named = decided["linked"] | review
    chosen = decided["person"].cast(pl.Int64).set(~named, None)
    own = mentions.with_row_index("_row").select(
        record_id=pl.coalesce(_text(mentions, "record_id"), pl.col("_row").cast(pl.String))
    )
    found = pl.DataFrame({"person": chosen}).join(
        names.with_row_index("person").with_columns(pl.col("person").cast(pl.Int64)),
        on="person", how="left", maintain_order="left",
    )  # fmt: skip
    links = own.with_columns(
        found["reference_id"],
        found["person_id"],
        decision=pl.when(decided["linked"]).then(pl.lit("link")).when(review)
        .then(pl.lit("review")).otherwise(pl.lit("none")),
        method=decided["method"],
        probability=decided["probability"].fill_null(0.0),
        margin=decided["margin"],
        candidates=decided["candidates"],
    )  # fmt: skip
    return _like(links, records)


def _identified(people: pl.DataFrame) -> pl.DataFrame:
    """Name every person, sorted: of equal candidates the lesser id wins, wherever it stands.

    Returns
    -------
    polars.DataFrame
        reference_id, person_id, row (position in the frame given).
    """
    row = pl.int_range(pl.len()).cast(pl.String)
    record_id, person_id = _text(people, "record_id"), _text(people, "person_id")
    return people.select(
        reference_id=pl.coalesce(record_id, person_id, row),
        person_id=pl.coalesce(person_id, record_id, row),
        row=pl.int_range(pl.len()),
    ).sort("person_id", "reference_id", maintain_order=True)


def learn(reference: Any, records: Any, *, version: str = "learnt") -> Model:
    """Learn a model for `link` from the frames that are to be linked, without any known pair.

    For lists whose mistakes are others than those that the shipped model knows. Pairs that share a
    number teach what the same person looks like; where there are too few, expectation-maximisation
    does (`pipelines.matching.expectation`).

    Parameters
    ----------
    reference, records
        As for `link`.
    version
        Name of the model.

    Raises
    ------
    TypeError
        If a frame is of no known kind.
    ValueError
        If hardly any record finds its person: nothing to learn from.
    """
    prepared = prepare_reference(shaped(_as_polars(reference)))
    mentions = shaped(_as_polars(records))
    return train(prepared, [("", encode_records(mentions, prepared))], version=version)


def _as_polars(frame: Any) -> pl.DataFrame:
    if isinstance(frame, pl.DataFrame):
        return frame
    kind = type(frame).__module__.split(".")[0]
    if kind == "pandas":
        shaped_frame: pl.DataFrame = pl.from_pandas(frame.reset_index(drop=True))
        return shaped_frame
    if kind == "pyarrow":
        table: pl.DataFrame = pl.DataFrame(pl.from_arrow(frame))
        return table
    raise TypeError(f"frames must be polars, pandas or pyarrow, not {type(frame).__name__}")


def _like(links: pl.DataFrame, records: Any) -> Any:
    kind = type(records).__module__.split(".")[0]
    if kind == "pandas":
        return links.to_pandas()
    if kind == "pyarrow":
        return links.to_arrow()
    return links


def _text(frame: pl.DataFrame, name: str) -> pl.Expr:
    if name not in frame.columns:
        return pl.lit(None, dtype=pl.String)
    return pl.col(name).cast(pl.String)


def shaped(frame: pl.DataFrame) -> pl.DataFrame:
    """Bring a frame of `LINK_COLUMNS` to the columns that matching reads."""
    text = frame.select(_written(frame, name) for name in LINK_COLUMNS)
    names = normalise_names(text["full_name"])
    dates = read_dates(text["birth_date"])
    numbers = _numbers(text)
    kin = {
        column: normalise_names(text[column])["name"]
        for column in ("father_name", "mother_name", "spouse_name")
    }
    result = pl.DataFrame(
        {
            "full_name": names["name"],
            "birth_year": dates["year"].cast(pl.Int16),
            "birth_month": dates["month"].cast(pl.Int8),
            "birth_day": dates["day"].cast(pl.Int8),
            "birth_form": dates["form"].fill_null(str(BirthForm.MISSING)),
            "person_id": numbers["person_id"],
            "old_id": numbers["old_id"],
            "id_form": numbers["id_form"].fill_null(str(IdForm.MISSING)),
            **kin,
        }
    )
    result = result.with_columns(_places(text).get_columns())
    sex, _ = sex_in_words_or_codes(text["sex"], numbers["person_id"], names["name"])
    return (
        result.with_columns(sex=sex, scope=pl.lit(str(Scope.PERSON)))
        .with_columns(pl.lit("").alias(column) for column in ("file_name", "sheet_name", "role"))
        .with_row_index("file_row")
        .with_columns(record_key=pl.lit(None, dtype=pl.String))
    )


def _written(frame: pl.DataFrame, name: str) -> pl.Expr:
    if name not in frame.columns:
        return pl.lit(None, dtype=pl.String).alias(name)
    dtype = frame.schema[name]
    if dtype.is_temporal():
        return pl.col(name).cast(pl.Date).dt.to_string("%Y-%m-%d").alias(name)
    return pl.col(name).cast(pl.String).alias(name)


def _numbers(text: pl.DataFrame) -> pl.DataFrame:
    main, further = read_numbers(text["person_id"]), read_numbers(text["old_id"])
    return main.with_columns(
        old_id=pl.coalesce(main["old_id"], further["old_id"]),
        id_form=pl.when((main["id_form"] == IdForm.MISSING) & further["old_id"].is_not_null())
        .then(further["id_form"]).otherwise(main["id_form"]),
    )  # fmt: skip


def _places(text: pl.DataFrame) -> pl.DataFrame:
    """Units and the part of the address below them; where no unit is known, the whole as text."""
    written = text.select(
        pl.concat_str("address", "commune", separator=", ", ignore_nulls=True).replace("", None)
    ).to_series()
    known = read_addresses(written)
    whole = detail_of(pl.col("line").str.replace_all(",", ", ", literal=True))
    unknown = pl.col("commune").is_null() & pl.col("commune_old").is_null()
    return known.select(
        "commune", "commune_old", "district",
        address_detail=pl.when(unknown).then(whole).otherwise(pl.col("address_detail")),
    )  # fmt: skip
