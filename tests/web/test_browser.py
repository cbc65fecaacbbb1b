"""The pages in Debian's Chromium, as a person goes through them: by clicks and keys, with no script at all, and past hostile reports."""

import shutil
import socket
import threading
import time
from importlib.resources import files

import pytest
import uvicorn

from sayso.web import create_app

CHROMIUM = shutil.which("chromium")
if CHROMIUM is None:
    pytest.skip("no chromium on this machine", allow_module_level=True)
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

PATHS = ("/", "/incident/i1", "/report/d1", "/report/d2", "/source?name=army", "/sources", "/disputes", "/reports", "/search?q=school", "/nix")


def serve(path):
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(path), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    for _ in range(100):
        if server.started:
            break
        time.sleep(0.05)
    return server, thread, f"http://127.0.0.1:{bound.getsockname()[1]}"


@pytest.fixture(scope="module")
def site(ledger_file):
    server, thread, address = serve(ledger_file)
    yield address
    server.should_exit = True
    thread.join(5)


@pytest.fixture(scope="module")
def hostile_site(hostile_file):
    server, thread, address = serve(hostile_file)
    yield address
    server.should_exit = True
    thread.join(5)


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as p:
        found = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def opened(browser):
    """A page opener that gathers what the console says and every address asked for."""
    contexts = []

    def open_(**options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.said, page.asked = [], []
        page.on("console", lambda m: page.said.append(m.text))
        page.on("pageerror", lambda e: page.said.append(str(e)))
        page.on("dialog", lambda d: page.said.append("dialog"))
        page.on("request", lambda r: page.asked.append(r.url))
        return page

    yield open_
    for context in contexts:
        context.close()


def test_from_the_overview_to_the_words_in_the_report_by_clicks(site, opened):
    page = opened()
    page.goto(site)
    page.click(".card h3 a")
    assert page.locator(".side.disputed").count() == 2
    page.click(".telling footer a[href^='/report']")
    assert page.locator(":target + .event").inner_text().startswith("bombed")
    page.locator(".event").first.focus()
    assert page.locator(".say").first.is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".say").first.is_visible()
    page.click("text=who says otherwise >> nth=0")
    page.click(".side h3 a >> nth=0")
    assert page.locator("h1").inner_text() == "Doctors"
    page.keyboard.press("/")
    page.keyboard.type("school")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=school")
    assert page.locator(".m-hit").count() >= 2
    assert page.said == []
    assert all(url.startswith(site) for url in page.asked)


@pytest.mark.parametrize("script", [True, False])
def test_filters_and_downloads_with_and_without_script(site, opened, script):
    page = opened(java_script_enabled=script, accept_downloads=True)
    page.goto(site)
    page.click("summary:has-text('Filters')")
    page.select_option("select[name=contested]", "true")
    page.click(".filters button")
    page.wait_for_url("**contested=true*")
    if script:
        assert page.url.endswith("/?contested=true")
    assert page.locator(".list tbody tr").count() == 1
    with page.expect_download() as got:
        page.click("a[href^='/download/incidents.csv']")
    assert got.value.suggested_filename == "incidents.csv"


@pytest.mark.skipif(not (files("sayso.web") / "static" / "built" / "htmx.js").is_file(), reason="built without htmx")
def test_lists_are_swapped_in_place_and_back_leads_back(site, opened):
    page = opened()
    page.goto(site + "/?size=10")
    page.evaluate("window.here = 1")
    page.click("a[rel=next]")
    page.wait_for_url("**/?page=2&size=10*")
    page.wait_for_selector(".pager span:has-text('Page 2 of 4')")
    page.click("thead a:has-text('Type')")
    page.wait_for_selector("th[aria-sort=ascending]:has-text('Type')")
    page.click("summary:has-text('Filters')")
    page.select_option("select[name=contested]", "true")
    page.click(".filters button")
    page.wait_for_url("**/?contested=true")
    page.wait_for_selector("#in-use:has-text('in use')")
    assert page.locator(".list tbody tr").count() == 1
    assert page.locator("#figures dd").first.inner_text() == "1"
    assert "Incidents 1" in page.locator("#said").inner_text()
    assert page.evaluate("window.here") == 1, "the page was not loaded anew"
    page.go_back()
    page.wait_for_selector("th[aria-sort=ascending]:has-text('Type')")
    page.goto(site + "/")
    page.click("summary:has-text('Filters')")
    page.evaluate("document.querySelector('input[name=since]').type = 'text'")
    page.fill("input[name=since]", "yesterday")
    page.click(".filters button")
    page.wait_for_selector("h1:has-text('That cannot be asked')")
    assert all(url.startswith(site) for url in page.asked)
    assert [x for x in page.said if "400" not in x] == []


def test_the_keyboard_gets_to_the_content_first(site, opened):
    page = opened()
    page.goto(site)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_is_wider_than_the_screen(site, opened, path, width):
    page = opened(viewport={"width": width, "height": 800})
    page.goto(site + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(site, opened, path, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    page = opened(color_scheme=scheme, bypass_csp=True)  # axe itself is a script of the test's
    page.goto(site + path)
    found = axe.Axe().run(page).response["violations"]
    serious = [(v["id"], [n["html"] + n["failureSummary"] for n in v["nodes"]][:2]) for v in found if v["impact"] in ("serious", "critical")]
    assert serious == []


@pytest.mark.parametrize(
    "path", ["/", "/incident/i1", "/report/d1", "/disputes", "/sources", "/reports", "/search?q=school", "/source?name=onerror", "/search?q=<script>"]
)
def test_no_script_in_a_report_runs(hostile_site, opened, path):
    page = opened()
    page.goto(hostile_site + path)
    for link in page.locator("a[href]").all():
        assert not link.get_attribute("href").startswith("javascript:")
    assert page.evaluate("window.ran") is None
    assert page.said == []
    assert all(url.startswith(hostile_site) for url in page.asked)
