"""What a new centre begins with: roles, pauses, reasons, outcomes, hours, a team and a skill, named in its language."""

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from atiende.domain import desk_documents as desk
from atiende.domain import documents as docs
from atiende.domain.permissions import ROLES as BUILT_IN

BRAND, TEAM, SKILL, ALWAYS, OFFICE = "main", "main", "general", "always", "office"

# slug: (English, Spanish)
ROLES: Mapping[str, tuple[str, str]] = {
    "agent": ("Agent", "Agente"),
    "lead": ("Team lead", "Responsable de equipo"),
    "supervisor": ("Supervisor", "Supervisión"),
    "quality": ("Quality", "Calidad"),
    "analyst": ("Analyst", "Análisis"),
    "admin": ("Administrator", "Administración"),
    "auditor": ("Auditor", "Auditoría"),
}
PAUSES: Mapping[str, tuple[str, str]] = {
    "break": ("Break", "Descanso"),
    "lunch": ("Lunch", "Comida"),
    "training": ("Training", "Formación"),
}
REASONS: Mapping[str, tuple[str, str]] = {
    "order": ("Order or delivery", "Pedido o entrega"),
    "billing": ("Invoice or payment", "Factura o pago"),
    "product": ("Question about a product", "Consulta sobre un producto"),
    "fault": ("Something does not work", "Algo no funciona"),
    "complaint": ("Complaint", "Queja"),
    "other": ("Other", "Otro"),
}
DISPOSITIONS: Mapping[str, tuple[str, str]] = {
    "solved": ("Solved", "Resuelto"),
    "informed": ("Information given", "Información facilitada"),
    "passed_on": ("Passed on", "Derivado"),
    "no_answer": ("Customer did not answer", "El cliente no respondió"),
    "not_for_us": ("Spam or not for us", "Correo no deseado o no procede"),
}
LIMITS: Mapping[str, int] = {"agent": 5_000, "lead": 15_000, "supervisor": 50_000, "admin": 1_000_000}
"""How far each role grants a refund alone, in cents."""
REFUND = desk.Decision(
    name="Refund",
    name_es="Devolución",
    limits=[desk.Limit(role=role, amount=amount) for role, amount in LIMITS.items()],
)


Opening = Literal["always", "office", "long", "every_day"]
Acknowledge = Literal["never", "claims", "always"]
WEEKDAYS, EVERY_DAY = [1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 6, 7]
OPENINGS: Mapping[Opening, docs.Block] = {
    "always": docs.Block(days=WEEKDAYS, start="09:00", end="18:00"),
    "office": docs.Block(days=WEEKDAYS, start="09:00", end="18:00"),
    "long": docs.Block(days=WEEKDAYS, start="08:00", end="20:00"),
    "every_day": docs.Block(days=EVERY_DAY, start="09:00", end="21:00"),
}
"""What the hours called `office` are; with `always` they are there and not used."""


class Usual(Struct, frozen=True, kw_only=True):
    """What the first page lets one choose of the usual."""

    opening: Opening = "always"
    holidays: str = ""
    acknowledge: Acknowledge = "claims"

    @property
    def hours(self) -> str:
        return ALWAYS if self.opening == "always" else OFFICE


def documents(
    organization: str, language: str, time_zone: str, usual: Usual = Usual()
) -> Sequence[tuple[str, str, docs.Body]]:
    """(kind, slug, body) in an order in which every reference is there before it is used."""
    spanish = language.startswith("es")
    name = {True: "Siempre abierto", False: "Always open"}[spanish]
    office = {True: "Horario de oficina", False: "Office hours"}[spanish]
    week = docs.Block(days=[1, 2, 3, 4, 5, 6, 7], start="00:00", end="24:00")
    days = OPENINGS[usual.opening]
    brand = docs.Brand(
        name=organization,
        language=language,
        time_zone=time_zone,
        hours=usual.hours,
        acknowledge=usual.acknowledge,
    )
    made: list[tuple[str, str, docs.Body]] = [
        ("hours", ALWAYS, docs.Hours(name=name, time_zone=time_zone, blocks=[week])),
        ("hours", OFFICE, docs.Hours(name=office, time_zone=time_zone, blocks=[days], holidays=usual.holidays)),
        ("brand", BRAND, brand),
        ("team", TEAM, docs.Team(name={True: "Atención al cliente", False: "Customer service"}[spanish])),
        ("skill", SKILL, docs.Skill(name={True: "Atención general", False: "General service"}[spanish])),
    ]
    for slug, names in ROLES.items():
        made.append(("role", slug, docs.Role(name=names[spanish], permissions=dict(BUILT_IN[slug]))))
    made.append(("decision", "refund", REFUND))
    made += [("pause", slug, docs.Pause(name=en, name_es=es)) for slug, (en, es) in PAUSES.items()]
    made += [("reason", slug, docs.Reason(name=en, name_es=es)) for slug, (en, es) in REASONS.items()]
    made += [("disposition", slug, docs.Disposition(name=en, name_es=es)) for slug, (en, es) in DISPOSITIONS.items()]
    return made
