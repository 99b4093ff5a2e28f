"""A headless Chromium and a live server on a store with the sample records."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from api.app import create_app
from api.settings import read_settings
from graph.store import Store
from tests.api.records import PAYLOADS, first, hostile, second

CHROMIUM = "/usr/bin/chromium"


def need(what: str, present: bool) -> None:
    if present:
        return
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(f"{what} is missing, and in CI it must not be")
    pytest.skip(f"{what} is missing; install it to run the browser tests")


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    need("Debian's chromium (apt-get install chromium)", shutil.which(CHROMIUM) is not None)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("browser")
    with Store.open(folder / "store") as store, socket.socket() as listener:
        for record in (first(), second(), *map(hostile, PAYLOADS)):
            store.replace(record)
        listener.bind(("127.0.0.1", 0))
        app = create_app(store, read_settings({}, store=folder / "store"))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


class Visit:
    """A page that keeps what went wrong on it: script errors, refused loads, dialogs, foreign requests."""

    def __init__(self, page: object, address: str) -> None:
        self.page, self.address, self.troubles = page, address, []
        page.on("pageerror", lambda error: self.troubles.append(f"error {error}"))
        page.on("console", lambda said: said.type == "error" and self.troubles.append(f"console {said.text}"))
        page.on("dialog", lambda dialog: (self.troubles.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("request", self._look)

    def _look(self, request: object) -> None:
        if not request.url.startswith((self.address, "data:")):
            self.troubles.append(f"foreign request {request.url}")

    def go(self, path: str) -> object:
        self.page.goto(self.address + path, wait_until="load")
        return self.page


@pytest.fixture(params=["light", "dark"])
def visit(browser, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 860}, color_scheme=request.param)
    context.set_default_timeout(15_000)
    yield Visit(context.new_page(), address)
    context.close()
