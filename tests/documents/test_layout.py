"""Title, date line, captions and dateline are told apart from the story."""

from datetime import date

from sayso import documents


def story(d):
    return "\n".join(d.text[a:b] for a, b in d.body)


PAGE = """Minister: border talks near collapse

  • 05/10/2015
Minister Ana Holt at the border (AAP)
Minister Ana Holt at the border (AAP)

The talks between the two neighbours were close to collapse on Sunday (local time), the defence ministry said.

Envoys had met on Friday and on Saturday.
"""


def test_title_date_line_and_captions_are_no_story():
    d = documents.parse(PAGE)
    assert d.title == "Minister: border talks near collapse"
    assert "05/10" not in story(d)
    assert "Ana Holt" not in story(d)
    assert story(d).startswith("The talks between")


def test_an_ambiguous_date_is_settled_by_the_story():
    # 5 October 2015 is a Monday: Sunday, Saturday and Friday lie just before it. 10 May 2015 is itself a Sunday.
    assert documents.parse(PAGE).published == date(2015, 10, 5)


def test_an_ambiguous_date_that_nothing_settles_is_left_open():
    d = documents.parse("Talks go on\n\n05/10/2015\n\nThe two sides went on talking, an official said. No date was set for a meeting of the leaders.")
    assert d.published is None
    assert [(x.what, x.text) for x in d.notes] == [("published", "05/10/2015")]
    assert "--published" in d.notes[0].because


def test_an_argument_beats_the_page():
    assert documents.parse(PAGE, published=date(2015, 5, 10)).published == date(2015, 5, 10)


def test_datelines_are_cut_and_name_the_agency():
    d = documents.parse("MOSCOW (AP) — The army said it had left the town.")
    assert story(d) == "The army said it had left the town."
    assert d.publisher == "Associated Press"
    d = documents.parse("LIMA, 16 JAN 90 (EFE) -- [TEXT] REBELS ATTACKED A POLICE POST.")
    assert story(d) == "REBELS ATTACKED A POLICE POST."
    assert d.published == date(1990, 1, 16)
    d = documents.parse("TOLAN CITY (COSTA RICA), 12 SEP 89 (AFP) -- [TEXT] REBELS ATTACKED A POLICE POST TODAY.")
    assert story(d) == "REBELS ATTACKED A POLICE POST TODAY."
    assert (d.published, d.publisher) == (date(1989, 9, 12), "Agence France-Presse")


def test_a_single_paragraph_is_all_story():
    text = "Talks were held on Monday - and failed"
    assert story(documents.parse(text)) == text
