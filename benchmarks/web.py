"""How fast the pages of a large ledger are: server time with 20 requests in flight.

python -m benchmarks.web [--assertions 1000000] [--ledger FILE]

The ledger is made by SQL: made-up words, four assertions an incident, a fifth of the incidents told by two sides that deny each other. Server and
requests share the machine's cores. Two figures a kind of page: the first time that each address is asked for, and addresses that were asked for before.
"""

import argparse
import asyncio
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

from sayso.ledger import Ledger

IN_FLIGHT = 20
A_KIND = 60  # requests a kind of page

MAKE = """
CREATE TEMP TABLE n AS SELECT range AS k, hash(range) AS h FROM range({n});
CREATE TEMP TABLE word AS SELECT ['strike', 'shelled', 'met', 'protested', 'accused', 'signed', 'arrested', 'bombed'] AS triggers,
    ['ASSAULT', 'ASSAULT', 'CONSULT', 'PROTEST', 'ACCUSE', 'AGREE', 'COERCE', 'ASSAULT'] AS types;
INSERT INTO documents BY NAME SELECT 'd' || k AS id, k + 1 AS number,
    'Report ' || k || ' of town ' || h % 5000 AS title, 'Paper ' || h % 200 AS publisher,
    DATE '2030-01-01' + (k * 700 // {n})::INTEGER AS published, 'en' AS language,
    'Officials of party ' || h % 3000 || ' said on Monday that the army had bombed town ' || h % 5000 || ' and killed ' || h % 40 || ' people there. '
    || repeat('The road to the river was closed and the markets stayed shut all day. ', 20) AS text, 260 AS words,
    'm' AS model FROM n WHERE k % 4 = 0;
INSERT INTO assertions BY NAME SELECT 'a' || k AS id, k + 1 AS number, 'd' || (k - k % 4) AS document_id,
    DATE '2030-01-01' + (k * 700 // {n})::INTEGER AS published,
    types[(k // 4) % 8 + 1] AS type, [] AS contexts, triggers[(k // 4) % 8 + 1] AS trigger, 55 AS trigger_start, 61 AS trigger_end,

       'Officials of party ' || h % 3000 || ' said on Monday that the army had bombed town ' || (k // 4) % 5000
    || ' and killed ' || h % 40 || ' people there.' AS sentence,
    ['Party ' || (k // 4) % 3000] AS actors, [chr(65 + ((k // 4) % 26)::INTEGER) || 'AA'] AS actor_iso3,
    ['Party ' || (k // 7) % 3000] AS recipients, [''] AS recipient_iso3,
    'Town ' || (k // 4) % 5000 AS place, chr(65 + ((k // 4) % 26)::INTEGER) || 'AA' AS place_iso3,
    (k // 4) % 120 - 60 AS latitude, (k // 4) % 340 - 170 AS longitude,
    h % 40 AS killed_min, h % 40 AS killed_max, 'Speaker ' || h % 20000 AS source,
    'name:speaker ' || h % 20000 AS side, [] AS via, 'said' AS cue, 24 AS cue_start,
    28 AS cue_end, if(k % 20 = 1, 'denied', 'actual') AS status, '{{}}' AS why FROM n, word;
INSERT INTO members SELECT 'a' || k, 'i' || k // 4, if(k % 4 = 0, NULL, 'like wording') FROM n;
INSERT INTO incidents BY NAME SELECT 'i' || k // 4 AS id, any_value(a.type) AS type, any_value(a.trigger) AS trigger, any_value(a.actors) AS actors,
    any_value(a.recipients) AS recipients, any_value(a.place) AS place, any_value(a.place_iso3) AS place_iso3, any_value(a.latitude) AS latitude,
    any_value(a.longitude) AS longitude, min(a.published) AS first_day, min(a.published) AS last_day, min(a.published) AS first_published,
    max(a.published) AS last_published, min(a.killed_min) AS killed_min, max(a.killed_max) AS killed_max,
    count(*)::INTEGER AS assertions, 1 AS documents, 1 AS tellings,
    4 AS sources, 'actual' AS status, k // 4 % 5 = 0 AS contested, if(k // 4 % 5 = 0, 'contested', 'corroborated') AS grade, 'a rule' AS grade_why
    FROM n JOIN assertions a ON a.number = n.k + 1 GROUP BY k // 4;
INSERT INTO positions BY NAME SELECT 'i' || k // 4 AS incident_id, (k % 4)::INTEGER AS number, a.side, a.source,
    [a.source] AS names, a.status, a.published AS first_published,
    a.published AS last_published, a.killed_min, a.killed_max, [a.id] AS assertions, NULL AS changes FROM n JOIN assertions a ON a.number = n.k + 1;
INSERT INTO disputes BY NAME SELECT 'x' || k AS id, 'i' || k // 4 AS incident_id, 'occurrence' AS ground,
    a.side AS side_a, a.source AS source_a, a.id AS assertion_a,
    b.side AS side_b, b.source AS source_b, b.id AS assertion_b, a.source || ' denies what ' || b.source || ' tells' AS why
    FROM n JOIN assertions a ON a.number = n.k + 1 JOIN assertions b ON b.number = n.k + 2 WHERE k % 20 = 1;
"""


def make(path: Path, assertions: int) -> None:
    """A ledger of that many assertions."""
    with Ledger(path, write=True) as kept:
        for statement in MAKE.format(n=assertions).split(";"):
            if statement.strip():
                kept.connection.execute(statement)


def addresses(assertions: int) -> dict[str, list[str]]:
    """Addresses of each kind of page, each once."""
    rng = random.Random(7)
    ids = [rng.randrange(assertions // 4) for _ in range(A_KIND)]
    return {
        "overview": ["/"] + [f"/?page={k}" for k in range(2, 20)],
        "overview, a type": [f"/?type={t}&since=2030-0{m}-01" for t in ("ASSAULT", "PROTEST", "AGREE") for m in range(1, 8)],
        "overview, an actor": [f"/?actor=Party+{k}" for k in ids[:20]],
        "overview, a place": [f"/?place=Town+{k % 5000}&contested=true" for k in ids[:20]],
        "incident": [f"/incident/i{k}" for k in ids],
        "report": [f"/report/d{4 * k}" for k in ids],
        "source": [f"/source?name=Speaker+{k % 20000}" for k in ids[:20]],
        "sources": [f"/sources?page={k}" for k in range(1, 20)],
        "disputes": [f"/disputes?page={k}" for k in range(1, 20)],
        "search": [f"/search?q=town+{k % 5000}" for k in ids[:20]],
        "api": [f"/api/incidents?page={k}&size=50" for k in range(1, 40)],
    }


async def ask(base: str, paths: list[str]) -> list[float]:
    """The server's own times in milliseconds, `IN_FLIGHT` requests at a time."""
    times: list[float] = []
    queue = list(paths)

    async def work(client: httpx.AsyncClient) -> None:
        while queue:
            path = queue.pop()
            answer = await client.get(base + path)
            assert answer.status_code == 200, (path, answer.status_code)
            times.append(float(answer.headers["server-timing"].split("dur=")[1]))

    async with httpx.AsyncClient(timeout=120) as client:
        await asyncio.gather(*(work(client) for _ in range(IN_FLIGHT)))
    return times


def figures(times: list[float]) -> tuple[float, float]:
    """Median and 95th of a hundred."""
    return statistics.median(times), sorted(times)[max(0, int(0.95 * len(times)) - 1)]


def measure(ledger: Path, assertions: int) -> None:
    """Serve the ledger in a process of its own and print a line a kind of page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    began = time.perf_counter()
    server = subprocess.Popen([sys.executable, "-m", "sayso", "serve", str(ledger), "--port", str(port)], stdout=subprocess.DEVNULL)
    try:
        base = f"http://127.0.0.1:{port}"
        while True:
            try:
                httpx.get(base + "/", timeout=60)
                break
            except httpx.ConnectError:
                time.sleep(0.1)
                if time.perf_counter() - began > 120:
                    raise
        print(f"first page after {time.perf_counter() - began:.1f} s")
        httpx.get(base + "/search?q=closed", timeout=300)
        print(f"words gathered after {time.perf_counter() - began:.1f} s")
        print(f"{'page':20} {'new: median':>12} {'p95':>6}   {'again: median':>13} {'p95':>6}   ms on the server")
        again_all: list[float] = []
        for kind, paths in addresses(assertions).items():
            first = figures(asyncio.run(ask(base, paths)))
            times = asyncio.run(ask(base, paths * (A_KIND // len(paths) + 1)))
            again_all += times
            again = figures(times)
            print(f"{kind:20} {first[0]:12.0f} {first[1]:6.0f}   {again[0]:13.0f} {again[1]:6.0f}")
        print("all, again: median {:.0f}, p95 {:.0f}".format(*figures(again_all)))
    finally:
        server.terminate()
        server.wait(10)


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("shared", nargs="?", help="not needed; the other benchmarks take it")
    options.add_argument("--assertions", type=int, default=1_000_000)
    options.add_argument("--ledger", type=Path)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.ledger or Path(folder) / "large.duckdb"
        if not path.exists():
            began = time.perf_counter()
            make(path, given.assertions)
            print(f"{given.assertions:,} assertions made in {time.perf_counter() - began:.0f} s, {path.stat().st_size / 1e6:.0f} MB")
        measure(path, given.assertions)


if __name__ == "__main__":
    main()
