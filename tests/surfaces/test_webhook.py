"""Webhooks against a real server on this machine: sent once, again where it is busy, signed, never private."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from backstay.records.errors import FetchFailed
from backstay.surfaces.webhook import PAUSES, TRIES, Sender


@dataclass
class Receiver:
    """Answers with `answers` in their order, the last one again and again; keeps what it got."""

    answers: list[tuple[int, dict[str, str]]]
    address: str = ""
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)

    def sender(self, secret: str = "", allow_private: bool = True) -> Sender:
        return Sender(self.address, secret, allow_private, self.slept.append)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver([(204, {})])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            made.got.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            status, headers = made.answers.pop(0) if len(made.answers) > 1 else made.answers[0]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.address = f"http://127.0.0.1:{server.server_port}/hook?token=1"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


def test_one_message_as_json_signed_with_the_secret(receiver: Receiver):
    receiver.sender("s3cret").send({"title": "é"})
    ((headers, body),) = receiver.got
    assert json.loads(body) == {"title": "é"}
    assert headers["Content-Type"].startswith("application/json")
    assert headers["X-Backstay-Signature"] == "sha256=" + hmac.new(b"s3cret", body, hashlib.sha256).hexdigest()
    assert receiver.slept == []


def test_a_busy_receiver_is_tried_again_with_growing_pauses(receiver: Receiver):
    receiver.answers = [(503, {}), (429, {"Retry-After": "9"}), (200, {})]
    receiver.sender().send({})
    assert len(receiver.got) == 3
    assert receiver.slept == [PAUSES[0], 9.0]


def test_one_that_stays_busy_is_given_up(receiver: Receiver):
    receiver.answers = [(500, {"Retry-After": "100000"})]
    with pytest.raises(FetchFailed, match="500"):
        receiver.sender().send({})
    assert len(receiver.got) == TRIES
    assert max(receiver.slept) <= 60


@pytest.mark.parametrize("status", [400, 404, 410, 302])
def test_a_refusal_or_a_redirect_is_not_tried_again(receiver: Receiver, status: int):
    receiver.answers = [(status, {"Location": "http://127.0.0.1:1/"})]
    with pytest.raises(FetchFailed, match=str(status)):
        receiver.sender().send({})
    assert len(receiver.got) == 1


def test_a_connection_that_fails_is_tried_again(receiver: Receiver):
    closed = Sender("http://127.0.0.1:9/hook", allow_private=True, sleep=receiver.slept.append)
    with pytest.raises(FetchFailed, match="connection failed"):
        closed.send({})
    assert len(receiver.slept) == TRIES - 1


@pytest.mark.parametrize("address", ["", "file:///etc/passwd", "http://user:word@example.org/", "ftp://example.org"])
def test_what_is_no_web_address_is_refused(address: str):
    with pytest.raises(FetchFailed):
        Sender(address, allow_private=True).send({})


def test_private_networks_are_left_alone_unless_allowed(receiver: Receiver):
    with pytest.raises(FetchFailed, match="private"):
        receiver.sender(allow_private=False).send({})
    assert receiver.got == []
