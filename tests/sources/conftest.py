"""A real server on this machine that answers as real ones do, well and badly."""

import gzip
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from .pages import page

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Post</title>
<item><title>Rostec cuts its staff</title><link>{base}/story</link><description>In short.</description>
<pubDate>Mon, 03 Jun 2019 10:00:00 GMT</pubDate></item></channel></rss>"""


class Handler(BaseHTTPRequestHandler):
    """One path, one behaviour."""

    def log_message(self, *args):
        pass

    def do_GET(self):
        self.server.asked[self.path] += 1
        self.server.agents.add(self.headers["User-Agent"])
        name = self.path.split("?")[0].strip("/").replace(".", "_").replace("-", "_") or "story"
        getattr(self, name.split("/")[0], self.missing)()

    def answer(self, body=b"", status=200, kind="text/html; charset=utf-8", **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def missing(self):
        self.answer(b"<p>nothing here</p>", status=404)

    def robots_txt(self):
        if self.server.robots_status != 200:
            self.answer(status=self.server.robots_status)
        else:
            self.answer(self.server.robots.encode(), kind="text/plain")

    def story(self):
        self.answer(page())

    def private(self):
        self.answer(page())

    def circle(self):
        self.answer(status=302, Location="/circle2")

    def circle2(self):
        self.answer(status=302, Location="/circle")

    def forever(self):
        number = int(self.path.rsplit("/", 1)[-1]) if self.path.count("/") > 1 else 0
        self.answer(status=301, Location=f"/forever/{number + 1}")

    def once(self):
        self.answer(status=301, Location="/story")

    def inward(self):
        self.answer(status=302, Location="file:///etc/passwd")

    def nowhere(self):
        self.answer(status=302, Location="http://[::1")

    def hang(self):
        time.sleep(1.5)

    def drip(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        try:
            for _ in range(20):
                self.wfile.write(b"<p>slow</p>")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass

    def image(self):
        self.answer(b"\x89PNG\r\n\x1a\n", kind="image/png")

    def error(self):
        self.answer(status=500)

    def large(self):
        self.answer(b"<p>" + b"x" * 300_000)

    def bomb(self):
        self.answer(gzip.compress(b"<p>" + b"x" * 5_000_000), Content_Encoding="gzip")

    def packed(self):
        self.answer(gzip.compress(page()), Content_Encoding="gzip")

    def torn(self):
        self.answer(gzip.compress(page())[:-20], Content_Encoding="gzip")

    def odd(self):
        self.answer(b"abc", Content_Encoding="br")

    def feed(self):
        self.answer(FEED.format(base=self.server.base).encode(), kind="application/rss+xml")

    def latin(self):
        self.answer(
            page().replace(b'<meta charset="utf-8">', b"").decode().encode("cp1252"),
            kind="text/html; charset=ISO-8859-1",
        )

    def note(self):
        self.answer(b"The ministry denied it.\n", kind="text/plain")


@pytest.fixture(scope="session")
def archive():
    """5,086 articles of 2012 to 2020 as packed JSON lines."""
    path = Path(__file__).parents[3] / "shared" / "data" / "news" / "international_2012_2020.jsonl.gz"
    if not path.exists():
        pytest.skip("the development data beside the checkout (../shared) is not here")
    return path


@pytest.fixture
def server():
    """A server of its own for each test; `base` is its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.daemon_threads = True
        running.base = f"http://127.0.0.1:{running.server_port}"
        running.asked, running.agents = Counter(), set()
        running.robots, running.robots_status = "User-agent: Backstay\nDisallow: /private\n", 200
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield running
        running.shutdown()
