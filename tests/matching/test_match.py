"""What becomes of a mention: the outcomes of Model 36, case by case."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from pipelines.matching import load_model, match, prepare_reference
from pipelines.matching.run import HARDLY_ANY, RESULT_COLUMNS
from pipelines.matching.settings import RISK_OF_ONE_LINK, MatchSettings
from pipelines.outcomes import Outcome, Reason
from pipelines.sources.declaration import Agency, Person, Source
from tests.matching.people import mentions_frame, population, reference_frame

PEOPLE = population()
FRAME = reference_frame().with_columns(
    deceased=pl.Series([index == 7 for index in range(400)]),
    old_id=pl.Series([f"25000{index:04d}" for index in range(400)]),
)
REFERENCE = prepare_reference(FRAME)
LIST = Source("workers", Agency.LABOUR, "Danh sách", ())
COUPLES = replace(LIST, persons=(Person("husband", sex="male"), Person("wife", sex="female")))
COLUMNS = ("full_name", "birth_date", "sex", "person_id", "commune", "father_name", "mother_name")


def record(index: int, **changes: object) -> dict[str, object]:
    """Person `index` as an agency would write him, with mistakes."""
    return {name: PEOPLE[name][index] for name in COLUMNS} | changes


def one(changed: dict[str, object], source: Source = LIST) -> dict[str, object]:
    return match(REFERENCE, mentions_frame([changed]), source).results.row(0, named=True)


def test_all_agree() -> None:
    found = one(record(3))
    assert found["outcome"] == Outcome.VERIFIED
    assert found["person_id"] == PEOPLE["person_id"][3]
    assert found["method"] == "number"
    assert found["reasons"] == [Reason.EXACT.key]
    statuses = ("id_status", "name_status", "birth_date_status", "sex_status")
    assert {found[name] for name in statuses} == {"match"}
    assert list(found) == list(RESULT_COLUMNS)


def without_marks(name: str) -> str:
    from pipelines.sources.normalise import fold

    return pl.DataFrame({"n": [name]}).select(fold(pl.col("n"))).item()


@pytest.mark.parametrize(
    ("change", "outcome", "reason"),
    [
        ({"sex": None}, Outcome.VERIFIED, Reason.EXACT),
        ({"person_id": None}, Outcome.UPDATED, Reason.ID_MISSING),
        ({"person_id": "6,81E+10"}, Outcome.UPDATED, Reason.ID_IRRECOVERABLE),
        ({"person_id": "250000003"}, Outcome.UPDATED, Reason.ID_OLD),
        ({"person_id": PEOPLE["person_id"][3][1:]}, Outcome.UPDATED, Reason.ID_REPAIRED),
        ({"person_id": PEOPLE["person_id"][90]}, Outcome.MISMATCH, Reason.ID_WRONG),
        ({"person_id": PEOPLE["person_id"][2]}, Outcome.MISMATCH, Reason.ID_WRONG),
        ({"person_id": "0680"}, Outcome.MISMATCH, Reason.ID_MALFORMED),
        ({"birth_date": PEOPLE["birth_date"][3][-4:]}, Outcome.MISMATCH, Reason.BIRTH_DATE_PARTIAL),
        ({"birth_date": None}, Outcome.MISMATCH, Reason.BIRTH_DATE_MISSING),
        ({"birth_date": "31/12/1901"}, Outcome.MISMATCH, Reason.BIRTH_DATE_MISMATCH),
        ({"full_name": "Touneh Đức Zách"}, Outcome.MISMATCH, Reason.NAME_MISMATCH),
        ({"sex": "Nữ" if PEOPLE["sex"][3] == "Nam" else "Nam"}, Outcome.MISMATCH,
         Reason.SEX_MISMATCH),
    ],
)  # fmt: skip
def test_one_field_wrong(change: dict[str, object], outcome: Outcome, reason: Reason) -> None:
    found = one(record(3, **change))
    assert found["outcome"] == outcome
    assert found["person_id"] == PEOPLE["person_id"][3]
    assert found["reasons"][0] == reason.key


def test_a_name_without_marks_agrees_only_with_number_and_full_date() -> None:
    plain = without_marks(PEOPLE["full_name"][3])
    assert plain != PEOPLE["full_name"][3].lower()
    assert one(record(3, full_name=plain))["outcome"] == Outcome.VERIFIED
    alone = one(record(3, full_name=plain, person_id=None))
    assert alone["outcome"] == Outcome.MISMATCH
    assert Reason.NAME_PARTIAL.key in alone["reasons"]


def test_nobody_fits() -> None:
    found = one({"full_name": "Tôn Nữ Xa Lạ", "birth_date": "09/09/1999", "sex": "Nữ",
                 "person_id": "001199123456"})  # fmt: skip
    assert found["outcome"] == Outcome.NOT_FOUND
    assert found["person_id"] is None
    assert found["reasons"] == [Reason.NO_CANDIDATE.key, Reason.ID_UNKNOWN.key]


def test_a_number_alone_is_for_an_officer_or_for_nobody() -> None:
    found = one({"full_name": "Tôn Nữ Xa Lạ", "birth_date": "1999",
                 "person_id": PEOPLE["person_id"][3]})  # fmt: skip
    assert found["outcome"] in {Outcome.REVIEW, Outcome.NOT_FOUND}
    assert found["outcome"] == Outcome.REVIEW or found["person_id"] is None


@pytest.mark.parametrize("relative", ["father_name", "mother_name"])
def test_a_number_beside_the_name_of_the_holders_parent_is_lent(relative: str) -> None:
    year = PEOPLE["birth_date"][3][-4:]
    written = {"birth_date": year, "person_id": PEOPLE["person_id"][3],
               "commune": PEOPLE["commune"][3]}  # fmt: skip
    stranger = one(written | {"full_name": "Tôn Nữ Xa Lạ"})
    parent = one(written | {"full_name": PEOPLE[relative][3]})
    assert float(str(stranger["probability"])) > 0.5 > float(str(parent["probability"]))
    assert Reason.ID_OTHER_PERSON.key in parent["reasons"]


def _household(*, father: bool) -> pl.DataFrame:
    """People 2 and 3 at one home, neither married; with one father, or with another each."""
    second, third = PEOPLE["person_id"][2], PEOPLE["person_id"][3]
    two = pl.col("person_id").is_in([second, third])
    return FRAME.with_columns(
        spouse_id=pl.when(~two).then("spouse_id"),
        father_name=pl.when(two & pl.lit(father))
        .then(pl.lit("Lê Văn Sáu"))
        .otherwise("father_name"),
    )


def test_a_sibling_s_number_beside_name_and_date_is_for_an_officer() -> None:
    """Nothing tells whether the number was copied from the row of the sibling, or all the rest."""
    written = record(2, person_id=PEOPLE["person_id"][3], father_name=None)
    found = {
        father: match(
            prepare_reference(_household(father=father)), mentions_frame([written]), LIST
        ).results.row(0, named=True)
        for father in (True, False)
    }
    assert found[True]["outcome"] == Outcome.REVIEW
    assert found[True]["probability"] == pytest.approx(0.5, abs=0.01)
    assert Reason.SEVERAL_CANDIDATES.key in found[True]["reasons"]
    assert Reason.ID_OTHER_PERSON.key in found[True]["reasons"]
    assert found[False]["outcome"] == Outcome.MISMATCH
    assert found[False]["person_id"] == PEOPLE["person_id"][2]


@pytest.mark.parametrize(("scope", "reason"), [("organisation", "organisation"),
                                               ("foreigner", "foreigner")])  # fmt: skip
def test_out_of_scope(scope: str, reason: str) -> None:
    found = one(record(3, scope=scope))
    assert found["outcome"] == Outcome.OUT_OF_SCOPE
    assert found["person_id"] is None
    assert found["reasons"] == [reason]


def test_the_dead_in_a_list_of_the_living() -> None:
    found = one(record(7))
    assert found["outcome"] == Outcome.DECEASED
    assert found["person_id"] == PEOPLE["person_id"][7]
    assert one(record(7), replace(LIST, living=False))["outcome"] == Outcome.VERIFIED


def test_the_living_in_a_list_of_the_dead() -> None:
    deaths = replace(LIST, living=False, expects_dead=True)
    alive = one(record(3), deaths)
    assert alive["outcome"] == Outcome.VERIFIED
    assert Reason.REFERENCE_ALIVE.key in alive["reasons"]
    assert Reason.REFERENCE_ALIVE.key not in one(record(7), deaths)["reasons"]


def test_the_second_record_of_a_person_is_a_duplicate_and_the_better_one_stays() -> None:
    worse = record(3, birth_date=PEOPLE["birth_date"][3][-4:])
    results = match(REFERENCE, mentions_frame([worse, record(3), record(4)]), LIST).results
    assert results["outcome"].to_list() == [Outcome.DUPLICATE, Outcome.VERIFIED, Outcome.VERIFIED]
    assert results["person_id"][0] == PEOPLE["person_id"][3]
    assert results["reasons"][0][0] == Reason.DUPLICATE_PERSON.key


def test_somebody_may_stand_in_several_rows_of_a_list_of_things() -> None:
    rows = [
        record(index, role=role, file_row=row, record_key=key)
        for row, key in ((2, "a"), (3, "b"), (4, "a"))
        for index, role in ((2, "husband"), (3, "wife"))
    ]
    results = match(REFERENCE, mentions_frame(rows), COUPLES).results
    assert results["outcome"].to_list() == [Outcome.VERIFIED] * 4 + [Outcome.DUPLICATE] * 2


def test_the_two_of_a_couple_speak_for_each_other() -> None:
    """A namesake of the same year is told apart by the spouse."""
    twin = FRAME.filter(pl.col("person_id") == PEOPLE["person_id"][2]).with_columns(
        person_id=pl.lit("068099999999"), household_id=pl.lit("x"), spouse_id=pl.lit(None),
        old_id=pl.lit(None), birth_day=pl.col("birth_day") % 28 + 1,
    )  # fmt: skip
    reference = prepare_reference(
        pl.concat([FRAME, twin.cast(dict(FRAME.schema))], how="vertical_relaxed")
    )
    vague = {
        "full_name": PEOPLE["full_name"][2], "birth_date": PEOPLE["birth_date"][2][-4:],
        "role": "husband", "file_row": 2,
    }  # fmt: skip
    alone = match(reference, mentions_frame([vague]), COUPLES).results.row(0, named=True)
    assert alone["outcome"] != Outcome.MISMATCH
    rows = [vague, record(3, role="wife", file_row=2)]
    together = match(reference, mentions_frame(rows), COUPLES).results
    assert together["person_id"][0] == PEOPLE["person_id"][2]
    assert together["margin"][0] > alone["margin"] + 5


def test_one_number_for_several_people_is_told() -> None:
    number = PEOPLE["person_id"][3]
    rows = [record(3), record(10, person_id=number), record(20, person_id=number)]
    results = match(REFERENCE, mentions_frame(rows), LIST).results
    assert results["outcome"].to_list() == [Outcome.VERIFIED, Outcome.MISMATCH, Outcome.MISMATCH]
    assert Reason.DUPLICATE_ID.key in results["reasons"][1]
    assert Reason.DUPLICATE_ID.key not in results["reasons"][0]


def test_every_mention_has_one_result_in_order() -> None:
    rows = [record(index, file_row=500 - index) for index in range(0, 400, 7)]
    mentions = mentions_frame(rows)
    results = match(REFERENCE, mentions, LIST).results
    assert results["file_row"].to_list() == mentions["file_row"].to_list()
    again = match(REFERENCE, mentions.reverse(), LIST).results.reverse()
    assert results.drop("probability", "margin").equals(again.drop("probability", "margin"))


def test_no_mentions() -> None:
    assert match(REFERENCE, mentions_frame([]), LIST).results.height == 0


def with_double(index: int, **changes: object) -> pl.DataFrame:
    """The reference with a second person who differs from `index` in number and `changes` only."""
    double = FRAME.filter(pl.col("person_id") == PEOPLE["person_id"][index]).with_columns(
        pl.lit(value).alias(name)
        for name, value in {"person_id": "068099999999", "old_id": None, **changes}.items()
    )
    return pl.concat([FRAME, double.cast(dict(FRAME.schema))], how="vertical_relaxed")


@pytest.mark.parametrize("part", ["file_name", "sheet_name", "role"])
def test_a_file_without_parents_prefers_nobody_for_having_none(part: str) -> None:
    """Whatever the other files of the list write."""
    reference = prepare_reference(with_double(3, father_name=None, mother_name=None))
    silent = record(3, person_id=None, father_name=None, mother_name=None)
    mentions = mentions_frame([silent, *(record(index) for index in range(10, 30))])
    other = pl.when(pl.int_range(pl.len()) == 0).then(pl.lit("b")).otherwise(pl.lit("a"))
    found = match(reference, mentions.with_columns(other.alias(part)), LIST).results.row(
        0, named=True
    )
    assert found["outcome"] == Outcome.REVIEW
    assert found["reasons"] == [Reason.SEVERAL_CANDIDATES.key]
    assert found["margin"] == pytest.approx(0.0, abs=1e-6)


def test_a_gap_in_the_reference_does_not_bury_who_agrees_in_everything_else() -> None:
    gap = FRAME.with_columns(
        pl.when(pl.col("person_id") != PEOPLE["person_id"][3]).then(pl.col(name)).alias(name)
        for name in ("father_name", "mother_name")
    )
    rows = [record(3, person_id=None), *(record(index) for index in range(10, 30))]
    found = match(prepare_reference(gap), mentions_frame(rows), LIST).results.row(0, named=True)
    assert found["outcome"] == Outcome.UPDATED


def test_a_twin_who_is_not_in_the_reference_is_for_an_officer() -> None:
    """Date, home and parents agree, the name does not: only a number could tell."""
    surname = PEOPLE["full_name"][3].split()[0]
    twin = record(3, full_name=f"{surname} Khắc Uyển", person_id=None)
    found = one(twin)
    assert found["name_status"] == "mismatch"
    assert found["outcome"] == Outcome.REVIEW
    assert found["probability"] < 0.99, "the weights know of twins"
    unaware = load_model().model_copy(update={"relatives": HARDLY_ANY})
    found = match(REFERENCE, mentions_frame([twin]), LIST, model=unaware).results.row(0, named=True)
    assert found["probability"] > 0.99, "the rule decides, not the weights"
    assert found["outcome"] == Outcome.REVIEW
    assert Reason.NAME_MISMATCH.key in found["reasons"]
    numbered = one({**twin, "person_id": PEOPLE["person_id"][3]})
    assert numbered["outcome"] == Outcome.MISMATCH
    assert numbered["person_id"] == PEOPLE["person_id"][3]


def test_a_sibling_of_the_same_name_is_for_an_officer_and_a_slip_in_one_part_is_not() -> None:
    day, month, year = (int(part) for part in PEOPLE["birth_date"][3].split("/"))
    other = f"{day % 28 + 1:02d}/{month % 12 + 1:02d}/{year + 2}"
    sibling = one(record(3, birth_date=other, person_id=None))
    assert sibling["outcome"] == Outcome.REVIEW
    assert sibling["probability"] > 0.99, "the rule decides, not the weights"
    assert Reason.BIRTH_DATE_MISMATCH.key in sibling["reasons"]
    assert one(record(3, birth_date=other))["outcome"] == Outcome.MISMATCH
    slip = one(record(3, birth_date=f"{day:02d}/{month:02d}/{year + 2}", person_id=None))
    assert slip["outcome"] == Outcome.MISMATCH
    assert slip["person_id"] == PEOPLE["person_id"][3]


def test_a_stricter_share_of_false_links_needs_surer_links() -> None:
    shares = (1e-2, 1e-3, 1e-4, 1e-5, 1e-6)
    least = [MatchSettings(false_links=share).accept for share in shares]
    assert least == sorted(least)
    assert least[0] > 0.5
    assert least[-1] < 1


@pytest.mark.parametrize(("times", "outcome"), [(0.5, Outcome.REVIEW), (2, Outcome.UPDATED)])
def test_a_link_is_as_sure_as_the_accepted_share_asks(times: float, outcome: Outcome) -> None:
    mentions = mentions_frame([record(3, person_id=None, commune=None, mother_name=None)])
    risk = 1 - match(REFERENCE, mentions, LIST).results["probability"][0]
    assert 0 < risk < 0.01
    settings = MatchSettings(false_links=times * risk / RISK_OF_ONE_LINK)
    assert match(REFERENCE, mentions, LIST, settings=settings).results["outcome"][0] == outcome
