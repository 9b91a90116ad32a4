"""Where the server may be told to send something: a web address that leads outside, and only there.

Written strictly on purpose: two parsers that read one address differently are how a guard is walked around, so
whatever is not plain is refused.
"""

import re
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

PLAIN = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
INSIDE = (
    "localhost",
    "local",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "private",
    "localdomain",
    "arpa",
    "onion",
)
"""Last labels that never lead outside."""

CLOSED = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
        "::/96", "::ffff:0:0/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16",
        "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip
"""The special-purpose registries (RFC 6890 and its updates), written out so that no Python version decides."""

NAT64, SIX_TO_FOUR = IPv6Network("64:ff9b::/96"), IPv6Network("2002::/16")


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is one of the open internet; an IPv4 address inside an IPv6 one is looked at itself."""
    if isinstance(address, IPv6Address):
        inner = _inner(address)
        if inner is not None:
            return is_public(inner)
    return not any(address in network for network in CLOSED if network.version == address.version)


def _inner(address: IPv6Address) -> IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.sixtofour if address in SIX_TO_FOUR else None


def address_problem(url: str, *, local: bool = False) -> str | None:
    """A code saying why nothing may be sent to this address, or None. `local`: closed networks and http are allowed."""
    if PLAIN.fullmatch(url) is None:
        return "url_characters"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "url_malformed"
    if parts.scheme not in ("https", "http"):
        return "url_scheme"
    if "@" in parts.netloc or parts.fragment or "#" in url:
        return "url_credentials" if "@" in parts.netloc else "url_fragment"
    if port == 0 or parts.netloc.endswith(":"):
        return "url_malformed"
    return _host_problem(parts.hostname or "", local=local) or (
        "url_not_https" if parts.scheme == "http" and not local else None
    )


def _host_problem(host: str, *, local: bool) -> str | None:
    literal = literal_address(host)
    if literal is not None:
        return None if local or is_public(literal) else "url_private"
    labels = host.removesuffix(".").split(".")
    if ":" in host or NUMBER.fullmatch(labels[-1]) or not all(LABEL.fullmatch(label) for label in labels):
        return "url_host"
    if not local and (len(labels) == 1 or labels[-1] in INSIDE):
        return "url_private"
    return None


def literal_address(host: str) -> IPv4Address | IPv6Address | None:
    """The address a host name is, in its usual notation only: `0x7f.1` and `127.1` are refused as names."""
    if "%" in host:
        return None
    try:
        return ip_address(host)
    except ValueError:
        return None
