"""`sayso serve` as a user types it."""

import os
import re
import subprocess
import sys
import urllib.request

import pytest

SERVE = [sys.executable, "-m", "sayso", "serve"]


def test_it_says_its_address_and_serves_this_machine_alone(ledger_file):
    process = subprocess.Popen([*SERVE, str(ledger_file), "--port", "0"], stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"})
    try:
        line = process.stdout.readline()
        address = re.search(r"ledger\.duckdb at (http://127\.0\.0\.1:\d+/) ", line)[1]
        with urllib.request.urlopen(address, timeout=30) as answer:
            assert answer.status == 200
            assert "server" not in {k.lower() for k in answer.headers}
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()


@pytest.mark.parametrize(("name", "words"), [("none.duckdb", "no such ledger"), ("text.duckdb", "ledger"), (".", "is a folder")])
def test_what_cannot_be_served_gets_a_line(tmp_path, name, words):
    (tmp_path / "text.duckdb").write_text("words, and no database " * 500)
    done = subprocess.run([*SERVE, str(tmp_path / name)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_ledger_that_is_being_written_gets_a_line(tmp_path):
    path = tmp_path / "busy.duckdb"
    code = f"from sayso.ledger import Ledger\nk = Ledger({str(path)!r}, write=True)\nprint('open', flush=True)\ninput()"
    writer = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert writer.stdout.readline() == "open\n"
        done = subprocess.run([*SERVE, str(path)], capture_output=True, text=True, timeout=60)
        assert done.returncode == 2
        assert "another process has it open for writing" in done.stderr
    finally:
        writer.communicate("\n", timeout=20)


def test_a_taken_port_gets_a_line(ledger_file):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = subprocess.run([*SERVE, str(ledger_file), "--port", str(taken.getsockname()[1])], capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "cannot be listened at" in done.stderr
