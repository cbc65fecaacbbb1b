"""What several tests share."""

from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import settings
from spacy.tokens import Doc

from sayso.reader.view import View
from sayso.reader.words import blank_english

# speed belongs in benchmarks/: on a busy machine any example may be slow
settings.register_profile("sayso", deadline=None)
settings.load_profile("sayso")

MODEL = Path(str(files("sayso.reader") / "weights" / "reader.onnx"))


@pytest.fixture
def weights():
    """Skip where the package was built without its weights."""
    if not MODEL.exists():
        pytest.skip(f"no weights at {MODEL}")


@pytest.fixture(scope="session")
def reader():
    """The whole pipeline over the shipped model."""
    if not MODEL.exists():
        pytest.skip(f"no weights at {MODEL}")
    from sayso.pipeline import Reader

    return Reader()


def parsed(rows: str) -> View:
    """A hand-parsed text: a line a word with form, lemma, UPOS, tag, head (counted from 1, 0 the root), relation and, if any, the kind of name."""
    cells = [line.split() for line in rows.strip().splitlines()]
    heads = [int(c[4]) - 1 if c[4] != "0" else i for i, c in enumerate(cells)]
    doc = Doc(
        blank_english().vocab,
        words=[c[0] for c in cells],
        lemmas=[c[1] for c in cells],
        pos=[c[2] for c in cells],
        tags=[c[3] for c in cells],
        heads=heads,
        deps=[c[5] for c in cells],
        ents=[f"B-{c[6]}" if len(c) > 6 else "O" for c in cells],
    )
    return View(doc)


@pytest.fixture
def parse():
    """The builder of hand-parsed texts."""
    return parsed
