"""A small ledger with everything that the pages show: two sides, a denial, a toll that differs, hostile words, and text that runs from right to left."""

import json
from datetime import date

import pytest
from starlette.testclient import TestClient

from sayso.ledger import Ledger
from sayso.ledger.write import insert
from sayso.web import create_app

HOSTILE = (
    "<script>window.ran=1</script>",
    '"><img src=x onerror=window.ran=1>',
    "'-window.ran=1-'",
    "</title><svg onload=window.ran=1>",
    "{{ 7*7 }}{% raw %}",
    "javascript:window.ran=1",
    "&lt;b&gt; \u202e\u0000 x",
)
EVIL = " ".join(HOSTILE)
ARABIC = "قالت الوزارة إن الجيش قصف القرية"

TEXT = "Doctors in Namtu said jets bombed a school and killed 11 people.\n\nThe army denied that it bombed a school. Residents of Namtu protested."


def _assertion(number, document, day, trigger, text, **own):
    start = text.index(trigger)
    end = start + len(trigger)
    stop = text.find("\n", start)
    sentence = text[text.rfind("\n", 0, start) + 1 : stop if stop >= 0 else len(text)]
    row = {
        "id": f"a{number}",
        "number": number,
        "document_id": document,
        "published": day,
        "type": "ASSAULT",
        "contexts": [],
        "trigger": trigger,
        "trigger_start": start,
        "trigger_end": end,
        "sentence": sentence,
        "actors": ["the army"],
        "actor_iso3": ["MMR"],
        "recipients": ["a school"],
        "recipient_iso3": [""],
        "via": [],
        "status": "actual",
        "why": json.dumps({"type": "a table"}),
    }
    return row | own


def fill(ledger, text=TEXT, name="Doctors", title="A school in Namtu", publisher="Delta Wire", url="https://example.org/namtu", incidents=30):
    """Rows of one incident in dispute, and of many plain ones to page through."""
    db = ledger.connection
    day = date(2031, 2, 10)
    place = {"place": "Namtu", "place_iso3": "MMR", "latitude": 23.08, "longitude": 97.4}
    plain = {"title": title, "publisher": publisher, "published": day, "url": url, "language": "en", "model": "m"}
    insert(db, "documents", [{"id": "d1", "number": 1, "text": text, "body": [[0, len(text)]], "words": len(text.split()), **plain}])
    insert(db, "documents", [{"id": "d2", "number": 2, "text": ARABIC, "body": [], "words": 6, "copy_of": None, **(plain | {"language": "ar"})}])
    said = {"source": name, "side": f"name:{name.lower()}", "cue": "said", "cue_start": text.index("said"), "cue_end": text.index("said") + 4}
    no = {"source": "The army", "side": "state:MMR", "cue": "denied", "cue_start": text.index("denied"), "cue_end": text.index("denied") + 6}
    told = [
        _assertion(1, "d1", day, "bombed", text, killed_min=11, killed_max=11, **place, **said),
        _assertion(2, "d1", day, "bombed a school. Res", text, status="denied", **place, **no)
        | {"trigger": "bombed", "trigger_end": text.index("bombed a school. Res") + 6},
        _assertion(3, "d1", day, "protested", text, type="PROTEST", actors=[name], recipients=[]),
    ]
    more = [_assertion(10 + k, "d2", date(2031, 3, 1 + k % 28), "قصف", ARABIC, sentence=ARABIC) for k in range(incidents)]
    insert(db, "assertions", told + more)
    members = [("a1", "i1", None), ("a2", "i1", "like wording"), ("a3", "i3", None)] + [(a["id"], f"p{a['number']}", None) for a in more]
    insert(db, "members", [{"assertion_id": a, "incident_id": i, "why": w} for a, i, w in members])
    common = {
        "type": "ASSAULT",
        "trigger": "bombed",
        "actors": ["the army"],
        "recipients": ["a school", name],
        "documents": 1,
        "tellings": 1,
        "status": "actual",
    }
    grade = {"contested": False, "grade": "reported", "grade_why": "the reports tell it in their own voice only"}
    rows = [
        {"id": "i1", **common, **place, "first_day": day, "last_day": day, "first_published": day, "last_published": day, "killed_min": 11, "killed_max": 11}
        | {"assertions": 2, "sources": 2, "contested": True, "grade": "contested", "grade_why": "sides hold what cannot both be so"},
        {"id": "i3", **common, "type": "PROTEST", "trigger": "protested", "actors": [name], "recipients": [], "first_published": day, "last_published": day}
        | {"assertions": 1, "sources": 0, **grade},
    ]
    for a in more:
        rows.append(
            {"id": f"p{a['number']}", **common, "first_published": a["published"], "last_published": a["published"], "assertions": 1, "sources": 0, **grade}
        )
    insert(db, "incidents", rows)
    side = {"incident_id": "i1", "first_published": day, "last_published": day}
    insert(
        db,
        "positions",
        [
            {
                **side,
                "number": 0,
                "side": said["side"],
                "source": name,
                "names": [name],
                "status": "actual",
                "killed_min": 11,
                "killed_max": 11,
                "assertions": ["a1"],
            },
            {**side, "number": 1, "side": "state:MMR", "source": "The army", "names": ["The army"], "status": "denied", "assertions": ["a2"]}
            | {"changes": "2031-02-10 denied; 2031-02-12 actual"},
        ],
    )
    sides = {"side_a": said["side"], "source_a": name, "assertion_a": "a1", "side_b": "state:MMR", "source_b": "The army", "assertion_b": "a2"}
    insert(db, "disputes", [{"id": "x1", "incident_id": "i1", "ground": "occurrence", **sides, "why": f"The army denies what {name} tells"}])
    insert(
        db,
        "attributions",
        [
            {"document_id": "d1", "number": 0, "source": name, "source_start": 0, "source_end": 7, "cue": "said", "cue_start": text.index("said")}
            | {"cue_end": text.index("said") + 4, "content": "jets", "content_start": text.index("jets"), "content_end": text.index("\n"), "direct": False}
        ],
    )
    insert(db, "abstained", [{"document_id": "d1", "what": "place", "text": "Namtu", "text_start": 11, "text_end": 16, "because": "two towns go by it"}])


@pytest.fixture(scope="session")
def ledger_file(tmp_path_factory):
    """A ledger of harmless words."""
    path = tmp_path_factory.mktemp("web") / "ledger.duckdb"
    with Ledger(path, write=True) as kept:
        fill(kept)
    return path


@pytest.fixture(scope="session")
def hostile_file(tmp_path_factory):
    """A ledger whose every name, title and text tries to run a script."""
    path = tmp_path_factory.mktemp("web") / "hostile.duckdb"
    with Ledger(path, write=True) as kept:
        fill(
            kept,
            text=TEXT.replace("Doctors", "Doctors " + EVIL.replace("\n", " "), 1),
            name=EVIL,
            title=EVIL,
            publisher=EVIL,
            url="javascript:window.ran=1",
            incidents=3,
        )
    return path


@pytest.fixture
def client(ledger_file):
    return TestClient(create_app(ledger_file), base_url="http://localhost")


@pytest.fixture
def hostile(hostile_file):
    return TestClient(create_app(hostile_file), base_url="http://localhost")
