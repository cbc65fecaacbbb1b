"""The command line: options, files one by one, and one line for each that cannot be read."""

from __future__ import annotations

import itertools
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso._version import __version__
from sayso.cli import ledger, serve
from sayso.cli.ledger import fail
from sayso.errors import InputError

if TYPE_CHECKING:
    from sayso.pipeline import Report
    from sayso.records import Document

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Read news reports and keep, for every event that they tell, on whose say-so it is told.",
)


class Format(StrEnum):
    """How reports are printed."""

    text = "text"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"sayso {__version__}")
        raise typer.Exit


@app.callback()
def _root(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")] = False) -> None:
    pass


@app.command()
def read(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Reports, plain text or HTML, one a file; - for standard input.")],
    published: Annotated[str | None, typer.Option(metavar="DATE", help="Day of publication, YYYY-MM-DD; by default the date that the page prints.")] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Who published it; by default what the page says.")] = None,
    format: Annotated[
        Format,
        typer.Option(
            metavar="text|json|jsonl|csv",
            help="text for people; json: one object, an array for several files; jsonl: one report a line; csv: one assertion a line.",
        ),
    ] = Format.text,
    min_confidence: Annotated[
        float,
        typer.Option(
            metavar="P", help="Leave out assertions whose type, source or status is less sure than this probability, 0 to 1; they are listed as open."
        ),
    ] = 0.0,
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="Write to this file, whole or not at all; by default to standard output.")] = None,
    open: Annotated[
        bool, typer.Option("--open", help="Show the one report in a browser instead: served to this machine alone, from a temporary file, until Ctrl+C.")
    ] = False,
) -> None:
    """Read reports: who did what to whom, where and when, on whose say-so, how firmly, and which tellings clash.

    A file that cannot be read gets one line on standard error; the others are read all the same, and the exit status is then 2.
    """
    from sayso import documents
    from sayso.pipeline import Reader

    reports: list[Report] = []
    try:
        day = None if published is None else documents.parse_date(published, "--published")
        if not 0.0 <= min_confidence <= 1.0:
            raise InputError("--min-confidence", f"{min_confidence:g} is no probability", "give a number from 0 to 1")
        if output is not None and (output.is_dir() or not output.absolute().parent.is_dir()):
            raise InputError(str(output), "is a folder" if output.is_dir() else "its folder does not exist", "name a file in a folder that exists")
        if open and (len(files) != 1 or output is not None):
            raise InputError("--open", "shows one report, and writes no file", "name one FILE and leave --output out; for several: sayso build, sayso serve")
    except InputError as error:
        raise fail(error) from None
    errors: list[InputError] = []
    loaded = _documents(files, day, publisher, errors)
    first = next(loaded, None)
    if first is not None:
        reports = list(Reader(min_confidence=min_confidence).pipe(itertools.chain((first,), loaded)))
    if reports and open:
        from sayso.cli.opened import show

        try:
            show(reports[0])
        except InputError as error:
            raise fail(error) from None
    elif reports:
        _write(_printed(reports, format, several=len(files) > 1, plain=output is not None), output)
    if errors:
        raise typer.Exit(2)


def _documents(files: list[str], published: date | None, publisher: str | None, errors: list[InputError]) -> Iterator[Document]:
    """The documents of the files; one that cannot be read gets its line, and joins `errors`."""
    from sayso import documents

    for name in files:
        try:
            yield documents.load(name, published=published, publisher=publisher)
        except InputError as error:
            typer.echo(f"sayso: {error}", err=True)
            errors.append(error)


actors_app = typer.Typer(no_args_is_help=True, help="Actors of your own, beside those that come built in.")
places_app = typer.Typer(no_args_is_help=True, help="The gazetteer that places are looked up in.")
app.registered_commands += ledger.app.registered_commands
app.registered_commands += serve.app.registered_commands
app.add_typer(actors_app, name="actors")
app.add_typer(places_app, name="places")


@actors_app.command("add")
def add_actors(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A .csv with columns name, aliases (| between them), iso3, sector, id; an .ftm.json; or Wikidata's .json.")
    ],
) -> None:
    """Keep actors: whoever a report names by one of their names gets their id, country and sector, in every reading from now on.

    They are kept in SAYSO_HOME, by default the user's data folder. An actor of the same name is replaced.
    """
    from sayso.grounding import own

    try:
        found = own.load(file)
        kept = own.add(found)
    except InputError as error:
        raise fail(error) from None
    except OSError as error:
        raise fail(_unwritable(own.path(), error)) from None
    typer.echo(f"{len(found)} read from {file}, {kept} kept in {own.path()}")


@places_app.command("import")
def import_places(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="allCountries.zip or a country's zip, as GeoNames offers them.")],
) -> None:
    """Look places up in a GeoNames file from now on: towns, provinces, sites and waters.

    It replaces the towns that come with the program; it is kept in SAYSO_HOME, by default the user's data folder.
    """
    from sayso.grounding import gazetteer

    try:
        made = gazetteer.build(gazetteer.from_dump(file))
        gazetteer.save(made, gazetteer.mine())
    except InputError as error:
        raise fail(error) from None
    except OSError as error:
        raise fail(_unwritable(gazetteer.mine(), error)) from None
    typer.echo(f"{len(made.ids)} places with {len(made.keys)} names kept in {gazetteer.mine()}")


actors_app.command("unresolved")(ledger.unresolved)


def _unwritable(path: Path, error: OSError) -> InputError:
    return InputError(str(path), f"cannot be written ({error.strerror})", "set SAYSO_HOME to a folder that can")


def _printed(reports: list[Report], format: Format, several: bool, plain: bool) -> str:
    from sayso import export

    if format is Format.csv:
        return export.to_csv(reports)
    if format is Format.text:
        from sayso.cli import text

        return text.render(reports, terminal=sys.stdout.isatty() and not plain)
    values = [export.report_to_dict(r) for r in reports]
    if format is Format.jsonl:
        return "".join(export.dumps(v, indent=None) + "\n" for v in values)
    return export.dumps(values if several else values[0]) + "\n"


def _write(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=output.absolute().parent, prefix=f".{output.name}.", delete=False) as file:
            file.write(text)
        os.replace(file.name, output)
    except OSError as error:
        raise fail(InputError(str(output), f"cannot be written ({error.strerror})", "check its folder and permissions")) from None


def main() -> None:
    """Run the command; a reader that closes the pipe early ends it quietly."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
