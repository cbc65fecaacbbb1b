"""Reports to JSON, tables and CSV."""

from sayso.export.csv import to_csv
from sayso.export.json import dumps, report_from_dict, report_to_dict
from sayso.export.tables import to_arrow, to_pandas

__all__ = ["dumps", "report_from_dict", "report_to_dict", "to_arrow", "to_csv", "to_pandas"]
