"""The build takes what the pages need from npm; where the registry cannot be reached it goes on without, and the map says so."""

from __future__ import annotations

import runpy
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontHook(BuildHookInterface):
    """Runs front/build.py before a wheel is made, unless its file is there already."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        if (root / "src" / "sayso" / "web" / "static" / "built" / "land.json").is_file():
            return
        try:
            runpy.run_path(str(root / "front" / "build.py"))["main"]()
        except (OSError, RuntimeError, subprocess.CalledProcessError) as error:
            self.app.display_warning(f"built without the shapes of the countries: {error}")
