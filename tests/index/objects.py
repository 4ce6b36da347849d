"""A small store of objects that speaks S3's language over HTTP, as far as the tests go: one process, in memory."""

import hashlib
import itertools
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

KEY, SECRET = "test-key", "test-secret-of-no-worth"
_SPACE = "http://s3.amazonaws.com/doc/2006-03-01/"


@dataclass
class Objects:
    """What the store holds, and what it was asked."""

    address: str = ""
    held: dict[str, bytes] = field(default_factory=dict)
    """By bucket/key."""
    buckets: set[str] = field(default_factory=lambda: {"policies"})
    asked: list[str] = field(default_factory=list)
    parts: dict[str, dict[int, bytes]] = field(default_factory=dict)
    fails: bool = False
    """Answers 503 to everything."""


@contextmanager
def objects(port: int = 0, held: Objects | None = None) -> Iterator[Objects]:
    """The store, on a free port of this machine unless one is named."""
    store = held or Objects()
    handler = type("Handler", (_Handler,), {"store": store, "uploads": itertools.count(1)})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    store.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield store
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    store: Objects
    uploads: "itertools.count[int]"

    def log_message(self, *_given: object) -> None:
        pass

    def do_HEAD(self) -> None:
        self._answer(self._get)

    def do_GET(self) -> None:
        self._answer(self._get)

    def do_PUT(self) -> None:
        self._answer(self._put)

    def do_POST(self) -> None:
        self._answer(self._post)

    def do_DELETE(self) -> None:
        self._answer(self._delete)

    def _answer(self, act: Callable[[bytes], None]) -> None:
        parts = urlsplit(self.path)
        self.name, self.asks = unquote(parts.path).strip("/"), parse_qs(parts.query, keep_blank_values=True)
        self.store.asked.append(f"{self.command} {self.name} {parts.query}".strip())
        body = self._body()
        if self.store.fails:
            self._say(503, _error("SlowDown"))
            return
        if f"Credential={KEY}/" not in self.headers.get("Authorization", ""):
            self._say(403, _error("InvalidAccessKeyId"))
            return
        if self.name.split("/")[0] not in self.store.buckets:
            self._say(404, _error("NoSuchBucket"))
            return
        act(body)

    def _get(self, _body: bytes) -> None:
        bucket, _, key = self.name.partition("/")
        if not key:
            if "list-type" in self.asks:
                self._listing(bucket)
            else:
                self._say(200, b"")
            return
        data = self.store.held.get(self.name)
        if data is None:
            self._say(404, _error("NoSuchKey"))
            return
        headers = {
            "ETag": f'"{_etag(data)}"',
            "Last-Modified": "Sun, 22 Nov 2026 08:00:00 GMT",
            "Accept-Ranges": "bytes",
        }
        if found := re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", "")):
            start, end = int(found[1]), min(int(found[2] or len(data)), len(data) - 1)
            self._say(206, data[start : end + 1], headers | {"Content-Range": f"bytes {start}-{end}/{len(data)}"})
            return
        self._say(200, data, headers)

    def _put(self, body: bytes) -> None:
        if "uploadId" in self.asks:
            self.store.parts[self.asks["uploadId"][0]][int(self.asks["partNumber"][0])] = body
        else:
            self.store.held[self.name] = body
        self._say(200, b"", {"ETag": f'"{_etag(body)}"'})

    def _post(self, _body: bytes) -> None:
        bucket, _, key = self.name.partition("/")
        if "uploads" in self.asks:
            upload = str(next(self.uploads))
            self.store.parts[upload] = {}
            self._say(
                200,
                f'<InitiateMultipartUploadResult xmlns="{_SPACE}"><Bucket>{bucket}</Bucket><Key>{escape(key)}</Key>'
                f"<UploadId>{upload}</UploadId></InitiateMultipartUploadResult>".encode(),
            )
            return
        parts = self.store.parts.pop(self.asks["uploadId"][0])
        self.store.held[self.name] = b"".join(parts[at] for at in sorted(parts))
        self._say(
            200,
            f'<CompleteMultipartUploadResult xmlns="{_SPACE}"><Bucket>{bucket}</Bucket><Key>{escape(key)}</Key>'
            '<ETag>"whole"</ETag></CompleteMultipartUploadResult>'.encode(),
        )

    def _delete(self, _body: bytes) -> None:
        if "uploadId" in self.asks:
            self.store.parts.pop(self.asks["uploadId"][0], None)
        else:
            self.store.held.pop(self.name, None)
        self._say(204, b"")

    def _listing(self, bucket: str) -> None:
        prefix, delimiter = self.asks.get("prefix", [""])[0], self.asks.get("delimiter", [""])[0]
        keys = sorted(name.partition("/")[2] for name in self.store.held if name.startswith(f"{bucket}/{prefix}"))
        plain = [key for key in keys if not delimiter or delimiter not in key[len(prefix) :]]
        folders = {prefix + key[len(prefix) :].split(delimiter)[0] + delimiter for key in keys if key not in plain}
        contents = "".join(
            f"<Contents><Key>{escape(key)}</Key><LastModified>2026-11-22T08:00:00.000Z</LastModified>"
            f"<Size>{len(self.store.held[f'{bucket}/{key}'])}</Size></Contents>"
            for key in plain
        )
        common = "".join(f"<CommonPrefixes><Prefix>{escape(it)}</Prefix></CommonPrefixes>" for it in sorted(folders))
        self._say(
            200,
            f'<ListBucketResult xmlns="{_SPACE}"><Name>{bucket}</Name><Prefix>{escape(prefix)}</Prefix>'
            f"<KeyCount>{len(plain) + len(folders)}</KeyCount><IsTruncated>false</IsTruncated>{contents}{common}"
            "</ListBucketResult>".encode(),
        )

    def _body(self) -> bytes:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            raw = self._unchunked()
        return _without_signatures(raw) if "aws-chunked" in self.headers.get("Content-Encoding", "") else raw

    def _unchunked(self) -> bytes:
        blocks = []
        while size := int(self.rfile.readline().strip().split(b";")[0], 16):
            blocks.append(self.rfile.read(size))
            self.rfile.readline()
        while self.rfile.readline().strip():
            pass
        return b"".join(blocks)

    def _say(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Type", "application/xml")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _without_signatures(raw: bytes) -> bytes:
    """What stands between the sizes of S3's own blocks, without the checksums behind."""
    blocks = []
    while raw:
        head, _, raw = raw.partition(b"\r\n")
        size = int(head.split(b";")[0], 16)
        if not size:
            break
        blocks.append(raw[:size])
        raw = raw[size + 2 :]
    return b"".join(blocks)


def _etag(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def _error(code: str) -> bytes:
    return f"<Error><Code>{code}</Code><Message>{code}</Message></Error>".encode()
