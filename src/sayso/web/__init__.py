"""The web face: a ledger's pages and its JSON API, served from the ledger alone."""

from sayso.web.app import create_app

__all__ = ["create_app"]
