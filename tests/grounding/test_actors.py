"""Who held an office on a day: a hundred questions, and what makes an actor joinable."""

from datetime import date
from itertools import pairwise

import pytest

from sayso.grounding import actors
from sayso.records import Party

QUESTIONS = """
the US president|1991-01-17|George H. W. Bush
the American president|1995-06-01|Bill Clinton
the president of the United States|2003-03-20|George W. Bush
Washington's secretary of state|2005-06-01|Condoleezza Rice
the US president|2013-08-21|Barack Obama
US President|2018-04-14|Donald Trump
the US president|2022-02-24|Joe Biden
the US president|2025-06-22|Donald Trump
the US secretary of state|2012-09-11|Hillary Clinton
the US secretary of state|2013-09-14|John Kerry
US Secretary of State|2017-06-01|Rex Tillerson
the US secretary of state|2019-02-11|Mike Pompeo
the US defense secretary|2018-12-20|Jim Mattis
the US defence secretary|2003-04-09|Donald Rumsfeld
the US vice president|2002-08-01|Dick Cheney
the US vice-president|2019-02-13|Mike Pence
the British prime minister|1990-08-02|Margaret Thatcher
the British prime minister|2003-03-20|Tony Blair
Britain's prime minister|2013-08-29|David Cameron
the UK prime minister|2018-04-14|Theresa May
the British prime minister|2022-10-01|Liz Truss
the British foreign secretary|2017-04-07|Boris Johnson
the UK foreign secretary|2018-10-06|Jeremy Hunt
the British defence secretary|2017-10-12|Michael Fallon
the British queen|2010-01-01|Elizabeth II
the British king|2024-01-01|Charles III
the French president|1994-06-01|François Mitterrand
the French president|2003-03-01|Jacques Chirac
France's president|2011-03-19|Nicolas Sarkozy
the French president|2015-11-13|François Hollande
the French president|2018-04-14|Emmanuel Macron
the French foreign minister|2012-08-01|Laurent Fabius
the French foreign minister|2018-01-22|Jean-Yves Le Drian
the German chancellor|1990-10-03|Helmut Kohl
the German chancellor|2002-09-01|Gerhard Schröder
Germany's chancellor|2015-09-04|Angela Merkel
the German chancellor|2022-03-01|Olaf Scholz
Germany's foreign minister|2018-06-01|Heiko Maas
the German foreign minister|2015-07-14|Frank-Walter Steinmeier
the Italian prime minister|2009-04-06|Silvio Berlusconi
the Italian prime minister|2023-01-01|Giorgia Meloni
the Spanish prime minister|2004-03-11|José María Aznar
the Spanish prime minister|2017-10-01|Mariano Rajoy
the Canadian prime minister|2016-02-08|Justin Trudeau
the Australian prime minister|2003-03-20|John Howard
the Soviet president|1991-08-19|Mikhail Gorbachev
the Russian president|1994-12-11|Boris Yeltsin
the Russian president|2008-08-08|Dmitry Medvedev
the Russian prime minister|2008-08-08|Vladimir Putin
the Russian president|2015-09-30|Vladimir Putin
Russia's foreign minister|2013-09-14|Sergei Lavrov
the Russian defence minister|2017-12-11|Sergei Shoigu
the Ukrainian president|2014-02-18|Viktor Yanukovych
the Ukrainian president|2015-02-12|Petro Poroshenko
the Ukrainian president|2022-02-24|Volodymyr Zelensky
the Belarusian president|2021-05-23|Alexander Lukashenko
the Georgian president|2008-08-08|Mikheil Saakashvili
the Polish prime minister|2010-04-10|Donald Tusk
the Hungarian prime minister|2015-09-15|Viktor Orban
the Greek prime minister|2015-07-05|Alexis Tsipras
the Turkish prime minister|2012-06-22|Recep Tayyip Erdogan
the Turkish president|2018-01-20|Recep Tayyip Erdogan
the Turkish prime minister|2018-01-22|Binali Yildirim
the Turkish foreign minister|2017-11-01|Mevlut Cavusoglu
the Turkish president|2010-05-31|Abdullah Gul
the Israeli prime minister|1993-09-13|Yitzhak Rabin
the Israeli prime minister|2006-07-12|Ehud Olmert
Israel's prime minister|2018-05-09|Benjamin Netanyahu
the Israeli prime minister|2022-08-05|Yair Lapid
the Palestinian president|2018-01-01|Mahmoud Abbas
the Iranian president|2009-06-12|Mahmoud Ahmadinejad
the Iranian president|2018-05-08|Hassan Rouhani
Iran's supreme leader|2015-07-14|Ali Khamenei
the Iranian foreign minister|2015-07-14|Mohammad Javad Zarif
the Iraqi president|1990-08-02|Saddam Hussein
the Iraqi prime minister|2008-03-25|Nouri al-Maliki
the Iraqi prime minister|2015-05-17|Haider al-Abadi
the Iraqi prime minister|2019-10-25|Adel Abdul Mahdi
the Syrian president|1991-01-01|Hafez al-Assad
the Syrian president|2018-04-07|Bashar al-Assad
Syria's foreign minister|2015-10-02|Walid al-Moallem
the Lebanese prime minister|2017-11-04|Saad Hariri
the Jordanian king|2014-01-01|Abdullah II
the Egyptian president|2010-11-28|Hosni Mubarak
the Egyptian president|2013-01-25|Mohamed Morsi
Egypt's president|2019-01-06|Abdel Fattah al-Sisi
the Saudi foreign minister|2016-01-03|Adel al-Jubeir
the Pakistani prime minister|2016-09-18|Nawaz Sharif
the Indian prime minister|2008-11-26|Manmohan Singh
the Indian prime minister|2019-02-14|Narendra Modi
the Afghan president|2012-01-01|Hamid Karzai
the Chinese president|2001-04-01|Jiang Zemin
the Chinese premier|2010-04-14|Wen Jiabao
the U.S. defense secretary|2018-02-01|Jim Mattis
China's president|2017-01-17|Xi Jinping
the Japanese prime minister|2011-03-11|Naoto Kan
the Japanese foreign minister|2022-05-10|Yoshimasa Hayashi
the South Korean president|2018-04-27|Moon Jae-in
the North Korean leader|2018-06-12|Kim Jong-un
the Salvadoran president|1989-11-11|Alfredo Cristiani
the Colombian president|1989-08-18|Virgilio Barco
the Bolivian president|2019-11-01|Evo Morales
the South African president|1990-02-11|F. W. de Klerk
the Zimbabwean president|2008-06-27|Robert Mugabe
the Nigerian president|2014-04-14|Goodluck Jonathan
the Kenyan president|2013-09-21|Uhuru Kenyatta
the Costa Rican president|2022-07-21|Rodrigo Chaves
"""
ROWS = [line.split("|") for line in QUESTIONS.strip().splitlines()]


@pytest.mark.parametrize(("phrase", "day", "name"), ROWS)
def test_a_role_is_read_at_the_day_of_the_report(phrase, day, name):
    found = actors.who(phrase, date.fromisoformat(day))
    assert found is not None
    assert found.name == name


def test_a_hundred_questions_are_asked():
    assert len(ROWS) >= 100


@pytest.mark.parametrize("phrase", ["the former US president", "a French minister", "the president", "the Iraqi ambassador", "the two presidents", "Iraq", ""])
def test_a_phrase_that_names_no_one_holder_gives_none(phrase):
    assert actors.who(phrase, date(2015, 6, 1)) is None


def test_before_and_after_the_table_nobody_is_guessed():
    assert actors.who("the Iraqi prime minister", date(1950, 1, 1)) is None


def test_terms_are_in_order_and_of_known_countries():
    from sayso.data import table

    codes = {row["iso3"] for row in table("countries")}
    for term in actors.terms():
        assert term.iso3 in codes, term
        assert term.end is None or term.start < term.end, term


def test_one_office_has_one_holder_at_a_time():
    by_office: dict[tuple[str, str, str], list[actors.Term]] = {}
    for term in actors.terms():
        by_office.setdefault((term.iso3, term.office, term.title), []).append(term)
    for own in by_office.values():
        own.sort(key=lambda t: t.start)
        for one, other in pairwise(own):
            assert one.end is not None, one
            assert one.end <= other.start or (one.iso3, other.name) in {("CIV", "Alassane Ouattara"), ("GMB", "Adama Barrow")}, (one, other)


@pytest.mark.parametrize(
    ("name", "id_", "iso3"),
    [
        ("Moscow", "state:RUS", "RUS"),
        ("Syria", "state:SYR", "SYR"),
        ("the UN", "body:united-nations", None),
        ("Angela Merkel", "person:angela-merkel", "DEU"),
        ("Merkel", "person:angela-merkel", "DEU"),
        ("the Iraqi prime minister", "person:haider-al-abadi", "IRQ"),
    ],
)
def test_tables_give_ids(name, id_, iso3):
    found = actors.known(Party(name, 0, len(name)), date(2015, 6, 1))
    assert (found.id, found.iso3) == (id_, iso3)


def test_a_people_is_not_its_state():
    assert actors.known(Party("Syrians", 0, 7), date(2015, 6, 1)).id is None


@pytest.mark.parametrize(("day", "sector"), [(date(2015, 6, 1), "government"), (date(2023, 6, 1), None), (None, None)])
def test_a_leader_is_of_the_government_while_in_office(day, sector):
    assert actors.known(Party("Angela Merkel", 0, 13), day).sector == sector


def test_whom_no_table_knows_stays_as_it_is():
    party = Party("residents of the valley", 3, 26)
    assert actors.known(party, date(2015, 6, 1)) == party


def test_without_a_day_an_office_is_nobodys():
    assert actors.known(Party("the Iraqi prime minister", 0, 24), None).id is None


def test_members_of_an_alliance_by_year():
    assert "FIN" not in actors.members("NATO", 2010)
    assert {"FIN", "TUR", "USA"} <= actors.members("NATO", 2024)
    assert actors.members("no such body", 2024) == frozenset()
