from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.grounding import quantities

Found = set[tuple[str, tuple[int | None, int | None]]]


def tolls(text: str) -> Found:
    return {(m.kind, m.range) for m in quantities.tolls(text, 0, len(text))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The shelling killed seven people and wounded 20.", {("killed", (7, 7)), ("injured", (20, 20))}),
        ("A car bomb went off, killing five and injuring at least 12.", {("killed", (5, 5)), ("injured", (12, None))}),
        ("THE AMBUSH LEFT 31 DEAD AND MORE THAN 1,000 INJURED.", {("killed", (31, 31)), ("injured", (1000, None))}),
        ("Two soldiers were killed near the river.", {("killed", (2, 2))}),
        ("Dozens of people have died in the siege.", {("killed", (24, None))}),
        ("Some 40 farmers, most of them women, were killed in the raid.", {("killed", (40, 40))}),
        ("A soldier was killed when the convoy came under fire.", {("killed", (1, 1))}),
        ("Gunmen killed a judge and his driver.", {("killed", (2, 2))}),
        ("The strike killed three women and two children.", {("killed", (5, 5))}),
        ("Three women and two children were killed in the strike.", {("killed", (5, 5))}),
        ("The death toll of 31 could rise.", {("killed", (31, 31))}),
        ("The death toll has risen to 44.", {("killed", (44, 44))}),
        ("The war has claimed up to 250 civilian lives.", {("killed", (None, 250))}),
        ("Raids killed or wounded 300 fighters.", {("killed", (None, 300)), ("injured", (None, 300))}),
        ("None was hurt in the blast.", {("injured", (0, 0))}),
        ("The blast left 12 people injured.", {("injured", (12, 12))}),
        ("They are accused of the murder of 27 hostages.", {("killed", (27, 27))}),
        ("Villagers were murdered in their thousands.", {("killed", (2000, None))}),
        ("Six policemen died and another nine were seriously wounded.", {("killed", (6, 6)), ("injured", (9, 9))}),
    ],
)
def test_counts_are_read_with_who_they_count(text: str, expected: Found) -> None:
    assert tolls(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Two gunmen fled after the attack.",
        "The villagers were killed 20 years ago in 1998.",
        "The army killed the rebels in two villages.",
        "In 2004 death came to the town.",
        "Prices were up 12 percent.",
        "",
    ],
)
def test_other_numbers_are_no_toll(text: str) -> None:
    assert tolls(text) == set()


def test_the_doers_are_not_counted_as_victims() -> None:
    assert tolls("Ten gunmen killed four guards.") == {("killed", (4, 4))}


def test_offsets_name_the_count_and_the_word_for_what_befell_them() -> None:
    text = "Quiet. At least 12 guards were wounded."
    (mention,) = quantities.tolls(text, 7, len(text))
    assert text[mention.start : mention.end] == "At least 12"
    assert text[mention.cue_start :].startswith("wounded")


WORDS = ["killed", "wounded", "and", "or", "12", "two", "a", "soldier", "people", ",", "were", "was", "of", "death", "toll", "the", "more", "than", "dozens"]
WORDS += ["Ali", "injuring", "murder", "no", "half", "dozen", "hundred", "-", "."]


@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join)), st.integers(0, 30), st.integers(0, 200))
def test_any_text_gives_mentions_inside_the_sentence(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    for mention in quantities.tolls(text, start, end):
        assert start <= mention.start < mention.end <= end
        assert start <= mention.cue_start < end
        low, high = mention.range
        assert mention.range != (None, None)
        assert low is None or high is None or 0 <= low <= high


@given(st.integers(2, 99_999), st.sampled_from(["soldiers", "civilians", "miners", "women"]))
def test_active_and_passive_tell_the_same(n: int, who: str) -> None:
    assert tolls(f"The bombing killed {n:,} {who}.") == tolls(f"{n:,} {who} were killed in the bombing.") == {("killed", (n, n))}
