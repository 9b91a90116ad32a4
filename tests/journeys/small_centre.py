"""A centre small enough to be read at a glance: one brand, one queue, one chat, two agents."""

import msgspec

from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.work import User
from atiende.ports.desk import Desk
from atiende.ports.store import Change

TENANT = "ten_00000000000000000000000001"
ANA = "usr_00000000000000000000000001"
LUIS = "usr_00000000000000000000000002"

DOCUMENTS: dict[tuple[str, str], docs.Body] = {
    ("brand", "main"): docs.Brand(name="Logic Computer"),
    ("team", "first"): docs.Team(name="Primera línea"),
    ("queue", "support"): docs.Queue(name="Soporte", brand="main", teams=["first"]),
    ("endpoint", "web"): docs.Endpoint(name="Chat", brand="main", channel="webchat", queue="support"),
    ("reason", "billing"): docs.Reason(name="Billing", name_es="Facturación"),
    ("disposition", "solved"): docs.Disposition(name="Solved", name_es="Resuelto"),
    ("pause", "lunch"): docs.Pause(name="Lunch", name_es="Comida"),
}


async def small_centre(desk: Desk, tenant: str = TENANT) -> None:
    """Makes it, in one change."""

    def decide(change: Change) -> None:
        change.record(f.TenantCreated(language="es", time_zone="Europe/Madrid"), actor="system")
        for (kind, slug), body in DOCUMENTS.items():
            text = msgspec.json.encode(body).decode()
            change.record(f.DocumentPublished(kind=kind, slug=slug, version=1, body=text), actor="system")
        for user, name in ((ANA, "Ana"), (LUIS, "Luis")):
            ability = f.Ability(role="agent", teams=("first",), languages={"es": 5})
            change.record(f.UserCreated(user=user, ability=ability), actor="system")
            change.put(User(id=user, email=f"{name.lower()}@example.test", name=name))

    await desk.store.change(tenant, decide, at=desk.clock.now())
