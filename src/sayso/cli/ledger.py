"""The commands about ledgers: build one, ask it, and take it to other tools."""

from __future__ import annotations

import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli.answers import Shape, printed
from sayso.errors import InputError

if TYPE_CHECKING:
    from sayso.ledger.queries import Filter

app = typer.Typer()

LedgerFile = Annotated[Path, typer.Argument(metavar="LEDGER", help="A ledger that sayso build made.")]
ShapeOption = Annotated[Shape, typer.Option("--format", metavar="table|json|csv", help="table for people, with the main columns; json and csv with all.")]
Limit = Annotated[int, typer.Option(metavar="N", min=1, help="At most so many rows.")]
Actor = Annotated[str | None, typer.Option(metavar="NAME", help="With this actor or recipient: part of a name, or a country's alpha-3 code.")]
Where = Annotated[str | None, typer.Option(metavar="NAME", help="At this place: part of a name, or a country's alpha-3 code.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="On this day or later, YYYY-MM-DD.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="On this day or earlier, YYYY-MM-DD.")]
Type = Annotated[str | None, typer.Option(metavar="TYPE", help="Of this PLOVER type, such as ASSAULT.")]
Grade = Annotated[str | None, typer.Option(metavar="GRADE", help="Of this grade: confirmed, contested, denied, corroborated, single source or reported.")]
Contested = Annotated[bool, typer.Option("--contested", help="Only those with a dispute about them.")]


@app.command()
def build(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE...", help="Files and folders: text, HTML, JSON lines, JSON, CSV, TSV, Parquet, WARC, RSS and Atom; .gz of these."),
    ],
    ledger: Annotated[Path, typer.Option(metavar="FILE", help="The ledger, a .duckdb file; made where there is none, gone on with where there is one.")],
    text_column: Annotated[str | None, typer.Option(metavar="NAME", help="Column or key that holds the text; by default guessed by its name.")] = None,
    title_column: Annotated[str | None, typer.Option(metavar="NAME", help="Column or key that holds the title.")] = None,
    date_column: Annotated[str | None, typer.Option(metavar="NAME", help="Column or key that holds the day of publication.")] = None,
    publisher_column: Annotated[str | None, typer.Option(metavar="NAME", help="Column or key that holds the publisher.")] = None,
    url_column: Annotated[str | None, typer.Option(metavar="NAME", help="Column or key that holds the address.")] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="Day of publication of reports that name none, YYYY-MM-DD.")] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Publisher of reports that name none.")] = None,
    workers: Annotated[int | None, typer.Option(metavar="N", min=1, help="Processes that read; by default one a core.")] = None,
) -> None:
    """Read a corpus into a ledger: each report once, each happening once, with every telling of it and who disputes it.

    The same command goes on where it was broken off, and takes in what has come since. What cannot be read is kept in the table rejected with its reason; the
    exit status is then 2.
    """
    from sayso import documents
    from sayso.build import build as into
    from sayso.build import count
    from sayso.cli.progress import Progress
    from sayso.ledger import Ledger

    columns = documents.Columns(text=text_column, title=title_column, date=date_column, publisher=publisher_column, url=url_column)
    try:
        if published is not None:
            published = documents.parse_date(published, "--published").isoformat()

        def items(shown: Any = None) -> Any:
            return documents.scan(sources, columns, published=published, publisher=publisher, shown=shown)

        items()  # a source that is not there is told before a ledger is made
        with Ledger(ledger, write=True) as kept, Progress(sys.stderr) as progress:
            progress.total = count(kept, items(progress.columns))
            options = {"sources": sources, "published": published, "publisher": publisher, "columns": {f: getattr(columns, f) for f in columns.__slots__}}
            counts = into(kept, items(), options=options, workers=workers, tell=progress.tell)
            rejected = (
                kept.connection.execute("SELECT source, locator, reason, mend FROM rejected ORDER BY number DESC LIMIT 5").fetchall() if counts.rejected else []
            )
    except InputError as error:
        raise fail(error) from None
    for source, locator, reason, mend in reversed(rejected[: counts.rejected]):
        typer.echo(f"sayso: {source}{', ' if locator else ''}{locator}: {reason}; {mend}", err=True)
    if counts.rejected > 5:
        typer.echo(f"sayso: and {counts.rejected - 5} more: sayso sql {ledger} 'SELECT * FROM rejected'", err=True)
    typer.echo(f"{counts.read} read, {counts.skipped} there already, {counts.rejected} rejected; {counts.incidents} incidents new or changed in {ledger}")
    if counts.rejected:
        raise typer.Exit(2)


@app.command()
def sql(
    ledger: LedgerFile,
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help="SQL over the tables of docs/ledger.md and the view events; the ledger is opened to read only.")
    ],
    shape: ShapeOption = Shape.table,
) -> None:
    """Ask a ledger in SQL."""
    from sayso.ledger import Ledger

    try:
        with Ledger(ledger) as kept:
            answer = kept.sql(query)
            names = list(answer.columns) if answer is not None else []
            rows = [dict(zip(names, row, strict=True)) for row in answer.fetchall()] if answer is not None else []
    except InputError as error:
        raise fail(error) from None
    _print(rows, shape, names)


@app.command()
def incidents(
    ledger: LedgerFile,
    actor: Actor = None,
    place: Where = None,
    since: Since = None,
    until: Until = None,
    type: Type = None,
    grade: Grade = None,
    contested: Contested = False,
    limit: Limit = 50,
    shape: ShapeOption = Shape.table,
) -> None:
    """List incidents, the latest first: what happened by whose telling, how many tell it, and how well it is vouched for."""
    from sayso.ledger import queries

    columns = ("id", "day", "type", "trigger", "actors", "recipients", "place", "tellings", "sources", "grade")
    _ask(ledger, lambda kept: queries.incidents(kept, _filter(actor, place, since, until, type, grade, contested), limit), shape, columns)


@app.command()
def disputes(
    ledger: LedgerFile,
    actor: Actor = None,
    place: Where = None,
    since: Since = None,
    until: Until = None,
    type: Type = None,
    limit: Limit = 50,
    shape: ShapeOption = Shape.table,
) -> None:
    """List disputes, the latest first: which sides hold what cannot both be so, on what, and the words that prove it."""
    from sayso.ledger import queries

    columns = ("day", "ground", "why", "place", "words_a", "words_b", "incident_id")
    _ask(ledger, lambda kept: queries.disputes(kept, _filter(actor, place, since, until, type, None, False), limit), shape, columns)


@app.command()
def source(
    ledger: LedgerFile,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A source: part of its name, or a country for all that speak for it.")],
    limit: Limit = 50,
    shape: ShapeOption = Shape.table,
) -> None:
    """Show what a source has held: its positions, what it denied, where it was contradicted and by whom, and how it changed its telling."""
    from sayso.ledger import queries

    columns = ("day", "type", "trigger", "actors", "recipients", "source", "status", "against", "others", "changes", "incident_id")
    _ask(ledger, lambda kept: queries.source(kept, name, limit), shape, columns)


class To(StrEnum):
    """What a ledger is exported to."""

    csv = "csv"
    parquet = "parquet"
    polecat = "polecat"
    plover = "plover"
    ftm = "ftm"
    ftm_statements = "ftm-statements"
    jsonld = "jsonld"


@app.command()
def export(
    ledger: LedgerFile,
    format: Annotated[
        To,
        typer.Option(
            metavar="|".join(t.value for t in To),
            help="csv and parquet: flat, one assertion a row; polecat: its TSV; plover: JSON lines; ftm: FollowTheMoney entities, ftm-statements: its "
            "statements; jsonld: schema.org claims with PROV. Say-so, status and dispute are in each: docs/formats.md.",
        ),
    ],
    output: Annotated[Path, typer.Option(metavar="FILE", help="Write to this file, whole or not at all.")],
    where: Annotated[
        str | None, typer.Option(metavar="SQL", help="Only assertions that this condition over the view events holds for, such as \"status = 'actual'\".")
    ] = None,
) -> None:
    """Take a ledger to other tools: R, pandas, POLECAT's and PLOVER's users, FollowTheMoney, linked data."""
    from sayso.export.ledger import export as write
    from sayso.ledger import Ledger

    try:
        with Ledger(ledger) as kept:
            count = write(kept, format.value, output, where=where)
    except InputError as error:
        raise fail(error) from None
    typer.echo(f"{count} rows in {output}")


def unresolved(
    ledger: LedgerFile,
    limit: Limit = 50,
    shape: ShapeOption = Shape.table,
) -> None:
    """List the names that no table of actors knows, the most frequent first: what is worth adding with sayso actors add."""
    from sayso.ledger import queries

    _ask(ledger, lambda kept: queries.unresolved(kept, limit), shape, ("name", "times", "documents", "iso3", "words"))


def _filter(actor: str | None, place: str | None, since: str | None, until: str | None, type: str | None, grade: str | None, contested: bool) -> Filter:
    from sayso.documents import parse_date
    from sayso.ledger.queries import Filter

    first: date | None = parse_date(since, "--since") if since is not None else None
    last: date | None = parse_date(until, "--until") if until is not None else None
    return Filter(actor=actor, place=place, since=first, until=last, type=type, grade=grade, contested=True if contested else None)


def _ask(ledger: Path, question: Any, shape: Shape, columns: tuple[str, ...]) -> None:
    from sayso.ledger import Ledger

    try:
        with Ledger(ledger) as kept:
            rows = question(kept)
    except InputError as error:
        raise fail(error) from None
    _print(rows, shape, columns)


def _print(rows: list[dict[str, Any]], shape: Shape, columns: Any) -> None:
    sys.stdout.write(printed(rows, shape, columns, sys.stdout.isatty()))
    sys.stdout.flush()


def fail(error: InputError) -> typer.Exit:
    """Say what is wrong, and leave with status 2."""
    typer.echo(f"sayso: {error}", err=True)
    return typer.Exit(2)
