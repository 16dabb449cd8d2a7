from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.matching.syllables import Depth, forms, polynomial_hash

LETTERS = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạòỏõóọừứụý'", min_size=1, max_size=7)


@pytest.mark.parametrize(
    ("one", "other", "depth"),
    [
        ("hoà", "hòa", Depth.EXACT),
        ("thuý", "thúy", Depth.EXACT),
        ("lý", "lí", Depth.VARIANT),
        ("k'brông", "kbrông", Depth.VARIANT),
        ("tiến", "tiên", Depth.TONELESS),
        ("đức", "duc", Depth.FOLDED),
        ("hương", "huong", Depth.FOLDED),
        ("huỳnh", "hoàng", Depth.SOUND),
        ("võ", "vũ", Depth.SOUND),
        ("sơn", "xơn", Depth.SOUND),
        ("trung", "chung", Depth.SOUND),
        ("lan", "lang", Depth.SOUND),
    ],
)
def test_what_two_spellings_share(one: str, other: str, depth: Depth) -> None:
    left, right = forms(one), forms(other)
    assert left[depth] == right[depth]
    assert depth == Depth.EXACT or left[depth - 1] != right[depth - 1]


@pytest.mark.parametrize(("one", "other"), [("qúy", "quỷ"), ("lan", "lam"), ("an", "ân")])
def test_different_names_stay_different_in_tone(one: str, other: str) -> None:
    assert forms(one)[Depth.EXACT] != forms(other)[Depth.EXACT]


@given(LETTERS)
def test_deeper_forms_follow_from_shallower_ones(syllable: str) -> None:
    exact, variant, toneless, folded, sound = forms(syllable)
    assert forms(exact) == (exact, variant, toneless, folded, sound)
    assert forms(folded)[Depth.FOLDED] == folded


@given(st.lists(st.text(alphabet="abcdegh", max_size=5), min_size=2, max_size=2))
def test_hash_of_letters_written_together(pair: list[str]) -> None:
    values, carry = polynomial_hash([*pair, "".join(pair)])
    np.testing.assert_array_equal(values[:1] * carry[1:2] + values[1:2], values[2:])
    assert values.dtype == np.uint64
