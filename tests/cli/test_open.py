"""`sayso read FILE --open` as a user types it: one report in the pages of a ledger, until it is ended."""

import os
import re
import shlex
import signal
import subprocess
import sys
import time
import urllib.request

import pytest

READ = [sys.executable, "-m", "sayso", "read"]
STORY = "Army jets bombed the town of Sarvan on Monday, residents said. The army denied that it had bombed the town.\n"


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_the_browser_is_opened_on_the_report_and_nothing_is_left_behind(tmp_path, end):
    (tmp_path / "story.txt").write_text(STORY)
    room = tmp_path / "room"
    room.mkdir()
    seen = tmp_path / "seen"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {shlex.quote(str(seen))}.new && mv {shlex.quote(str(seen))}.new {shlex.quote(str(seen))}\n')
    browser.chmod(0o755)
    env = os.environ | {"PYTHONUNBUFFERED": "1", "TMPDIR": str(room), "BROWSER": f"{browser} %s"}
    process = subprocess.Popen([*READ, str(tmp_path / "story.txt"), "--open"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)
    try:
        line = process.stdout.readline()
        address = re.search(r" at (http://127\.0\.0\.1:\d+/report/\w+) \(Ctrl\+C ends it\)", line)[1]
        with urllib.request.urlopen(address, timeout=30) as answer:
            page = answer.read().decode()
        assert re.search(r'<mark class="[^"]*m-trigger event"[^>]*>bombed', page)
        incident = re.search(r'href="(/incident/\w+)"', page)[1]
        with urllib.request.urlopen(address.split("/report")[0] + incident, timeout=30) as answer:
            assert answer.status == 200
        for _ in range(100):
            if seen.exists():
                break
            time.sleep(0.05)
        assert seen.read_text().strip() == address
        assert list(room.glob("sayso-*"))
    finally:
        process.send_signal(end)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 0
    assert errors == ""
    assert list(room.glob("sayso-*")) == []


@pytest.mark.parametrize("more", [["second.txt", "--open"], ["--open", "--output", "out.json"]])
def test_it_shows_one_report_and_writes_none(tmp_path, more):
    (tmp_path / "story.txt").write_text(STORY)
    done = subprocess.run([*READ, "story.txt", *more], capture_output=True, text=True, cwd=tmp_path, timeout=60, env=os.environ)
    assert done.returncode == 2
    assert "--open: shows one report" in done.stderr


def test_a_report_that_cannot_be_read_opens_nothing(tmp_path):
    done = subprocess.run([*READ, str(tmp_path / "none.txt"), "--open"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
