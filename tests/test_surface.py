"""The public surface: what a user may import."""

import pytest

import sayso


def test_every_public_name_is_there():
    for name in sayso.__all__:
        assert getattr(sayso, name) is not None


def test_the_surface_is_what_the_readme_promises():
    assert {"read", "Reader", "Report", "InputError", "Assertion", "Document", "Dispute"} <= set(sayso.__all__)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nothing"):
        sayso.nothing  # noqa: B018
