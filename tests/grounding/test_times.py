from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.grounding import times
from sayso.grounding.moments import Tense

PUBLISHED = date(2018, 9, 7)  # a Friday
TOLD_BEFORE = date(2018, 8, 20)


def read(text: str, tense: Tense | None = "past", published: date | None = PUBLISHED, anchor: date | None = None) -> str | None:
    """The days of the first expression as the gold writes them, open ends as dots."""
    found = times.expressions(text, 0, len(text))
    time = times.resolve(found[0], published, anchor, tense) if found else None
    if time is None:
        return None
    first, last = (".." if d is None else d.isoformat() for d in (time.start, time.end))
    return first if first == last else f"{first}/{last}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on Sunday.", "2018-09-02"),
        ("They met on Friday.", "2018-09-07"),
        ("They met last Friday.", "2018-08-31"),
        ("Shells fell late on Saturday.", "2018-09-01"),
        ("Shells fell in the early hours of Thursday.", "2018-09-06"),
        ("Shells fell on Wednesday night.", "2018-09-05"),
        ("The deal of 4 October failed.", "2017-10-04"),
        ("The deal of October 4, 2015 failed.", "2015-10-04"),
        ("The deal of Oct. 4 failed.", "2017-10-04"),
        ("THE DEAL OF 16 JAN 90 FAILED.", "1990-01-16"),
        ("The deal of 2015-10-04 failed.", "2015-10-04"),
        ("On Tuesday, Sept. 22, 2020, it fell.", "2020-09-22"),
        ("It began in July.", "2018-07-01/2018-07-31"),
        ("It began last July.", "2018-07-01/2018-07-31"),
        ("It began last September.", "2017-09-01/2017-09-30"),
        ("It began in July 2016.", "2016-07-01/2016-07-31"),
        ("It began in early March.", "2018-03-01/2018-03-10"),
        ("It began in December last year.", "2017-12-01/2017-12-31"),
        ("March’s attack", "2018-03-01/2018-03-31"),
        ("It began in 2011.", "2011-01-01/2011-12-31"),
        ("a 2016 coup", "2016-01-01/2016-12-31"),
        ("at the end of 2013", "2013-12-01/2013-12-31"),
        ("Since 2011 it has burned.", "2011-01-01/2018-09-07"),
        ("Since Tuesday it has burned.", "2018-09-04/2018-09-07"),
        ("from 2012-2014", "2012-01-01/2014-12-31"),
        ("in 2013-14", "2013-01-01/2014-12-31"),
        ("in the 1980s", "1980-01-01/1989-12-31"),
        ("They left yesterday.", "2018-09-06"),
        ("They left the day before yesterday.", "2018-09-05"),
        ("They left overnight.", "2018-09-07"),
        ("They left last night.", "2018-09-06"),
        ("They left this morning.", "2018-09-07"),
        ("They left last week.", "2018-08-27/2018-09-02"),
        ("They left this week.", "2018-09-03/2018-09-07"),
        ("They left earlier this year.", "2018-01-01/2018-09-07"),
        ("They left last month.", "2018-08-01/2018-08-31"),
        ("They left last year.", "2017-01-01/2017-12-31"),
        ("They left late last year.", "2017-10-01/2017-12-31"),
        ("They left two days ago.", "2018-09-05"),
        ("They left two weeks ago.", "2018-08-24"),
        ("They left seven weeks ago.", "2018-07-16/2018-07-22"),
        ("They left three months ago.", "2018-06-01/2018-06-30"),
        ("They left in the past two weeks.", "2018-08-24/2018-09-07"),
        ("They left in the last 48 hours.", "2018-09-05/2018-09-07"),
        ("They left over the weekend.", "2018-09-01/2018-09-02"),
        ("They left between 3 and 5 May.", "2018-05-03/2018-05-05"),
        ("They talked from Monday to Wednesday.", "2018-09-03/2018-09-05"),
        ("They talked from December 2016 to February 2017.", "2016-12-01/2017-02-28"),
    ],
)
def test_the_past_is_counted_back_from_publication(text: str, expected: str) -> None:
    assert read(text) == expected
    assert read(text.upper()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They meet on Sunday.", "2018-09-09"),
        ("They meet next Monday.", "2018-09-10"),
        ("They meet tomorrow.", "2018-09-08"),
        ("They meet on 10 October.", "2018-10-10"),
        ("They meet in March.", "2019-03-01/2019-03-31"),
        ("They meet this week.", "2018-09-03/2018-09-09"),
        ("They meet later this month.", "2018-09-07/2018-09-30"),
        ("They meet from Monday to Thursday.", "2018-09-10/2018-09-13"),
        ("They must leave by 10 October.", "2018-09-07/2018-10-10"),
        ("They stay until Wednesday.", "2018-09-07/2018-09-12"),
    ],
)
def test_the_future_is_counted_on_from_publication(text: str, expected: str) -> None:
    assert read(text, "future") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A day later they fled.", "2018-08-21"),
        ("They fled the next day.", "2018-08-21"),
        ("They fled the previous day.", "2018-08-19"),
        ("They had fled three weeks earlier.", "2018-07-30"),
        ("They fled in August that year.", "2018-08-01/2018-08-31"),
    ],
)
def test_what_counts_from_a_day_told_before_needs_it(text: str, expected: str) -> None:
    assert read(text, anchor=TOLD_BEFORE) == expected
    assert read(text) is None


@pytest.mark.parametrize("text", ["on Sunday", "in July", "4 October", "last week", "yesterday", "two days ago", "since Tuesday"])
def test_without_publication_only_full_dates_are_settled(text: str) -> None:
    assert read(text, published=None) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It lasted for three days.", "duration"),
        ("It lasted more than four years.", "duration"),
        ("a six-month siege", "duration"),
        ("They meet every Friday.", "set"),
        ("Shells fall daily.", "set"),
        ("in recent days", "vague"),
        ("several years ago", "vague"),
        ("more than two years ago", "vague"),
    ],
)
def test_what_gives_no_date_says_so(text: str, kind: str) -> None:
    (found,) = times.expressions(text, 0, len(text))
    assert found.kind == kind
    assert times.resolve(found, PUBLISHED, TOLD_BEFORE, "past") is None


@pytest.mark.parametrize(
    "text",
    [
        "You may march on.",
        "Prime Minister May said no.",
        "Some 2000 people came.",
        "2000 soldiers came.",
        "a 24-year-old man",
        "AT 1900 GMT",
        "The Sun wrote it.",
        "on 05-08-2021",
    ],
)
def test_other_meanings_are_no_time(text: str) -> None:
    assert times.expressions(text, 0, len(text)) == []


def test_impossible_days_are_not_settled() -> None:
    assert read("on 31 June 2015") is None
    assert read("They left 9000 years ago.") is None


def test_the_29th_of_february_is_found_in_a_leap_year() -> None:
    assert read("on 29 February") == "2016-02-29"


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["{d} {m} {y}", "{m} {d}, {y}", "{y}-{n:02}-{d:02}", "{d}th of {m} {y}"]))
def test_a_full_date_is_read_back(day: date, form: str) -> None:
    text = form.format(d=day.day, m=day.strftime("%B"), y=day.year, n=day.month)
    assert read(f"It was on {text} that they met.", published=None) == day.isoformat()


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_a_bare_day_lies_within_a_week_of_publication(published: date, weekday: int) -> None:
    name = (date(2018, 9, 3) + timedelta(weekday)).strftime("%A")
    back, on = (read(f"on {name}", tense, published) for tense in ("past", "future"))  # type: ignore[arg-type]
    assert back is not None
    assert on is not None
    assert 0 <= (published - date.fromisoformat(back)).days <= 6
    assert 0 <= (date.fromisoformat(on) - published).days <= 6


WORDS = ["last", "next", "the", "3", "31", "May", "February", "2015", "to", "-", "and", "Monday", "since", "by"]
WORDS += ["99", "weeks", "ago", "later", "year", "early", "end", "of", ",", "90", "that", "9999999", "past", "hours", "decade", "weekend", "."]


@given(
    st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)),
    st.integers(0, 30),
    st.integers(0, 200),
    st.sampled_from(["past", "future", None]),
    st.one_of(st.none(), st.dates()),
    st.one_of(st.none(), st.dates()),
)
def test_any_text_gives_expressions_inside_the_sentence(
    text: str, start: int, length: int, tense: Tense | None, published: date | None, anchor: date | None
) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    last = start
    for found in times.expressions(text, start, end):
        assert last <= found.start < found.end <= end
        assert text[found.start : found.end] == found.text
        last = found.end
        time = times.resolve(found, published, anchor, tense)
        assert time is None or time.start is not None or time.end is not None
        if time is not None and time.start is not None and time.end is not None:
            assert time.start <= time.end


@pytest.mark.parametrize(("text", "day"), [("payable on 2 January", date(2025, 1, 2)), ("since the talks of 20 October", date(2024, 10, 20))])
def test_where_nothing_tells_past_or_future_a_day_is_the_nearest_of_its_name(text, day):
    (found,) = times.expressions(text, 0, len(text))
    told = times.resolve(found, date(2024, 11, 2), None, None)
    assert told is not None
    assert told.start == told.end == day
