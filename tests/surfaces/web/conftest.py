"""A small ledger, a client on it and a browser, made once; nothing in these tests writes to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from playwright.sync_api import Browser

from backstay.surfaces.web import create_app
from tests.surfaces.web.browsing import Open, chromium, served, watched
from tests.surfaces.web.web_ledgers import write_small

BASE = "http://127.0.0.1:8600"


@pytest.fixture(scope="session")
def small_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small(tmp_path_factory.mktemp("web") / "small.backstay")


@pytest.fixture(scope="session")
def app(small_ledger: Path) -> FastAPI:
    return create_app(small_ledger)


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url=BASE, raise_server_exceptions=False) as made:
        yield made


@pytest.fixture(scope="module")
def address(small_ledger: Path) -> Iterator[str]:
    with served(small_ledger) as where:
        yield where


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    with watched(browser, address) as opened:
        yield opened
