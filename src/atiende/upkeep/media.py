"""`atiende media`: the process that carries the sound of calls from page to page."""

import os
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from atiende.settings import Settings
    from atiende.voice.embedded.plan import MediaPlan

Run = Callable[[Coroutine[object, object, object]], int]


def add_media(app: typer.Typer, settings: Callable[[], "Settings"], run: Run) -> None:
    @app.command()
    def media(
        directory: Annotated[Path | None, typer.Option(help="The data directory; else the setting's.")] = None,
        hosts: Annotated[str, typer.Option(help="Addresses to listen on, by commas; else all.")] = "",
        public: Annotated[str, typer.Option(help="What pages are told instead, by commas.")] = "",
        port: Annotated[int, typer.Option(help="UDP; 0: a free one.")] = 0,
        quality: Annotated[str, typer.Option(help="Of mixed sound: full, degraded; else as the load allows.")] = "",
        detach: Annotated[bool, typer.Option("--detach", help="Go on in a process of its own.")] = False,
    ) -> None:
        """Carry the sound of calls from page to page. The server starts it itself, unless told ATIENDE_MEDIA=apart."""
        if detach and os.fork():
            os._exit(0)
        from atiende.logs import configure
        from atiende.voice.embedded.plan import MediaPlan, listed, quality_of

        if directory is None:
            plan = _as_set(settings())
        else:
            plan = MediaPlan(
                directory=directory, hosts=listed(hosts), public=listed(public), port=port, quality=quality_of(quality)
            )
        configure("info", "text")
        raise typer.Exit(run(_carry(plan)))


def _as_set(settings: "Settings") -> "MediaPlan":
    """Whoever started it ends it."""
    from msgspec.structs import replace

    from atiende.exchange import media_plan

    return replace(media_plan(settings), alone_for=float("inf"))


async def _carry(plan: "MediaPlan") -> None:
    from atiende.bus.system import SystemClock
    from atiende.voice.embedded.process import run

    await run(plan, SystemClock())
