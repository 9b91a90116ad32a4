"""Where a webhook may lead: outside, and nowhere two readers of one address could disagree about."""

import json
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from atiende.domain.destinations import address_problem, is_public, literal_address

OUTSIDE = [
    "https://example.com/hooks?x=1&y=%20",
    "https://hooks.example.com:8443/a/b",
    "https://1.1.1.1/",
    "https://[2606:4700:4700::1111]/",
    "https://xn--espaa-rta.example/",
]
INSIDE = [
    "https://localhost/", "https://LOCALHOST./", "https://app.localhost/", "https://printer.local/", "https://db/",
    "https://metadata.google.internal/", "https://127.0.0.1/", "https://127.8.8.8/", "https://0.0.0.0/",
    "https://10.1.2.3/", "https://172.16.0.1/", "https://172.31.255.255/", "https://192.168.1.1/",
    "https://169.254.169.254/latest/meta-data/", "https://100.64.0.1/", "https://192.0.0.192/", "https://224.0.0.1/",
    "https://255.255.255.255/", "https://[::1]/", "https://[::]/", "https://[fe80::1]/", "https://[fc00::1]/",
    "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/", "https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/",
    "https://[::127.0.0.1]/", "https://[2001:db8::1]/", "https://[ff02::1]/", "https://[2001::1]/",
]  # fmt: skip
ODD = [
    "https://2130706433/", "https://0x7f000001/", "https://017700000001/", "https://127.1/", "https://0177.0.0.1/",
    "https://0x7f.0.0.1/", "https://127.0.0.1.", "https://example.com@127.0.0.1/", "https://a:b@example.com/",
    "https://example.com:80@127.0.0.1/", "https://example.com\\@127.0.0.1/", "https://127.0.0.1%23@example.com/",
    "https://exam\tple.com/", "https://example.com/\r\nHost: x", "https://①②⑦.⓪.⓪.①/", "https://example。com/",
    "https://[::1%25lo]/", "https://[fe80::1%eth0]/", "https://example.com:0/", "https://example.com:/",
    "https://example.com:99999/", "https:///x", "https://", "https:example.com", "//example.com/", "example.com",
    "ftp://example.com/", "file:///etc/passwd", "gopher://127.0.0.1:53/_x", "dict://127.0.0.1:11211/stat",
    "javascript:alert(1)", "https://example.com/#@127.0.0.1/", "http://example.com/", "https://-a.com/", "https://a..b/",
    "jar:https://example.com!/", "https://%31%32%37.0.0.1/", " https://example.com/", "https://example.com /",
]  # fmt: skip


@pytest.mark.parametrize("url", OUTSIDE)
def test_an_address_on_the_open_internet_may_be_told(url: str) -> None:
    assert address_problem(url) is None


@pytest.mark.parametrize("url", [*INSIDE, *ODD])
def test_what_leads_inside_or_can_be_read_two_ways_is_refused(url: str) -> None:
    assert address_problem(url) is not None


def test_a_centre_may_allow_its_own_network_but_still_nothing_odd() -> None:
    assert address_problem("http://127.0.0.1:8080/x", local=True) is None
    assert address_problem("http://hooks.lan/x", local=True) is None
    for url in ("http://a@b/", "file:///etc/passwd", "http://0x7f000001/", "http://127.1/"):
        assert address_problem(url, local=True) is not None


def same_reading(url: str) -> None:
    """Whatever is accepted leads, as the client reads it, to the host that was looked at."""
    for local in (False, True):
        if address_problem(url, local=local) is not None:
            continue
        read = httpx2.URL(url)
        assert read.host.strip("[]") == (urlsplit(url).hostname or "")
        assert read.userinfo == b"" and read.scheme in (("http", "https") if local else ("https",))
        literal = literal_address(read.host.strip("[]"))
        assert local or literal is None or is_public(literal)


@given(
    st.sampled_from(["https://", "http://", "//", "https:", ""]),
    st.text(st.sampled_from("abc.127:@/\\?#[]%0x-_ ⓐ\t\n"), max_size=24),
)
@example("https://", "[::1]:443@a")
def test_the_guard_and_the_client_read_one_address_alike(scheme: str, rest: str) -> None:
    same_reading(scheme + rest)


def attacks(data: Path) -> Iterator[str]:
    for path in sorted((data / "attacks").rglob("*.txt")):
        yield from path.read_text(encoding="utf-8", errors="replace").splitlines()
    yield from json.loads((data / "attacks/blns/blns.json").read_text(encoding="utf-8"))
    for path in sorted((data / "attacks").rglob("*SSRF*")):
        yield from path.read_text(encoding="utf-8", errors="replace").split()


def test_no_published_attack_leads_inside(shared_data: Path) -> None:
    count = 0
    for line in attacks(shared_data):
        for url in (line, f"https://{line}", f"https://example.com{line}", f"https://example.com/{line}"):
            same_reading(url)
            count += 1
    assert count > 5000


@given(st.ip_addresses())
def test_what_python_calls_private_is_never_public_here(address: object) -> None:
    found = ip_address(str(address))
    if found.is_private or found.is_loopback or found.is_link_local or found.is_multicast or found.is_unspecified:
        assert not is_public(found)
