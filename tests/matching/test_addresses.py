"""Addresses of no known unit, compared word by word."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.matching import prepare_reference
from pipelines.matching.addresses import Addresses, address_levels, free_addresses, shared
from pipelines.matching.encoded import Ints
from pipelines.matching.fields import ADDRESS
from pipelines.matching.library import shaped
from pipelines.matching.reference import Reference

HOMES = [
    "12 Lê Lợi, thôn 5, xã Quỳnh Đôi",
    "14 Lê Lợi, thôn 6, xã Quỳnh Đôi",
    "7 Phan Đình Phùng, thôn 1, xã Hưng Lộc",
    "35 Bùi Thị Xuân, tổ 2, phường Bến Thủy",
    *(f"{n} đường số {n % 7}, thôn {n % 9}, xã Nam Cát" for n in range(40, 90)),
]


def reference(homes: list[str | None]) -> Reference:
    return prepare_reference(shaped(pl.DataFrame({"full_name": ["An"] * len(homes),
                                                  "address": homes})))  # fmt: skip


KNOWN = reference([*HOMES])


def added(texts: pl.Series | list[str]) -> tuple[Addresses, Ints]:
    """Known addresses with some more, and the ids of these."""
    frame = shaped(pl.DataFrame({"full_name": ["An"] * len(texts), "address": texts}))
    every, (ids,) = KNOWN.addresses.texts.add([free_addresses(frame)])
    return replace(KNOWN.addresses, texts=every), ids


def level(written: str | None, known: str | None) -> str:
    addresses, (one, other) = added(pl.Series([written, known], dtype=pl.String))
    found = address_levels(addresses, np.array([one]), np.array([other]))
    return ADDRESS.levels[int(found[0])].key


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (HOMES[0], "same"),
        ("12 le loi; thon 5; xa quynh doi", "same"),
        ("thôn 5, xã Quỳnh Đôi, 12 Lê Lợi", "close"),
        ("12 Lê Lợi, thôn 5, xã Quỳnnh Dôi", "close"),
        ("thôn 5, xã Quỳnh Đôi", "most"),
        ("15 Bùi Thị Xuân, thôn 5, xã Quỳnh Đôi", "part"),
        (HOMES[2], "differs"),
        (None, "missing"),
        ("", "missing"),
    ],
)
def test_level_of_one_pair(written: str | None, expected: str) -> None:
    assert level(written, HOMES[0]) == expected
    assert level(HOMES[0], written) == expected


def test_another_number_is_another_place_and_a_slip_in_a_word_is_not() -> None:
    right = "40 Nguyễn Thiếp, thôn Bến Đò, xã Nam Cát"
    assert level(right.replace("Thiếp", "Thiêpp"), right) == "close"
    texts = [right, right.replace("Thiếp", "Thiêpp"), right.replace("40", "41")]
    addresses, ids = added(texts)
    words = addresses.texts.syllables[ids]
    slip, number = shared(addresses, words[[0, 0]], words[[1, 2]])
    assert slip == pytest.approx(1.0)
    assert number < slip


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    rare = level("Lê Lợi, xã Vô Danh", HOMES[0])
    common = level("thôn 5, đường số, xã Vô Danh", HOMES[0])
    order = [item.key for item in ADDRESS.levels]
    assert order.index(rare) < order.index(common)


@given(
    st.lists(st.integers(0, 30), min_size=1, max_size=8), st.lists(st.integers(0, 30), max_size=8)
)
def test_shared_is_a_share_and_the_same_from_both_sides(one: list[int], other: list[int]) -> None:
    width = KNOWN.addresses.texts.width

    def words(ids: list[int]) -> np.ndarray:
        return np.array([[*ids, *[-1] * (width - len(ids))]], dtype=np.int32)

    there, back = (
        shared(KNOWN.addresses, words(a), words(b)) for a, b in ((one, other), (other, one))
    )
    assert there == pytest.approx(back)
    assert 0 <= there[0] <= 1 + 1e-6
    assert shared(KNOWN.addresses, words(one), words(one[::-1]))[0] == pytest.approx(1.0)


def test_known_units_are_not_compared_as_text() -> None:
    frame = pl.DataFrame(
        {"address_detail": ["thon 5"] * 3, "commune": ["24772", None, None],
         "commune_old": [None, "24773", None]}
    )  # fmt: skip
    assert free_addresses(frame).to_list() == [None, None, "thon 5"]
    assert free_addresses(frame.drop("address_detail")).to_list() == [None] * 3
    assert free_addresses(frame.select("address_detail")).to_list() == ["thon 5"] * 3


def test_without_addresses_nothing_is_known_and_nothing_compared() -> None:
    nobody = reference([None, None])
    missing = np.full(2, -1, dtype=np.int32)
    found = address_levels(nobody.addresses, missing, missing)
    assert (found == ADDRESS.index("missing")).all()
    assert [column.tolist() for column in nobody.addresses.rare] == [[0], [0], [0]]


def test_rare_words_are_those_that_few_share() -> None:
    texts = KNOWN.addresses.texts
    first, second, _ = KNOWN.addresses.rare
    words = [texts.syllable_index["syllable"][int(column[0]) - 1] for column in (first, second)]
    assert not {"thon", "xa", "5"} & set(words)
    assert first[-1] == 0
