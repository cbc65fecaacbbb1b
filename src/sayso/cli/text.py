"""Reports for people: a table of what is told on whose say-so, then each dispute with the words that prove both sides."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterable

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from sayso.incidents.questions import counted, question
from sayso.records import Assertion, Dispute, Party, Report, Time

NARROW = 80
_STATUS = {"actual": "green", "possible": "yellow", "future": "cyan", "hypothetical": "magenta", "denied": "red"}


def render(reports: Iterable[Report], terminal: bool, width: int | None = None) -> str:
    """All reports as text: in colour and as wide as the terminal, or plain within 80 columns."""
    wide = width or (max(60, shutil.get_terminal_size((NARROW, 24)).columns) if terminal else NARROW)
    out = io.StringIO()
    console = Console(
        file=out,
        width=wide,
        force_terminal=terminal,
        color_system="truecolor" if terminal else None,
        highlight=False,
        legacy_windows=False,
        emoji=False,
        markup=False,
    )
    for k, report in enumerate(reports):
        if k:
            console.print()
            console.print(Rule(style="dim", characters="─"))
            console.print()
        _report(console, report)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines()) if not terminal else out.getvalue()


def _report(console: Console, report: Report) -> None:
    d = report.document
    console.print(Text(flat(d.title or "(no title)"), style="bold"))
    console.print(Text(" · ".join(flat(x) for x in (d.publisher, d.published.isoformat() if d.published else "no date") if x), style="dim"))
    console.print()
    if report.assertions:
        console.print(_assertions(report.assertions))
    else:
        console.print(Text("No political or conflict event was found."))
    by_id = {a.id: a for a in report.assertions}
    for dispute in report.disputes:
        console.print()
        _dispute(console, report, dispute, by_id)
    if report.abstained:
        console.print()
        console.print(Text("Left open", style="bold"))
        for x in report.abstained:
            console.print(Padding(Text(flat(f'{x.what} "{x.text}": {x.because}')), (0, 0, 0, 2)))


def _assertions(assertions: tuple[Assertion, ...]) -> Table:
    grid = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold", expand=True, leading=0)
    for name, ratio, least in (("What", 6, 13), ("Who → whom", 10, 12), ("Where, when", 6, 10), ("On whose say-so", 8, 9), ("Status", 6, 12)):
        grid.add_column(name, ratio=ratio, min_width=least, overflow="fold", vertical="top", no_wrap=name == "Status")
    for a in assertions:
        what = Text(a.event.type, style="bold")
        what.append(f"\n{flat(a.event.trigger.text)}", style="italic not bold")
        who = Text(_names(a.actors) or "?")
        if a.recipients:
            who.append(" → ", style="dim")
            who.append(_names(a.recipients))
        if a.toll:
            who.append("\n" + ", ".join(f"{counted(r)} {kind}" for kind, r in (("killed", a.toll.killed), ("injured", a.toll.injured)) if r), style="red")
        where = Text("\n".join(x for x in (flat(a.place.name) if a.place else "", _day(a.time)) if x))
        grid.add_row(what, who, where, _sayso(a), Text(a.status, style=_STATUS[a.status]))
    return grid


def _sayso(a: Assertion) -> Text:
    if a.source is None:
        return Text("the report", style="dim")
    out = Text(flat(a.source.name))
    if a.cue:
        out.append(f' "{flat(a.cue.text)}"', style="italic")
    if a.via:
        out.append(f"\nvia {_names(a.via)}", style="dim")
    return out


def _dispute(console: Console, report: Report, dispute: Dispute, by_id: dict[str, Assertion]) -> None:
    sides = [by_id[i] for i in dispute.between]
    console.print(Text(_question(dispute, sides), style="bold yellow"))
    for a in sides:
        line = Text("• ")
        line.append(flat(a.source.name) if a.source else "the report", style="bold")
        line.append(f" ({a.status}): ")
        line.append(_answer(dispute, a))
        console.print(Padding(line, (0, 0, 0, 2)))
        console.print(Padding(_proof(report.document.text, a), (0, 0, 0, 4)))


def _question(dispute: Dispute, sides: list[Assertion]) -> str:
    a = next((s for s in sides if s.status != "denied"), sides[0])
    return question(dispute.on, flat(a.event.trigger.text), _names(a.actors), _names(a.recipients), flat(a.place.name) if a.place else "")


def _answer(dispute: Dispute, a: Assertion) -> str:
    if dispute.on == "recipient":
        return _names(a.recipients)
    if dispute.on == "toll" and a.toll:
        return ", ".join(f"{counted(r)} {kind}" for kind, r in (("killed", a.toll.killed), ("injured", a.toll.injured)) if r)
    if dispute.on == "place" and a.place:
        return flat(a.place.name)
    if dispute.on == "time":
        return _day(a.time)
    denied = "not so" if a.status == "denied" else "so"
    return denied if dispute.on != "actor" else ("not " if a.status == "denied" else "") + (_names(a.actors) or "?")


def _proof(text: str, a: Assertion) -> Text:
    """The sentence around the trigger and the cue, the trigger marked."""
    t = a.event.trigger
    low, high = t.start, t.end
    if a.cue and abs(a.cue.start - t.start) < 300:
        low, high = min(low, a.cue.start), max(high, a.cue.end)
    start = max((m.end() for m in re.finditer(r"[.!?][\"”’)]*\s+|\n+", text[:low])), default=0)
    stop = re.search(r"[.!?][\"”’)]*(?=\s|$)|\n", text[high:])
    end = high + stop.end() if stop else len(text)
    out = Text(style="dim")
    out.append(flat(text[start : t.start], keep=True))
    out.append(f"[{flat(t.text)}]", style="bold not dim")
    out.append(flat(text[t.end : end], keep=True).rstrip())
    return out


def flat(text: str, keep: bool = False) -> str:
    """One line of printable characters."""
    clean = "".join(c if c.isprintable() else " " for c in text)
    return re.sub(r"\s+", " ", clean) if keep else " ".join(clean.split())


def _names(parties: tuple[Party, ...]) -> str:
    return ", ".join(flat(p.name) for p in parties)


def _day(t: Time | None) -> str:
    if t is None:
        return ""
    start, end = (d.isoformat() if d else "…" for d in (t.start, t.end))
    return start if start == end else f"{start} to {end}"
