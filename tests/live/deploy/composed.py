"""The nodes of deploy/compose.yaml as plain processes: the image's command, the file's environment, its addresses and
directories put in place of the containers'."""

import asyncio
import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from atiende.bench.centre import Prepared
from atiende.bench.servers.processes import end, free_port
from tests.pure.deploy.compose import environment, image_file

SECRET = "s" * 48
GIVEN = {
    "PUBLIC_HOST": "desk.example.com",
    "SECRET_KEY": SECRET,
    "POSTGRES_PASSWORD": "unused",
    "NATS_PASSWORD": "unused",
}
ORIGIN = "https://desk.example.com"
PATIENCE = 30.0
START_PATIENCE = 90.0


@dataclass(slots=True)
class ComposedNode:
    name: str
    port: int
    mail: int
    metrics: int
    log: Path
    process: "subprocess.Popen[bytes]"

    def scrape(self) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.metrics}/metrics", timeout=PATIENCE) as answer:
            return str(answer.read().decode())


def command() -> list[str]:
    """What the container runs."""
    instructions = dict(image_file())
    entry, arguments = json.loads(instructions["ENTRYPOINT"]), json.loads(instructions["CMD"])
    assert entry == ["/opt/atiende/.venv/bin/atiende"]
    return [str(Path(sys.executable).with_name("atiende")), *arguments]


def healthy(port: int) -> bool:
    """By the image's own check."""
    check = dict(image_file())["HEALTHCHECK"].partition("CMD ")[2]
    program, *arguments = json.loads(check)
    assert program.endswith("/python")
    arguments = [one.replace("127.0.0.1:8000", f"127.0.0.1:{port}") for one in arguments]
    return subprocess.run([sys.executable, *arguments], capture_output=True, check=False).returncode == 0


@contextmanager
def node(name: str, prepared: Prepared, places: Mapping[str, str], home: Path) -> Iterator[ComposedNode]:
    """`places`: what stands where the file names a container's address."""
    home.mkdir()
    port, mail, metrics = free_port(), free_port(), free_port()
    given = environment(name, GIVEN)
    own = {
        "ATIENDE_HOST": "127.0.0.1",
        "ATIENDE_PORT": str(port),
        "ATIENDE_SMTP_LISTEN": f"127.0.0.1:{mail}",
        "ATIENDE_METRICS_LISTEN": f"127.0.0.1:{metrics}",
        "ATIENDE_DATA_DIR": str(home),
        "ATIENDE_BLOB_URL": (prepared.data_dir / "blobs").as_uri(),
        **places,
    }
    assert {key for key in own if key.startswith("ATIENDE_")} <= given.keys(), (
        "the compose file no longer sets what is replaced here"
    )
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("ATIENDE_")}
    log = home / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(command(), env=inherited | given | own, stdout=out, stderr=out, cwd=home)
    try:
        yield ComposedNode(name=name, port=port, mail=mail, metrics=metrics, log=log, process=process)
    finally:
        end(process)


@asynccontextmanager
async def both(prepared: Prepared, places: Mapping[str, str], home: Path) -> AsyncIterator[list[ComposedNode]]:
    """Both nodes, once their health checks say so."""
    with ExitStack() as stack:
        nodes = [stack.enter_context(node(name, prepared, places, home / name)) for name in ("node1", "node2")]
        began = time.monotonic()
        for one in nodes:
            while not await asyncio.to_thread(healthy, one.port):
                said = f"{one.name}: exit {one.process.poll()}\n{one.log.read_text()[-3000:]}"
                assert one.process.poll() is None and time.monotonic() - began < START_PATIENCE, said
                await asyncio.sleep(0.3)
        yield nodes
