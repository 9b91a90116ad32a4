"""Where the nodes of a chaos run live: namespaces of their own, so that packets between two of them can be dropped.

The whole run enters a namespace (`enter`), whose bridge is the network; each node gets one more. They are anonymous:
when the processes in them are gone, so are they. Without root everything stands on loopback, and nothing can be cut.
"""

import ctypes
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from atiende.bench.servers.processes import is_root, wait_for_namespace

NEW_NETWORK = 0x40000000
BRIDGE = "10.77.0"
TABLE = "inet chaos"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A node's: its address, and how a command gets in there."""

    host: str
    prefix: tuple[str, ...] = ()


@dataclass(slots=True)
class Network:
    """`hub` is where databases, buses and clients are."""

    hub: str = "127.0.0.1"
    can_cut: bool = False
    places: list[Place] = field(default_factory=list)
    _holders: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def place(self) -> Place:
        """One more."""
        made = self._namespace(len(self.places) + 11) if self.can_cut else Place(host=self.hub)
        self.places.append(made)
        return made

    def cut(self, place: Place, ports: Sequence[int], *, there: bool = True, back: bool = True) -> None:
        """Drops, without a word, what the place sends to these ports of the hub, what comes back, or both."""
        listed = "{" + ", ".join(map(str, ports)) + "}"
        if there:
            _run([*place.prefix, "nft", f"add rule {TABLE} out tcp dport {listed} drop"])
        if back:
            _run([*place.prefix, "nft", f"add rule {TABLE} back tcp sport {listed} drop"])

    def heal(self, place: Place) -> None:
        _run([*place.prefix, "nft", f"flush table {TABLE}"])

    def _namespace(self, number: int) -> Place:
        holder = subprocess.Popen(["setpriv", "--pdeathsig", "KILL", "unshare", "--net", "sleep", "infinity"])
        self._holders.append(holder)
        wait_for_namespace(holder.pid)
        outside, inside, host = f"node{number}", f"wire{number}", f"{BRIDGE}.{number}"
        place = Place(host=host, prefix=("nsenter", "-t", str(holder.pid), "-n", "--"))
        _run(["ip", "link", "add", outside, "type", "veth", "peer", "name", inside])
        _run(["ip", "link", "set", outside, "master", "hub", "up"])
        _run(["ip", "link", "set", inside, "netns", str(holder.pid)])
        for command in (
            ["ip", "link", "set", "lo", "up"],
            ["ip", "addr", "add", f"{host}/24", "dev", inside],
            ["ip", "link", "set", inside, "up"],
            ["nft", f"add table {TABLE}"],
            ["nft", f"add chain {TABLE} out {{ type filter hook output priority 0; }}"],
            ["nft", f"add chain {TABLE} back {{ type filter hook input priority 0; }}"],
        ):
            _run([*place.prefix, *command])
        return place

    def close(self) -> None:
        for holder in self._holders:
            holder.kill()
            holder.wait()


@contextmanager
def network() -> Iterator[Network]:
    """Of this process, from now on and for what it starts; with namespaces where that is allowed."""
    if not is_root():
        yield Network()
        return
    enter()
    made = Network(hub=f"{BRIDGE}.1", can_cut=True)
    try:
        yield made
    finally:
        made.close()


def enter() -> None:
    """This thread, and what it starts, leaves the machine's network for an empty one with a bridge. There is no way
    back, so only a process made for it does this."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(NEW_NETWORK):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    _run(["ip", "link", "set", "lo", "up"])
    _run(["ip", "link", "add", "hub", "type", "bridge"])
    _run(["ip", "addr", "add", f"{BRIDGE}.1/24", "dev", "hub"])
    _run(["ip", "link", "set", "hub", "up"])


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr}")
