"""What is tracked is source: no binaries but the reader's weights, so that no text or table of somebody else's slips in unread."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WEIGHTS = "src/sayso/reader/weights/"
PICTURES = (".png", ".webp")


def tracked() -> list[str]:
    """The files that git knows, as paths from the root."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    return subprocess.run([git, "-C", str(ROOT), "ls-files", "-z"], check=True, capture_output=True, text=True).stdout.split("\0")[:-1]


def test_every_tracked_file_but_weights_and_pictures_is_text():
    for name in tracked():
        path = ROOT / name
        if name.startswith(WEIGHTS) or name.endswith(PICTURES) or not path.is_file():
            continue
        path.read_bytes().decode("utf-8")  # a binary fails here
        assert b"\0" not in path.read_bytes(), name


def test_no_picture_is_heavy():
    for name in tracked():
        if name.endswith(PICTURES):
            assert (ROOT / name).stat().st_size < 300_000, name
