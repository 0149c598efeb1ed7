"""The walk of a user through the real Neo4j Browser in a real Chromium: sign in, favourites, rows, style, guide.

KGLOAD_SCREENSHOTS=docs/screenshots saves what the README shows.
"""

from __future__ import annotations

import base64
import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Locator, Page, Route, expect, sync_playwright

from browser.asked import asked
from kgload.browser import GUIDE, STYLE, browser_files, guide_server
from kgload.browser.files import FAVOURITES
from kgload.database import Database
from kgload.query.catalog import SavedQuery, catalog, get_query
from kgload.query.run import run_query
from kgload.server import ensure_running
from kgload.settings import Settings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
LOOPBACK = {"127.0.0.1", "localhost"}
DROP = """([data, name]) => {
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const dropped = new DataTransfer();
  dropped.items.add(new File([bytes], name));
  const event = new DragEvent('drop', {bubbles: true, cancelable: true, dataTransfer: dropped});
  document.querySelector('.filedrop').dispatchEvent(event);
}"""

pytestmark = [
    pytest.mark.neo4j,
    pytest.mark.chromium,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
]


@dataclass
class Walk:
    """The open page, where guide and style are served, and what the console complained of."""

    page: Page
    served: str
    errors: list[str] = field(default_factory=list)

    def frame(self) -> Locator:
        """The newest answer."""
        return self.page.get_by_test_id("frame").first

    def type(self, command: str) -> None:
        self._write(command)
        self.run()

    def favourite(self, title: str) -> None:
        self.page.get_by_test_id(f"scriptTitle-{title}").click()
        self.run()

    def run(self) -> None:
        before = self.page.get_by_test_id("frame").count()
        self.page.get_by_test_id("editor-Run").click()
        expect(self.page.get_by_test_id("frame")).to_have_count(before + 1, timeout=30_000)

    def clear(self) -> None:
        self._write(":clear")
        self.page.get_by_test_id("editor-Run").click()
        expect(self.page.get_by_test_id("frame")).to_have_count(0)

    def _write(self, text: str) -> None:
        self.page.get_by_test_id("activeEditor").locator(".monaco-editor").first.click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def shoot(self, name: str) -> None:
        """A picture for the README, if they are wanted."""
        if folder := os.environ.get("KGLOAD_SCREENSHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(folder) / f"{name}.png")

    def note(self, message: ConsoleMessage) -> None:
        """Browser also asks for fonts and services of the Internet, and whether its Bolt port speaks HTTP."""
        url = message.location.get("url", "")
        theirs = urlsplit(url).hostname not in LOOPBACK or urlsplit(url).path == "/"
        if message.type == "error" and not theirs:
            self.errors.append(f"{message.text} ({url})")


@pytest.fixture(scope="module")
def walk(examples: Database, neo4j_settings: Settings) -> Iterator[Walk]:
    """Signed in, with the zip dropped."""
    if neo4j_settings.neo4j_uri:
        pytest.skip("NEO4J_URI is set: there is no local server, whose Browser this is about")
    connection = ensure_running(neo4j_settings)
    with guide_server(browser_files(), 0) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": 1400, "height": 900})
        page.route(lambda url: urlsplit(url).hostname not in LOOPBACK, _abort)
        found = Walk(page, f"http://localhost:{server.server_address[1]}")
        page.on("console", found.note)
        page.on("pageerror", lambda error: found.errors.append(str(error)))
        page.goto(connection.browser_url)
        page.get_by_test_id("username").fill(connection.username)
        page.get_by_test_id("password").fill(connection.password.get_secret_value())
        page.get_by_test_id("connect").click()
        expect(page.get_by_text("You are connected as user")).to_be_visible(timeout=30_000)
        _drop(page, FAVOURITES)
        yield found
        chromium.close()
        server.shutdown()


def _abort(route: Route) -> None:
    route.abort()


def _drop(page: Page, name: str) -> None:
    page.evaluate(DROP, [base64.b64encode(browser_files()[name]).decode(), name])


@pytest.mark.timeout(600)
def test_the_walk(walk: Walk, examples: Database) -> None:
    """One test, in the order in which a user goes; each step says where it stopped."""
    _favourites_appear(walk)
    _parameters_are_set(walk)
    _rows_are_those_of_kgload(walk, examples)
    _style_is_applied(walk)
    _picture_is_drawn(walk)
    _guide_opens(walk)
    assert walk.errors == []


def _favourites_appear(walk: Walk) -> None:
    walk.page.get_by_test_id("navigationFavorites").click()
    walk.page.get_by_test_id("expandFolder-kgload").click()
    for query in catalog().values():
        expect(walk.page.get_by_test_id(f"scriptTitle-{query.title}")).to_be_visible()
    walk.clear()


def _parameters_are_set(walk: Walk) -> None:
    walk.favourite("0. Parameters: change these and run them first")
    set_ = len({name for query in catalog().values() for name in query.given})
    expect(walk.frame().get_by_title("Status: success")).to_have_count(set_)


def _rows_are_those_of_kgload(walk: Walk, examples: Database) -> None:
    """Each favourite with its own parameters, which are set before it as its file does."""
    for query in catalog().values():
        given = asked(query, examples)
        expected = run_query(examples, query, given).rows
        walk.clear()
        walk.type(_settings(query, given))
        walk.favourite(query.title)
        count = len(expected)
        answer = f"Started streaming {count} record" if count else "(no changes, no records)"
        expect(walk.frame()).to_contain_text(answer, timeout=30_000)
        first = query.columns[0]
        for row in expected[:20]:
            expect(walk.frame()).to_contain_text("null" if row[first] is None else str(row[first]))
        if query.name == "timeline":
            walk.shoot("favourites")


def _settings(query: SavedQuery, given: dict[str, str]) -> str:
    values = {**query.given, "event": f"'{given['event']}'"} if "event" in given else query.given
    return "\n".join([*(f":param {name} => {value};" for name, value in values.items()), ":param done => 1;"])


def _style_is_applied(walk: Walk) -> None:
    walk.clear()
    walk.type(f":style {walk.served}/{STYLE}")
    expect(walk.frame()).to_contain_text("node.Meeting")


def _picture_is_drawn(walk: Walk) -> None:
    """With the captions and colours of the style."""
    walk.clear()
    walk.type(_settings(get_query("meetings_between"), {}))
    walk.page.get_by_test_id("expandFolder-kgload pictures").click()
    walk.favourite("Picture: meetings between a person and the officials of a country")
    walk.frame().get_by_test_id("cypherFrameSidebarVisualization").click(timeout=60_000)
    expect(walk.frame().locator("svg .node").first).to_be_visible(timeout=30_000)
    expect(walk.frame().locator("svg .node").filter(has_text="Shoigu").first).to_be_visible()
    expect(walk.frame().locator('svg .node [fill="#D9534F"]').first).to_be_attached()  # a meeting, in the style's red
    walk.page.wait_for_timeout(3000)  # until the picture has come to rest
    walk.shoot("picture")


def _guide_opens(walk: Walk) -> None:
    walk.clear()
    walk.type(f":play {walk.served}/{GUIDE}")
    expect(walk.frame()).to_contain_text("This guide walks through")
    walk.shoot("guide")
    walk.frame().locator("pre.runnable").first.click()
    walk.run()
    expect(walk.frame()).to_contain_text("several_sources")
