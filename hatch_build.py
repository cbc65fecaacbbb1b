"""The build takes what the pages need from npm; where the registry cannot be reached it goes on without: the map says so, and links load whole pages."""

from __future__ import annotations

import runpy
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontHook(BuildHookInterface):
    """Runs front/build.py before a wheel is made, unless its files are there already."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        built = root / "src" / "sayso" / "web" / "static" / "built"
        if all((built / name).is_file() for name in ("land.json", "htmx.js")):
            return
        try:
            runpy.run_path(str(root / "front" / "build.py"))["main"]()
        except (OSError, RuntimeError, subprocess.CalledProcessError) as error:
            self.app.display_warning(f"built without the shapes of the countries and without htmx: {error}")
