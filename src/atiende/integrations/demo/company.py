"""The demo company's configuration: two brands, who answers what and how soon, and the words kept ready."""

from datetime import date, timedelta

from atiende.domain import desk_documents as words
from atiende.domain import documents as docs
from atiende.integrations.demo.stories import BILLING, CHAT, HELP_CHAT, ORDERS, TECHNICAL

HOME, HOME_CHAT, SALES, HOURS = "hogar", "chat-hogar", "ventas", "comercial"
PHONE, HELP_PHONE, HOME_PHONE = "telefono", "telefono-soporte", "telefono-hogar"
MAILBOXES = (BILLING, ORDERS, TECHNICAL, SALES, HOME)
CAMPAIGN_DAYS = 21
"""Days after the demo was made on which the company is open all day, so that it is alive whenever somebody looks."""
Listed = tuple[tuple[str, str, docs.Body], ...]


def hours(today: date) -> docs.Hours:
    """Shop hours with Spain's holidays; all day in the campaign that began yesterday."""
    days = [(today + timedelta(days=day)).isoformat() for day in range(-1, CAMPAIGN_DAYS)]
    return docs.Hours(
        name="Horario comercial",
        time_zone="Europe/Madrid",
        blocks=[
            docs.Block(days=[1, 2, 3, 4, 5], start="08:00", end="20:00"),
            docs.Block(days=[6], start="09:00", end="14:00"),
        ],
        holidays="ES",
        specials=[docs.Special(date=day, name="Campaña, 24 horas", open=[("00:00", "24:00")]) for day in days],
    )


def brands() -> Listed:
    """Both with a reference for claims; usted in the first, tú in the second."""
    return (
        ("brand", "main", docs.Brand(
            name="Comercial Azahar", language="es", time_zone="Europe/Madrid", hours=HOURS, color="#1f6f78",
            reference_prefix="AZ-", acknowledge="claims", help_centre=True, help_address="azahar",
            help_intro_es="Pedidos, facturas, equipos y Azahar Caja: busque aquí, de día y de noche.",
            help_intro_en="Orders, invoices, equipment and Azahar Caja: look here first, at any hour.")),
        ("brand", HOME, docs.Brand(
            name="Azahar Hogar", language="es", time_zone="Europe/Madrid", hours=HOURS, color="#b4532a", formal=False,
            reference_prefix="AH-", acknowledge="claims", help_centre=True, help_address="azahar-hogar",
            help_intro_es="Montaje, entregas y cuidado de tus muebles.",
            help_intro_en="Assembly, delivery and care of your furniture.")),
    )  # fmt: skip


TEAMS: Listed = (
    ("team", "support", docs.Team(name="Soporte y pedidos")),
    ("team", "accounts", docs.Team(name="Facturación")),
    ("team", "sales", docs.Team(name="Ventas")),
    ("team", "home", docs.Team(name="Azahar Hogar")),
    ("skill", "devices", docs.Skill(name="Equipos y terminales")),
    ("workload", "default", docs.Workload(
        name="Carga habitual",
        channels=[
            docs.ChannelLoad(channel="webchat", units=[30, 25, 25]),
            docs.ChannelLoad(channel="email", units=[15, 15, 15], interruptible=True),
            docs.ChannelLoad(channel="callback", units=[100], exclusive=True),
        ],
        occupancy_cap_percent=90, occupancy_minutes=60, breather_seconds=120, long_minutes=45,
        hard_reasons=["complaint"], hard_in_a_row=3)),
)  # fmt: skip

QUEUES: Listed = (
    ("queue", "billing", docs.Queue(
        name="Facturación", brand="main", teams=["accounts"], answer_within_seconds=2 * 3600,
        order="deadline", choice="least_occupied", vip_priority=2, prefer_last_agent_seconds=60,
        steps=[docs.Step(after_seconds=300, teams=["accounts", "support"]),
               docs.Step(after_seconds=3600, priority=2)])),
    ("queue", "orders", docs.Queue(
        name="Pedidos", brand="main", teams=["support"], answer_within_seconds=3600, prefer_last_agent_seconds=60,
        deflection=docs.Deflection(above_seconds=300))),
    ("queue", "technical", docs.Queue(
        name="Soporte técnico", brand="main", teams=["support"], answer_within_seconds=4 * 3600, priority=2,
        skills=[docs.Required(skill="devices", level=3)], match_language=True, choice="best_skilled",
        handle_seconds=600, prefer_last_agent_seconds=60,
        steps=[docs.Step(after_seconds=600, skills=[docs.Required(skill="devices", level=1)]),
               docs.Step(after_seconds=1800, match_language=False, priority=1)])),
    ("queue", "sales", docs.Queue(
        name="Ventas", brand="main", teams=["sales"], answer_within_seconds=1800, prefer_last_agent_seconds=120,
        steps=[docs.Step(after_seconds=900, teams=["sales", "support"])])),
    ("queue", HOME, docs.Queue(
        name="Azahar Hogar", brand=HOME, teams=["home"], answer_within_seconds=3600,
        steps=[docs.Step(after_seconds=1200, teams=["home", "support"])])),
)  # fmt: skip


def endpoints() -> Listed:
    """Three chats, three telephones that their pages can call, and five mailboxes."""
    greeting = {"greeting_es": "Hola, ¿en qué podemos ayudarle?", "greeting_en": "Hello, how can we help?"}
    called = {"main": PHONE, HOME: HOME_PHONE}
    chats = (
        (CHAT, "Chat de la tienda", "orders", "main"),
        (HELP_CHAT, "Chat de ayuda", "technical", "main"),
        (HOME_CHAT, "Chat de Azahar Hogar", HOME, HOME),
    )
    phones = (
        (PHONE, "Teléfono de la tienda", "orders", "main"),
        (HELP_PHONE, "Teléfono de soporte", "technical", "main"),
        (HOME_PHONE, "Teléfono de Hogar", HOME, HOME),
    )
    boxes = (
        (BILLING, "Facturación", "billing", "main"),
        (ORDERS, "Pedidos", "orders", "main"),
        (TECHNICAL, "Soporte técnico", "technical", "main"),
        (SALES, "Ventas", "sales", "main"),
        (HOME, "Azahar Hogar", HOME, HOME),
    )
    made: list[tuple[str, str, docs.Body]] = []
    for slug, name, queue, brand in chats:
        look: docs.Settings = {**greeting, "calls": called[brand], "video": True}
        chat = docs.Endpoint(name=name, brand=brand, channel="webchat", queue=queue, settings=look)
        made.append(("endpoint", slug, chat))
    for slug, name, queue, brand in phones:
        phone = docs.Endpoint(name=name, brand=brand, channel="voice", queue=queue, settings={"web": True})
        made.append(("endpoint", slug, phone))
    for slug, name, queue, brand in boxes:
        company = "Comercial Azahar" if brand == "main" else "Azahar"
        own: docs.Settings = {"address": f"{slug}@atiende.test", "display_name": f"{company} · {name}"}
        box = docs.Endpoint(name=name, brand=brand, channel="email", queue=queue, settings=own)
        made.append(("endpoint", slug, box))
    return tuple(made)


REASONS: Listed = tuple(
    ("reason", slug, docs.Reason(name=name, name_es=name_es, parent=parent))
    for slug, name, name_es, parent in (
        ("return", "Return", "Devolución", "order"),
        ("howto", "How to use it", "Cómo se usa", "fault"),
        ("bug", "Fault in the program", "Fallo del programa", "fault"),
        ("appointment", "Visit of an engineer", "Visita del técnico", "fault"),
        ("payment", "Payment", "Pago", "billing"),
        ("plan", "Plan or subscription", "Tarifa o cuota", "billing"),
        ("account", "Account and data", "Cuenta y datos", None),
        ("quote", "Quote or demonstration", "Presupuesto o demostración", None),
    )
)

TAGS: Listed = tuple(
    ("tag", slug, words.Tag(name=name, name_es=name_es, color=color))
    for slug, name, name_es, color in (
        ("delivery", "Delivery", "Entrega", "#3b6ea5"),
        ("return", "Return", "Devolución", "#8a5a2b"),
        ("refund", "Refund", "Reembolso", "#9a3b3b"),
        ("social", "From social media", "Viene de redes", "#6b4fa0"),
        ("visit", "Visit", "Visita", "#2f7d5b"),
        ("terminal", "Terminal", "Terminal", "#4a6572"),
        ("bug", "Fault", "Fallo", "#a04a7a"),
        ("outage", "Outage", "Caída del servicio", "#b23a3a"),
        ("urgent", "Urgent", "Urgente", "#b23a3a"),
        ("invoice", "Invoice", "Factura", "#5a6b2f"),
        ("overdue", "Overdue", "Impagado", "#a86a1d"),
        ("security", "Security", "Seguridad", "#37474f"),
        ("subscription", "Subscription", "Cuota", "#2b7a8a"),
        ("quote", "Quote", "Presupuesto", "#7a6a1d"),
        ("lead", "New customer", "Cliente nuevo", "#2f7d5b"),
        ("complaint", "Complaint", "Queja", "#9a3b3b"),
    )
)

FIELDS: Listed = (
    ("field", "customer_number", words.CustomField(name="Customer number", name_es="Número de cliente", position=1)),
    ("field", "plan", words.CustomField(
        name="Plan", name_es="Tarifa", type="choice", options=["Esencial", "Profesional", "Multitienda"],
        brands=["main"], position=2)),
    ("field", "terminals", words.CustomField(
        name="Terminals", name_es="Terminales", type="number", brands=["main"], position=3)),
    ("field", "city", words.CustomField(name="City", name_es="Ciudad", position=4)),
    ("field", "tax_id", words.CustomField(name="Tax number", name_es="NIF", verifies=True, position=5)),
    ("field", "sector", words.CustomField(
        name="Sector", name_es="Sector", of="organization", type="choice",
        options=["Comercio", "Alimentación", "Salud", "Servicios", "Hostelería"])),
    ("field", "order_number", words.CustomField(
        name="Order number", name_es="Número de pedido", of="conversation", position=1)),
)  # fmt: skip

POLICIES: Listed = (
    ("sla", "vip", words.Sla(
        name="Clientes preferentes", first_seconds=1200, next_seconds=1800, resolve_seconds=8 * 3600, vip_only=True,
        position=1)),
    ("sla", "claims", words.Sla(
        name="Reclamaciones", first_seconds=3600, next_seconds=2 * 3600, resolve_seconds=3 * 86400,
        kinds=["claim", "complaint"], position=2)),
    ("sla", "chats", words.Sla(name="Chats", first_seconds=120, next_seconds=180, channels=["webchat"], position=3)),
    ("sla", "mail", words.Sla(
        name="Correo", first_seconds=2700, next_seconds=4 * 3600, resolve_seconds=2 * 86400, channels=["email"],
        position=4)),
)  # fmt: skip

DECISIONS: Listed = (
    ("decision", "refund", words.Decision(
        name="Refund", name_es="Reembolso", description="Devolver un importe cobrado de más.", unit="EUR",
        limits=[words.Limit(role="agent", amount=5_000), words.Limit(role="lead", amount=15_000),
                words.Limit(role="supervisor", amount=50_000), words.Limit(role="admin", amount=500_000)])),
    ("decision", "discount", words.Decision(
        name="Discount", name_es="Descuento", description="Rebaja en la próxima compra.", unit="%", verify=False,
        limits=[words.Limit(role="agent", amount=500), words.Limit(role="supervisor", amount=2_000)])),
)  # fmt: skip


def documents(today: date) -> Listed:
    """(kind, slug, body) in an order in which every reference is there before it is used."""
    from atiende.integrations.demo.replies import MACROS, REPLIES

    return (
        ("hours", HOURS, hours(today)), *brands(), *TEAMS, *QUEUES, *endpoints(), *REASONS, *TAGS, *FIELDS, *POLICIES,
        *DECISIONS, *REPLIES, *MACROS,
    )  # fmt: skip
