"""The child process of the twin: a plan on standard input, progress and the answer on standard output."""

import gc
import os
import sys

import msgspec

from atiende.ports.twin import Plan
from atiende.sim.compare import answer

POLITE = 10
"""Whoever runs the centre goes first on the machine."""


def main() -> None:
    os.nice(POLITE)
    plan = msgspec.json.decode(sys.stdin.buffer.read(), type=Plan)
    gc.freeze()
    gc.set_threshold(200_000, 20, 50)
    out = sys.stdout.buffer

    def progress(share: float) -> None:
        out.write(f"progress {share:.4f}\n".encode())
        out.flush()

    out.write(b"answer " + msgspec.json.encode(answer(plan, progress)) + b"\n")
    out.flush()


if __name__ == "__main__":
    main()
