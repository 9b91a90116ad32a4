"""What the telephone exchange must know, collected from the documents and users of every centre."""

from collections.abc import Mapping

from atiende.actions.call_routes import trunks_of
from atiende.actions.secrets import open_secret
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.agent import DeskPhone
from atiende.domain.call import VOICE
from atiende.domain.trunk_documents import Trunk
from atiende.domain.work import User
from atiende.ports.desk import Desk
from atiende.ports.secrets import Keyring
from atiende.ports.telephony import NumberLine, PhoneLine, Telephony, TrunkLine

MOST_USERS = 100_000
PURPOSE = "sip password"


def telephone_password(keys: Keyring, tenant: str, user: str) -> str:
    """Of the telephone in a user's browser: derived, so that it is written down nowhere."""
    return keys.digest(PURPOSE, f"{tenant}/{user}")


def desk_password(keys: Keyring, tenant: str, user: str, renewed: int) -> str:
    """Of the one on his desk; another one whenever it was renewed."""
    return keys.digest(PURPOSE, f"{tenant}/{user}/desk/{renewed}")


async def telephony(desk: Desk) -> Telephony:
    """Of all centres, in an order that only changes with them."""
    return joined({tenant: await lines_of(desk, tenant) for tenant in await desk.store.tenants()})


def joined(centres: Mapping[str, Telephony]) -> Telephony:
    """Of these centres, by their ids."""
    found = [centres[tenant] for tenant in sorted(centres)]
    return Telephony(
        trunks=tuple(line for one in found for line in one.trunks),
        numbers=tuple(line for one in found for line in one.numbers),
        phones=tuple(line for one in found for line in one.phones),
    )


def concerns_lines(fact: f.Fact) -> bool:
    """Whether a centre's lines may be others after it."""
    if isinstance(fact, f.DocumentPublished | f.DocumentRetired):
        return fact.kind in ("trunk", "endpoint")
    return isinstance(fact, f.SecretChanged | f.UserCreated | f.UserInvited | f.UserChanged | f.DeskPhoneRenewed)


async def lines_of(desk: Desk, tenant: str) -> Telephony:
    """Of one centre. One without a trunk has no telephones."""
    documents = {slug: body for slug, body in (await trunks_of(desk, tenant)).items() if body.active}
    if not documents:
        return Telephony()
    users = await desk.store.reading(tenant).where(User, {"active": True}, limit=MOST_USERS)
    by_mail = {user.email: user.id for user in users}
    renewed = {one.id: one.renewed for one in await desk.store.reading(tenant).where(DeskPhone, {}, MOST_USERS)}
    phones = [
        PhoneLine(
            tenant=tenant,
            user=user.id,
            password=desk_password(desk.keys, tenant, user.id, renewed.get(user.id, 0)),
            browser=telephone_password(desk.keys, tenant, user.id),
        )
        for user in sorted(users, key=lambda one: one.id)
    ]
    return Telephony(
        trunks=tuple([await _trunk(desk, tenant, slug, body, by_mail) for slug, body in sorted(documents.items())]),
        numbers=tuple(await _numbers(desk, tenant)),
        phones=tuple(phones),
    )


async def _trunk(desk: Desk, tenant: str, slug: str, body: Trunk, by_mail: Mapping[str, str]) -> TrunkLine:
    group = [one if one.startswith("+") else by_mail.get(one.lower(), "") for one in body.emergency]
    return TrunkLine(
        tenant=tenant,
        slug=slug,
        host=body.host,
        port=body.port,
        transport=body.transport,
        user=body.user,
        password=(await open_secret(desk, tenant, body.secret) or "") if body.secret else "",
        register=body.register,
        codecs=tuple(body.codecs) or ("alaw", "ulaw"),
        max_calls=body.max_calls,
        attested=body.attested,
        emergency=tuple(one for one in group if one),
        watched=body.watched,
        country=body.country,
        writes=body.writes,
    )


async def _numbers(desk: Desk, tenant: str) -> list[NumberLine]:
    rows = await desk.store.reading(tenant).where(docs.Document, {"kind": "endpoint"}, limit=MOST_USERS)
    found = []
    for row in sorted(rows, key=lambda one: one.slug):
        body = None if row.retired else docs.read("endpoint", row.body)
        if not isinstance(body, docs.Endpoint) or body.channel != VOICE or not body.enabled:
            continue
        numbers = body.settings.get("numbers")
        listed = numbers if isinstance(numbers, list) else []
        found += [NumberLine(tenant=tenant, endpoint=row.slug, number=number) for number in listed]
    return found
