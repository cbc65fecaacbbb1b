"""The ledger: all that was read, in one DuckDB file that grows and can be asked."""

from sayso.ledger.store import Ledger

__all__ = ["Ledger"]
