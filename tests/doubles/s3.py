"""An object store on loopback: real HTTP, signatures (SigV4) and body hashes checked, parts and pages as S3 has them.

What can go wrong with one is a switch: `fail` next so many requests with a status, be `slow`, cut answers or lose them.
"""

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import count
from typing import Self
from urllib.parse import parse_qsl, quote, unquote, urlsplit
from xml.etree import ElementTree
from xml.sax.saxutils import escape

KEY_ID, SECRET, REGION, BUCKET = "TESTKEYID", "a secret of the tests", "us-east-1", "files"
PAGE = 3
"""Keys on a page of a listing: few, so that every test turns pages."""
LATEST_SECONDS = 900


@dataclass(slots=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Faults:
    """`status`: answered to the next `times` requests (0: nothing is wrong). `when`: only to this method."""

    status: int = 0
    times: int = 0
    when: str = ""
    code: str = ""
    slow: float = 0.0
    cut: int = 0
    """So many answers to GET end in the middle of their body."""
    lost: int = 0
    """So many PUTs are stored and never answered."""
    skew: float = 0.0
    """Seconds by which its clock is ahead."""


@dataclass(slots=True)
class S3:
    port: int = 0
    objects: dict[str, bytes] = field(default_factory=dict)
    at: dict[str, datetime] = field(default_factory=dict)
    parts: dict[str, dict[int, bytes]] = field(default_factory=dict)
    faults: Faults = field(default_factory=Faults)
    asked: list[str] = field(default_factory=list)
    numbers: "count[int]" = field(default_factory=lambda: count(1))
    open: dict[asyncio.StreamWriter, "asyncio.Task[None]"] = field(default_factory=dict)
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    @classmethod
    @asynccontextmanager
    async def running(cls) -> AsyncIterator[Self]:
        store = cls()
        server = await asyncio.start_server(store._serve, "127.0.0.1", 0)
        store.port = int(server.sockets[0].getsockname()[1])
        try:
            yield store
        finally:
            server.close()
            store.ended.set()
            for writer in store.open:
                writer.close()
            await asyncio.gather(*store.open.values())

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.open[writer] = task
        try:
            while (asked := await _read(reader)) is not None:
                self.asked.append(f"{asked.method} {asked.path}")
                if not await self._answer(asked, writer):
                    break
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            if not self.ended.is_set():
                del self.open[writer]

    async def _answer(self, asked: Asked, writer: asyncio.StreamWriter) -> bool:
        """Whether the connection goes on."""
        if self.faults.slow:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.ended.wait(), self.faults.slow)
        if self.faults.times and self.faults.when in ("", asked.method):
            self.faults.times -= 1
            return _say(writer, asked, self.faults.status, error(self.faults.code or "InternalError"))
        if problem := self._forged(asked):
            return _say(writer, asked, 403, error(problem))
        status, body, headers = self._do(asked)
        if asked.method == "PUT" and self.faults.lost:
            self.faults.lost -= 1
            return False
        if asked.method == "GET" and self.faults.cut and body:
            self.faults.cut -= 1
            _say(writer, asked, status, body, headers, send=len(body) // 2)
            await writer.drain()
            return False
        return _say(writer, asked, status, body, headers)

    def _forged(self, asked: Asked) -> str:
        """What is wrong with the signature, in S3's words; nothing when it is right."""
        head = asked.headers.get("authorization", "")
        if not head.startswith("AWS4-HMAC-SHA256 "):
            return "AccessDenied"
        parts = dict(part.strip().split("=", 1) for part in head.split(" ", 1)[1].split(","))
        stamp, said = asked.headers["x-amz-date"], asked.headers["x-amz-content-sha256"]
        signed_at = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        if abs((datetime.now(UTC) - signed_at).total_seconds() + self.faults.skew) > LATEST_SECONDS:
            return "RequestTimeTooSkewed"
        if said != "UNSIGNED-PAYLOAD" and said != hashlib.sha256(asked.body).hexdigest():
            return "XAmzContentSHA256Mismatch"
        scope = f"{stamp[:8]}/{REGION}/s3/aws4_request"
        if parts["Credential"] != f"{KEY_ID}/{scope}":
            return "InvalidAccessKeyId"
        text = "\n".join(["AWS4-HMAC-SHA256", stamp, scope, hashlib.sha256(_canonical(asked, parts)).hexdigest()])
        right = hmac.new(_signing_key(stamp[:8]), text.encode(), hashlib.sha256).hexdigest()
        return "" if hmac.compare_digest(right, parts["Signature"]) else "SignatureDoesNotMatch"

    def _do(self, asked: Asked) -> tuple[int, bytes, dict[str, str]]:
        bucket, _, key = unquote(asked.path).lstrip("/").partition("/")
        if bucket != BUCKET:
            return 404, error("NoSuchBucket"), {}
        if "uploads" in asked.query or "uploadId" in asked.query:
            return self._in_parts(asked, key)
        if asked.query.get("list-type") == "2":
            return 200, self._listed(asked.query), {}
        if asked.method in ("PUT", "POST", "DELETE"):
            return self._changed(asked, key)
        return self._given(asked, key) if key in self.objects else (404, error("NoSuchKey"), {})

    def _changed(self, asked: Asked, key: str) -> tuple[int, bytes, dict[str, str]]:
        if asked.method == "PUT":
            return 200, b"", {"ETag": self._keep(key, asked.body)}
        gone = [key]
        if asked.method == "POST":
            gone = [one.text or "" for one in ElementTree.fromstring(asked.body).iter() if one.tag.endswith("Key")]
        for one in gone:
            self.objects.pop(one, None)
        told = "".join(f"<Deleted><Key>{escape(one)}</Key></Deleted>" for one in gone)
        return 200, f"<DeleteResult>{told}</DeleteResult>".encode(), {}

    def _given(self, asked: Asked, key: str) -> tuple[int, bytes, dict[str, str]]:
        content = self.objects[key]
        headers = {"ETag": _tag(content), "Last-Modified": format_datetime(self.at[key], usegmt=True)}
        if wanted := asked.headers.get("range"):
            first, _, last = wanted.removeprefix("bytes=").partition("-")
            start, end = int(first), min(int(last) if last else len(content) - 1, len(content) - 1)
            headers["Content-Range"] = f"bytes {start}-{end}/{len(content)}"
            return 206, content[start : end + 1], headers
        return 200, content, headers

    def _keep(self, key: str, content: bytes) -> str:
        self.objects[key], self.at[key] = content, datetime.now(UTC).replace(microsecond=0)
        return _tag(content)

    def _in_parts(self, asked: Asked, key: str) -> tuple[int, bytes, dict[str, str]]:
        """An upload begun, one of its parts, its end, or its end without a result."""
        if "uploads" in asked.query:
            name = f"upload{next(self.numbers)}"
            self.parts[name] = {}
            told = f"<Bucket>{BUCKET}</Bucket><Key>{escape(key)}</Key><UploadId>{name}</UploadId>"
            return 200, f"<InitiateMultipartUploadResult>{told}</InitiateMultipartUploadResult>".encode(), {}
        name = asked.query["uploadId"]
        if asked.method == "PUT":
            self.parts[name][int(asked.query["partNumber"])] = asked.body
            return 200, b"", {"ETag": _tag(asked.body)}
        parts = self.parts.pop(name)
        if asked.method == "DELETE":
            return 204, b"", {}
        tag = self._keep(key, b"".join(parts[number] for number in sorted(parts)))
        told = f"<Location>x</Location><Bucket>{BUCKET}</Bucket><Key>{escape(key)}</Key><ETag>{escape(tag)}</ETag>"
        return 200, f"<CompleteMultipartUploadResult>{told}</CompleteMultipartUploadResult>".encode(), {}

    def _listed(self, query: dict[str, str]) -> bytes:
        prefix, after = query.get("prefix", ""), query.get("continuation-token", query.get("start-after", ""))
        keys = [key for key in sorted(self.objects) if key.startswith(prefix) and key > after]
        page, more = keys[:PAGE], len(keys) > PAGE
        told = "".join(
            f"<Contents><Key>{escape(key)}</Key><Size>{len(self.objects[key])}</Size>"
            f"<LastModified>{self.at[key].strftime('%Y-%m-%dT%H:%M:%S.000Z')}</LastModified>"
            f"<ETag>{escape(_tag(self.objects[key]))}</ETag></Contents>"
            for key in page
        )
        next_page = f"<NextContinuationToken>{escape(page[-1])}</NextContinuationToken>" if more else ""
        head = f"<Name>{BUCKET}</Name><KeyCount>{len(page)}</KeyCount><IsTruncated>{str(more).lower()}</IsTruncated>"
        return f"<ListBucketResult>{head}{next_page}{told}</ListBucketResult>".encode()


async def _read(reader: asyncio.StreamReader) -> Asked | None:
    line = await reader.readline()
    if not line:
        return None
    method, target, _ = line.decode().split(" ")
    headers: dict[str, str] = {}
    while (line := await reader.readline()) not in (b"\r\n", b""):
        name, _, value = line.decode().partition(":")
        headers[name.strip().lower()] = value.strip()
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    parts = urlsplit(target)
    return Asked(method, parts.path, dict(parse_qsl(parts.query, keep_blank_values=True)), headers, body)


def _say(
    writer: asyncio.StreamWriter,
    asked: Asked,
    status: int,
    body: bytes,
    headers: dict[str, str] | None = None,
    send: int | None = None,
) -> bool:
    told = {"Content-Length": str(len(body)), "Content-Type": "application/xml", **(headers or {})}
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    writer.write(f"HTTP/1.1 {status} X\r\n{lines}\r\n".encode())
    if asked.method != "HEAD":
        writer.write(body[:send])
    return True


def error(code: str) -> bytes:
    return f"<Error><Code>{code}</Code><Message>{code}</Message></Error>".encode()


def _tag(content: bytes) -> str:
    return f'"{hashlib.md5(content).hexdigest()}"'


def _canonical(asked: Asked, parts: dict[str, str]) -> bytes:
    names = parts["SignedHeaders"].split(";")
    query = "&".join(f"{quote(name, '-_.~')}={quote(asked.query[name], '-_.~')}" for name in sorted(asked.query))
    lines = [asked.method, asked.path, query, *[f"{name}:{asked.headers[name]}" for name in names], ""]
    return "\n".join([*lines, parts["SignedHeaders"], asked.headers["x-amz-content-sha256"]]).encode()


def _signing_key(day: str) -> bytes:
    key = f"AWS4{SECRET}".encode()
    for part in (day, REGION, "s3", "aws4_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return key
