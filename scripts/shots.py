"""Screenshots of the pages of a ledger, light and dark, wide and narrow: python scripts/shots.py LEDGER FOLDER [NAME...]"""

import shutil
import socket
import sys
import threading
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

from sayso.web import create_app


def main():
    ledger, folder, only = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]
    folder.mkdir(exist_ok=True)
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    base = f"http://127.0.0.1:{bound.getsockname()[1]}"
    server = uvicorn.Server(uvicorn.Config(create_app(ledger), log_level="warning"))
    threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True).start()
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        first = browser.new_page()
        first.goto(base)
        incident = first.locator(".card h3 a, a.what").first.get_attribute("href")
        first.goto(base + incident)
        report = first.locator(".telling footer a[href^='/report']").first.get_attribute("href").split("#")[0]
        source = first.locator(".side h3 a").first.get_attribute("href")
        pages = {"overview": "/", "incident": incident, "report": report, "source": source, "search": "/search?q=said", "wrong": "/?page=0"}
        pages |= {name: f"/{name}" for name in ("disputes", "sources", "reports")}
        for name, path in pages.items():
            for scheme in ("light", "dark"):
                for width in (1280, 360):
                    key = f"{name}-{scheme}-{width}"
                    if only and key not in only:
                        continue
                    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
                    page.goto(base + path)
                    page.screenshot(path=str(folder / f"{key}.png"), full_page=not only)
                    page.close()
                    print(folder / f"{key}.png")
        browser.close()
    server.should_exit = True


if __name__ == "__main__":
    main()
