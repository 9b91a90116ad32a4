"""The composition root: settings → Desk → app. The only file that knows everyone."""

import contextlib
import os
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

import structlog
from fastapi import APIRouter, FastAPI
from starlette.routing import BaseRoute, WebSocketRoute

from atiende import __version__
from atiende.actions import bots
from atiende.actions.endpoints import by_mail_address
from atiende.actions.following import follow
from atiende.actions.intents import understand
from atiende.actions.mailboxes import MailboxBook
from atiende.actions.performers import performers
from atiende.actions.recordings import TRANSCRIBE
from atiende.actions.simulations import TIMER as SIMULATE
from atiende.api import problems
from atiende.api.admin_outbox import outbox_router
from atiende.api.app import Parts, build_app
from atiende.api.hub import Hub
from atiende.api.limits import Limits, Rates
from atiende.api.live import Live
from atiende.api.public.joining import join_routes
from atiende.api.public.pages import widget_routes
from atiende.api.public.payments import payments_router
from atiende.api.public.widget import Widget
from atiende.beginning import begin, shelf_of
from atiende.blobs.keyring import SecretKeyring
from atiende.blobs.sealed import SealedBlobs
from atiende.bus.machine import ThisMachine
from atiende.bus.nats import open_bus
from atiende.bus.system import SystemClock, SystemIds
from atiende.channels.callback.channel import Callback
from atiende.channels.email.channel import Email
from atiende.channels.email.outbox import Outbox as MailOutbox
from atiende.channels.email.settings import Server as MailRelay
from atiende.channels.email.smtp_server import MailServer
from atiende.channels.phone.channel import Phone
from atiende.channels.voice.channel import Voice as Calls
from atiende.channels.webchat.channel import WebChat
from atiende.domain.demo import Demo
from atiende.domain.errors import Refusal
from atiende.exchange import keep_in_step, kept, open_voice
from atiende.integrations.demo.doors import OfficePayments, OfficeRequester
from atiende.integrations.demo.office import Office
from atiende.integrations.demo.opening import DemoCentres
from atiende.integrations.payments.link import LinkPayments
from atiende.integrations.webhooks.sender import HttpSender
from atiende.joining import joined
from atiende.models.openai import OpenAiModel
from atiende.models.training import ChildTrainer
from atiende.ports.channel import Channel
from atiende.ports.desk import Desk
from atiende.ports.failpoints import armed
from atiende.ports.load import Load, Room
from atiende.ports.nodes import CHANNELS, WORKER, Alone, Leases
from atiende.ports.payments import Payments
from atiende.ports.views import Named
from atiende.reactors import webhooks
from atiende.reactors.accesses import AccessLog
from atiende.reactors.assist import keep_prompting
from atiende.reactors.canary import CanaryReactor
from atiende.reactors.centre import Centre
from atiende.reactors.errands import ErrandReactor
from atiende.reactors.fence import FencedStore, fenced
from atiende.reactors.intents import keep_minds
from atiende.reactors.knowledge import keep_knowledge
from atiende.reactors.leases import LeaseKeeper
from atiende.reactors.matching import keep_matches
from atiende.reactors.measure import Measure
from atiende.reactors.pressure import keep_watch
from atiende.reactors.search import keep_index
from atiende.reactors.simulate import Simulator
from atiende.reactors.transcribe import Transcribing
from atiende.settings import Settings
from atiende.sim.worker import WorkerTwin
from atiende.speech.espeak import find as find_espeak
from atiende.speech.opening import open_transcriber
from atiende.speech.sounds import ChildSounds
from atiende.store.months import keep_months
from atiende.store.store import SqlStore, open_store
from atiende.store.views import SqlViews
from atiende.telemetry.metrics import exposed
from atiende.telemetry.tracing import open_tracing

log = structlog.get_logger()
WEB = Path(__file__).resolve().parents[2] / "web"
"""The built web apps stand beside the sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One server, opened and not yet running."""

    desk: Desk
    app: FastAPI
    centre: Centre
    live: Live
    mail: MailServer | None


@asynccontextmanager
async def open_desk(settings: Settings, *, joins: bool = False) -> AsyncIterator[Desk]:
    """The ports, opened for as long as the block lasts; one that joins is a node among the others of its database.

    Raises AlreadyOpen, NewerDatabase, OtherKey.
    """
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys, clock, ids = SecretKeyring(secret_key(settings)), SystemClock(), SystemIds()
    node, speaks = ids.new("nod"), dict[str, Channel]()
    async with (
        open_bus(settings.nats_servers, clock, node) as bus,
        open_tracing(settings.otlp_url, __version__, node) as tracing,
        open_store(settings.database, bus=bus, clock=clock, follows=partial(follow, speaks), tracing=tracing) as store,
        OpenAiModel(local=settings.model_hosts) as model,
        joined(settings, store, clock, bus, keys, node) if joins else nullcontext(Alone(node)) as leases,
    ):
        book = _book(store, leases, clock)
        email = Email(keys, clock, book, relay=mail_relay(settings.smtp_relay), outbox=_outbox(settings))
        speaks |= _channels(email.keeping(partial(_made_up, store)))
        blobs = SealedBlobs(shelf := shelf_of(settings), keys)
        async with open_voice(settings, blobs, keys, clock, leases) as voice:
            desk = Desk(
                store=store,
                bus=bus,
                blobs=blobs,
                clock=clock,
                ids=ids,
                keys=keys,
                channels=speaks,
                twin=WorkerTwin(clock),
                public_url=settings.url,
                local_webhooks=settings.webhook_allow_private,
                fail=armed(settings.failpoint),
                model=model,
                trainer=ChildTrainer(),
                tracing=tracing,
                load=_load(settings),
                leases=leases,
                synthesizer=find_espeak(),
                transcriber=open_transcriber(settings.transcriber, settings.transcriber_key),
                sounds=ChildSounds(),
                voice=voice,
            )
            await begin(desk, store, shelf, settings.database)
            yield desk


def _channels(email: Channel) -> dict[str, Channel]:
    """A new channel is one line here."""
    return {"webchat": WebChat(), "callback": Callback(), "phone": Phone(), "voice": Calls(), "email": email}


def _book(store: SqlStore, leases: Leases, clock: SystemClock) -> MailboxBook:
    """Only the node that reads a mailbox says how far."""
    return MailboxBook(store if isinstance(leases, Alone) else FencedStore(store, leases, CHANNELS), clock)


def _load(settings: Settings) -> Load:
    return Load(Room(tenant_rate=settings.limit_tenant_messages, endpoint_rate=settings.limit_endpoint_messages))


async def _made_up(store: SqlStore, tenant: str) -> bool:
    return await store.reading(tenant).get(Demo, "demo") is not None


def mail_outbox(settings: Settings) -> MailOutbox | None:
    """What is laid there can be looked at while no relay is set; with one, only demos' mail is laid there."""
    return None if settings.smtp_relay else _outbox(settings)


def _outbox(settings: Settings) -> MailOutbox:
    return MailOutbox(settings.data_dir / "outbox")


def mail_relay(url: str) -> MailRelay | None:
    """`smtp://user:password@host:587` (STARTTLS where offered) or `smtps://…`; None when empty."""
    if not url:
        return None
    parts = urlsplit(url)
    secure = parts.scheme == "smtps"
    return MailRelay(
        host=parts.hostname or "",
        port=parts.port or (465 if secure else 25),
        security="tls" if secure else ("starttls" if parts.username else "none"),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


@asynccontextmanager
async def open_node(settings: Settings) -> AsyncIterator[Node]:
    """Everything of one server but its sockets."""
    async with (
        open_desk(settings, joins=True) as desk,
        HttpSender(local=settings.webhook_allow_private) as sender,
        contextlib.AsyncExitStack() as stack,
    ):
        node = compose(settings, desk, sender)
        if settings.metrics_address:
            stack.enter_context(exposed(settings.metrics_address, __version__))
        yield node


def compose(settings: Settings, opened: Desk, sender: HttpSender) -> Node:
    """One server on these ports, by its roles."""
    store = opened.store
    assert isinstance(store, SqlStore)
    desk = _reaching(opened, sender)
    views, hubs = SqlViews(store), dict[str, Hub]()
    payments = _payments(settings, sender)
    centre, accesses = _centre(settings, desk, sender, payments), AccessLog(desk)

    centre.where_people_come(partial(_run_hub, lambda one: Hub(desk, views, one, centre.outlook, centre.report), hubs))
    demos = DemoCentres(desk, settings.demo_days)
    limits = Limits(Rates(caller=settings.limit_caller_calls, tenant=settings.limit_tenant_calls))
    live = Live(desk, views, limits, hubs.get)
    widget = Widget(desk, hubs.get, refusal_text, centre.outlook, live.leaving)
    parts = Parts(
        routers=_routers(settings, desk, payments),
        limits=limits,
        routes=_sockets(live, widget),
        dist=WEB / "dist",
        floors=centre.floor,
        outlooks=centre.outlook,
        lives=centre.report,
        viewers=lambda tenant, conversation: viewers(hubs.get(tenant), conversation),
        demos=demos,
        machine=ThisMachine(settings.data_dir, desk.clock.now(), settings.backup_within_hours),
        accesses=accesses,
        opened=lambda: all_open(settings, centre, hubs),
        serves="web" in settings.roles,
    )
    app = build_app(desk, views, parts)
    months = partial(keep_months, store, desk.clock)
    if kept(settings):
        centre.also("exchange", lambda: keep_in_step(settings, desk))
    for name, run in (("accesses", accesses.run), ("demos", demos.run), ("months", months)):
        centre.also(name, run)
    centre.also("pressure", lambda: keep_watch(desk, store.oldest))
    if settings.metrics_address:
        ready = lambda: parts.opened() and not app.state.centre.draining  # noqa: E731 - read where it is used
        centre.also("measure", Measure(desk, centre.tenancies, parts.machine, ready).run)
    return Node(desk=desk, app=app, centre=centre, live=live, mail=_mail_server(settings, desk, centre))


async def _run_hub(made: Callable[[str], Hub], hubs: dict[str, Hub], tenant: str) -> None:
    hubs[tenant] = made(tenant)
    try:
        await hubs[tenant].run()
    finally:
        hubs.pop(tenant, None)


def _centre(settings: Settings, desk: Desk, sender: HttpSender, payments: Mapping[str, Payments]) -> Centre:
    """What runs by this node's roles; what works for a tenant writes through the fence."""
    working = fenced(desk, WORKER)
    errands = _errands(working, payments)
    centre = Centre(
        desk,
        {SIMULATE: Simulator(working).run, TRANSCRIBE: Transcribing(working).run, "errand": errands.perform},
        settings.roles,
    )
    centre.on_one_node(
        lambda tenant: webhooks.run(working, sender, tenant),
        lambda tenant: CanaryReactor(working, tenant, understand).run(),
        lambda tenant: keep_matches(working, tenant),
        lambda tenant: keep_index(working, tenant),
        lambda tenant: keep_prompting(working, tenant),
    )
    centre.for_each_tenant(lambda tenant: keep_knowledge(desk, tenant), lambda tenant: keep_minds(desk, tenant))
    if isinstance(desk.leases, LeaseKeeper):
        centre.also("node", desk.leases.run)
    for name, engine in desk.voice.engines.items():
        centre.also(f"engine {name}", engine.run)
    return centre


def _reaching(desk: Desk, sender: HttpSender) -> Desk:
    """Asks other systems. Demo centres have an office of their own, in here."""
    return replace(desk, requests=OfficeRequester(desk, sender, Office()))


def _routers(settings: Settings, desk: Desk, payments: Mapping[str, Payments]) -> list[APIRouter]:
    """Of optional parts."""
    outbox = mail_outbox(settings)
    return [payments_router(desk, payments), *([outbox_router(outbox)] if outbox else [])]


def _payments(settings: Settings, sender: HttpSender) -> Mapping[str, Payments]:
    return {"link": LinkPayments(sender, plain=settings.webhook_allow_private), "demo": OfficePayments()}


def _errands(desk: Desk, payments: Mapping[str, Payments]) -> ErrandReactor:
    """What flows ask of the outside."""
    assert desk.requests is not None
    return ErrandReactor(desk, {**performers(desk.requests, payments), "answer": bots.answer, "bot": bots.bot})


def _sockets(live: Live, widget: Widget) -> list[BaseRoute]:
    return [
        *widget_routes(WEB / "widget" / "dist", widget),
        *join_routes(WEB / "widget" / "dist", widget),
        WebSocketRoute("/widget", widget.serve),
        WebSocketRoute("/api/v1/live", live.serve),
    ]


def _mail_server(settings: Settings, desk: Desk, centre: Centre) -> MailServer | None:
    if settings.mail_address is None or CHANNELS not in settings.roles:
        return None
    return MailServer(centre.intake, lambda address: by_mail_address(desk, address), settings.mail_address)


def all_open(settings: Settings, centre: Centre, hubs: Mapping[str, Hub]) -> bool:
    """Whether every tenant there was at the start takes sockets. One removed since is waited for no more. A node that
    serves nobody's screens is open when it has looked what there is to do."""
    if centre.began_with is None:
        return False
    if "web" not in settings.roles:
        return True
    there = centre.began_with & centre.tenancies.keys()
    return all(tenant in hubs and hubs[tenant].ready.is_set() for tenant in there)


def viewers(hub: Hub | None, conversation: str) -> list[Named]:
    """Who has a conversation open now."""
    return hub.onlookers.of(conversation) if hub else []


def refusal_text(refusal: Refusal, language: str) -> str:
    """What a visitor is told."""
    spoken = language if language in ("es", "en") else "en"
    key = f"reasons.{refusal.params.get('reason', '')}"
    known = key if key in problems.texts("en") else f"{refusal.code}.detail"
    return problems.text(spoken, known, refusal.params)


def secret_key(settings: Settings) -> str:
    """The setting, else one made at the first start and kept in the data directory, readable by its owner only."""
    if settings.secret_key:
        return settings.secret_key
    path = settings.data_dir / "secret.key"
    if not path.exists():
        with contextlib.suppress(FileExistsError):
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(SystemIds().secret(48))
                file.flush()
                os.fsync(file.fileno())
    return path.read_text().strip()
