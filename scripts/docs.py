"""Write docs/ledger.md and docs/formats.md from the tables of `data/`, and print docs/cli.md: every command and option with its help text."""

from pathlib import Path

import typer

from sayso.cli.app import app
from sayso.data import table
from sayso.export.fields import fields
from sayso.export.ledger import FORMATS, dictionary, notes
from sayso.ledger import schema

DOCS = Path(__file__).parent.parent / "docs"


def main() -> None:
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
    print_commands()


def ledger_page() -> str:
    """The tables of a ledger and what their columns hold."""
    parts = [
        "# The tables of a ledger\n\nA ledger is one DuckDB file. Written from `src/sayso/data/ledger.tsv` by `scripts/docs`; the database carries the same "
        "comments (`SELECT * FROM duckdb_columns()`).\n"
    ]
    for name, columns in schema.tables().items():
        parts.append(f"## {name}\n\n{schema.comments()[name]}\n")
        parts.append(grid(("column", "type", "what it holds"), [(f"`{c.name}`", c.type + (", key" if c.key else ""), c.comment) for c in columns]))
    parts.append("## events\n\nA view: one flat row an assertion, with its report and its incident. Most questions can be put to it alone.\n")
    parts.append(grid(("column", "what it holds"), [(f"`{f.name}`", f.comment) for f in fields("export_events") if f.name != "disputes"]))
    return "\n".join(parts)


def formats_page() -> str:
    """The forms in which a ledger leaves, with all their columns and fields."""
    parts = [
        "# The formats of an export\n\n`sayso export LEDGER --format FORMAT --output FILE`. Written from the tables `src/sayso/data/export_*.tsv` by "
        "`scripts/docs`. The file is there whole or not at all.\n",
        listed(notes("-")),
        grid(("format", "a row is", "what it is"), [(f"[`{r['format']}`](#{r['format']})", r["row"], r["comment"]) for r in table("export_formats")]),
    ]
    for row in table("export_formats"):
        parts.append(f"## {row['format']}\n\n{row['comment']}\n")
        if notes(row["format"]):
            parts.append(listed(notes(row["format"])))
        if row["format"] == "parquet":
            parts.append("The columns are those of [csv](#csv).\n")
            continue
        if row["format"] == "jsonld":
            terms = [(f"`{r['name']}`", f"`{r['iri']}`", r["kind"], r["comment"]) for r in table(row["table"])]
            parts.append(grid(("term", "stands for", "kind", "what it holds"), terms))
            continue
        own = {r["name"] for r in table(row["table"]) if r.get("whose") == "sayso"}
        parts.append(grid(("name", "kind", "what it holds"), [(f"`{f.name}`" + mark(f.name in own), f.kind, f.comment) for f in dictionary(row["format"])]))
        if own:
            parts.append("\\* Sayso's own.\n")
    assert [r["format"] for r in table("export_formats")] == list(FORMATS)
    return "\n".join(parts)


PAGES = {"ledger.md": ledger_page, "formats.md": formats_page}


def mark(own):
    return " \\*" if own else ""


def listed(lines):
    return "".join(f"- {line}\n" for line in lines)


def grid(head, rows):
    """A table of Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(c.replace("|", "\\|") for c in line) + " |\n" for line in lines)


def print_commands() -> None:
    command = typer.main.get_command(app)
    print("# The command line\n\nWritten from the program's own help by `scripts/docs`.\n")
    print(command.help + "\n")
    for name, sub in command.commands.items():
        describe(f"sayso {name}", sub)


def describe(name, command):
    """A command and its options, or a group with its commands below it."""
    print(f"## {name}\n\n{' '.join(command.help.split())}\n")
    if hasattr(command, "commands"):
        for sub_name, sub in command.commands.items():
            describe(f"{name} {sub_name}", sub)
        return
    print("| | |\n|---|---|")
    for p in command.params:
        if p.name == "help":
            continue
        label = f"`{p.metavar}`" if p.param_type_name == "argument" else f"`{' '.join(filter(None, (p.opts[0], p.metavar)))}`".replace("|", "\\|")
        help_text = p.help.replace("|", "\\|")
        print(f"| {label} | {help_text} |")
    print()


if __name__ == "__main__":
    main()
