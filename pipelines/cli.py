"""`doisoat`: the command line. Exit status 0 done, 1 failed with one clear line, 2 wrong usage.

A command loads what it needs when it is called, so that none waits for what only others use.
"""

from __future__ import annotations

import os
import re
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines import __version__

if TYPE_CHECKING:
    from pipelines.settings import Settings

_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)
_EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
_ANSWERS = click.Path(exists=True, file_okay=False, path_type=Path)
_PUBLISHED = click.option(
    "--warehouse", required=True, type=_EXISTING, help="Tệp kho dữ liệu (DuckDB)"
)


class _Period(click.ParamType[str]):
    """A reporting period, `YYYY-MM`."""

    name = "YYYY-MM"

    def convert(self, value: str, *_: object) -> str:
        if not re.fullmatch(r"(19|20)\d\d-(0[1-9]|1[0-2])", value):
            self.fail(f"kỳ báo cáo phải có dạng YYYY-MM, ví dụ 2026-11, không phải {value!r}")
        return value


def _now() -> datetime:
    from pipelines.settings import TIME_ZONE

    return datetime.now(TIME_ZONE)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="doisoat")
def cli() -> None:
    """Đối soát hồ sơ của các cơ quan với dữ liệu dân cư (Mô hình 36).

    Thêm --debug vào bất kỳ lệnh nào để xem chi tiết kỹ thuật khi có lỗi.
    """


@cli.command()
@click.option(
    "--inbox", type=_FOLDER, required=True, help="Thư mục hộp nhận, mỗi nguồn một thư mục"
)
@click.option("--warehouse", type=_FILE, required=True, help="Tệp kho dữ liệu (DuckDB)")
@click.option("--out", type=_FOLDER, required=True, help="Thư mục kết quả")
@click.option("--period", type=_Period(), help="Kỳ báo cáo; mặc định là tháng hiện tại")
@click.option("--correct", default="", metavar="LÝ DO", help="Đính chính một kỳ đã chốt")
@click.option("--settings", "settings_file", type=_FILE, help="Tệp cài đặt (TOML)")
def run(
    inbox: Path,
    warehouse: Path,
    out: Path,
    period: str | None,
    correct: str,
    settings_file: Path | None,
) -> None:
    """Chạy một lượt: đọc, kiểm tra, đối soát, công bố, lập báo cáo."""
    from pipelines import console
    from pipelines.job import Order

    now = _now()
    order = Order(
        inbox=inbox,
        warehouse=warehouse,
        out=out,
        period=period or f"{now:%Y-%m}",
        today=now.date(),
        settings=_settings(settings_file),
        correction=correct,
    )
    console.run_and_tell(order)


@cli.command()
@click.argument("file", type=_EXISTING)
@click.option("--source", required=True, help="Nguồn, ví dụ social_insurance")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", help="Ngôn ngữ")
@click.option("--html", type=_FILE, help="Ghi thêm một trang để gửi cơ quan")
@click.option("--write-mapping", is_flag=True, help="Ghi tệp ánh xạ cột để xác nhận, sửa")
def check(file: Path, source: str, lang: str, html: Path | None, write_mapping: bool) -> None:
    """Xem trước một lượt chạy sẽ hiểu tệp FILE thế nào; không động đến kho dữ liệu."""
    from pipelines.sources import SOURCES
    from pipelines.sources import inspect as inspection

    if source not in SOURCES:
        raise click.BadParameter(
            f"không có nguồn {source!r}; các nguồn: {', '.join(SOURCES)}", param_hint="--source"
        )
    inspection.check_file(
        file,
        SOURCES[source],
        lang=lang,
        html=html,
        write_mapping=write_mapping,
        today=_now().date(),
    )


@cli.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--people", type=click.IntRange(min=100), default=20_000, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--style", default="province", show_default=True, help="Kiểu tệp và lỗi")
def sample(folder: Path, people: int, seed: int, style: str) -> None:
    """Sinh một tỉnh giả lập (không có người thật) cùng đáp án vào DIR."""
    from sample_data import generate

    generate(folder, people=people, seed=seed, style=style)
    click.echo(f"Đã sinh {people} người giả lập trong {folder}")


@cli.command()
@click.option("--dir", "folder", type=_FOLDER, default=Path("demo"), show_default=True)
@click.option("--people", type=click.IntRange(min=100), default=5_000, show_default=True)
@click.option("--seed", type=int, default=36, show_default=True)
def demo(folder: Path, people: int, seed: int) -> None:
    """Sinh tỉnh giả lập, chạy một lượt, in số liệu và nơi để kết quả."""
    from pipelines import console
    from pipelines.job import Order
    from sample_data import generate

    generate(folder / "province", people=people, seed=seed)
    now = _now()
    order = Order(
        inbox=folder / "province" / "inbox",
        warehouse=folder / "doisoat.duckdb",
        out=folder / "out",
        period=f"{now:%Y-%m}",
        today=now.date(),
    )
    console.run_and_tell(order)
    console.evaluate_and_tell(order.warehouse, folder / "province" / "truth")


@cli.command()
@click.option("--inbox", type=_FOLDER, default=Path("inbox"), show_default=True)
@click.option("--warehouse", type=_FILE, default=Path("doisoat.duckdb"), show_default=True)
@click.option("--out", type=_FOLDER, default=Path("out"), show_default=True)
@click.option("--settings", "settings_file", type=_FILE, help="Tệp cài đặt (TOML)")
def serve(inbox: Path, warehouse: Path, out: Path, settings_file: Path | None) -> None:
    """Giữ lịch chạy hằng đêm dưới Prefect (mặc định 01:00 giờ Việt Nam)."""
    from pipelines import flows

    flows.serve(inbox, warehouse, out, _settings(settings_file), settings_file=settings_file)


@cli.command()
@click.option("--warehouse", type=_FILE, required=True, help="Tệp kho dữ liệu (DuckDB)")
def dictionary(warehouse: Path) -> None:
    """In từ điển dữ liệu của kho (Markdown)."""
    from warehouse.dictionary import dictionary as describe
    from warehouse.store import connect

    with connect(warehouse, read_only=True) as con:
        click.echo(describe(con))


@cli.command()
@_PUBLISHED
@click.option("--out", required=True, type=_FILE, help="Tệp mô hình (JSON) sẽ ghi")
@click.option("--name", "version", required=True, help="Tên phiên bản của mô hình")
def train(warehouse: Path, out: Path, version: str) -> None:
    """Học lại mô hình đối soát từ kỳ mới nhất; việc chạy hằng đêm không tự học lại."""
    from pipelines.matching.commands import train_and_tell

    train_and_tell(warehouse, out, version)


@cli.command()
@click.argument("record")
@_PUBLISHED
@click.option("--model", type=_EXISTING, help="Mô hình khác với mô hình đi kèm")
@click.option("--chart", type=_FILE, help="Ghi thêm biểu đồ (html, svg hoặc png)")
def explain(record: str, warehouse: Path, model: Path | None, chart: Path | None) -> None:
    """Giải thích một hồ sơ: NGUỒN:DÒNG, NGUỒN:TỆP:DÒNG, thêm :VAI nếu dòng có nhiều người."""
    from pipelines.matching.commands import explain_and_tell

    explain_and_tell(record, warehouse, model, chart)


@cli.command()
@_PUBLISHED
@click.option("--truth", type=_ANSWERS, help="Thư mục đáp án của tỉnh mẫu")
@click.option(
    "--labels", type=_EXISTING, help="Nhãn của cán bộ: csv, xlsx (source, file, row, role, person)"
)
@click.option("--charts", type=_FOLDER, help="Thư mục ghi biểu đồ")
def evaluate(warehouse: Path, truth: Path | None, labels: Path | None, charts: Path | None) -> None:
    """Đo độ chính xác, độ phủ theo đáp án, theo nhãn của cán bộ, hoặc theo chính mô hình."""
    from pipelines.matching.commands import evaluate_and_tell

    evaluate_and_tell(warehouse, truth, labels, charts)


@cli.command()
@_PUBLISHED
@click.option("--source", required=True, help="Nguồn")
@click.option(
    "--truth",
    type=_ANSWERS,
    help="Thư mục đáp án; nếu không có, người có số định danh làm đáp án và các khóa dùng số được "
    "bỏ qua",
)
def blocking(warehouse: Path, source: str, truth: Path | None) -> None:
    """Đo từng khóa gom nhóm: số cặp, thời gian, số cặp đúng bị mất."""
    from pipelines.matching.commands import blocking_and_tell

    blocking_and_tell(warehouse, source, truth)


def _settings(path: Path | None) -> Settings:
    from pydantic import ValidationError

    from pipelines.settings import Settings

    try:
        return Settings.load(path)
    except FileNotFoundError:
        raise click.BadParameter(f"không có tệp {path}", param_hint="--settings") from None
    except ValidationError as error:
        wrong = ", ".join(".".join(map(str, e["loc"])) for e in error.errors())
        raise click.BadParameter(
            f"giá trị không hợp lệ: {wrong}", param_hint="--settings"
        ) from None
    except ValueError:
        raise click.BadParameter("tệp không phải TOML", param_hint="--settings") from None


def main() -> None:
    """Entry point: one line for every failure, the traceback only with `--debug`."""
    os.environ.setdefault("DO_NOT_TRACK", "1")
    arguments = [a for a in sys.argv[1:] if a != "--debug"]
    debug = len(arguments) < len(sys.argv) - 1
    try:
        cli.main(args=arguments, prog_name="doisoat", standalone_mode=True)
    except Exception as error:  # the last line of defence: keeps data out of the log
        if debug:
            raise
        click.echo(f"Lỗi{_told(error)}", err=True)
        sys.exit(1)


def _told(error: Exception) -> str:
    """Say what a foreseen failure says, and of any other its kind only."""
    from pipelines.job import RunFailed

    if isinstance(error, RunFailed):
        return f": {error}"
    return (
        f" ngoài dự kiến ({type(error).__name__}). Số liệu đã công bố giữ nguyên. "
        "Chạy lại với --debug và gửi nội dung cho nhóm kỹ thuật."
    )


if __name__ == "__main__":
    main()
