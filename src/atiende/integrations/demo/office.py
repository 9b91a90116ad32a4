"""The demo company's back office: a made-up shop, billing and diary that answers the recipes' look-ups. Demo only.

It lives under a name that leads nowhere on any network and is answered in this process, for demo centres alone: a real
centre that asks it gets no answer. What it says of a customer follows from his address, so that it is always the same;
what is changed lasts as long as the process.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from hashlib import sha256
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import ZoneInfo

from babel.dates import format_date

HOST = "oficina.atiende.test"
BASE = f"https://{HOST}"
PAGES = "https://tienda.example"
ZONE = ZoneInfo("Europe/Madrid")
PLANS = (("Esencial", 2900), ("Profesional", 4900), ("Multitienda", 8900))
OVERDUE_SHARE, VISIT_SHARE = 45, 40
"""Of a hundred customers: those with an unpaid invoice, those with a visit booked."""
Answer = tuple[int, dict[str, object]]
NOT_THERE: Answer = (404, {"error": "not_found"})


def chance(text: str, among: int) -> int:
    """Always the same number for the same text."""
    return int.from_bytes(sha256(text.encode()).digest()[:4], "big") % among


def euros(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d} €"


def spoken(day: date) -> dict[str, str]:
    return {
        "es": format_date(day, "d 'de' MMMM", locale="es"),
        "en": format_date(day, "d MMMM", locale="en"),
    }


def visit(day: date, hour: int) -> dict[str, str]:
    return {
        "es": f"el {format_date(day, 'EEEE d', locale='es')} a las {hour}:00",
        "en": f"on {format_date(day, 'EEEE d', locale='en')} at {hour}:00",
    }


class Office:
    """One for the process; what customers changed is remembered by centre and address."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, str], str] = {}

    def answer(self, tenant: str, method: str, url: str, body: str, now_ms: int) -> Answer:
        """Status and JSON, as a server would. What it does not know is 404."""
        parts = urlsplit(url)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        path = [unquote(one) for one in parts.path.strip("/").split("/")]
        given = _given(body)
        today = datetime.fromtimestamp(now_ms / 1000, ZONE).date()
        rooms: Mapping[str, Callable[..., Answer]] = {
            "invoices": self._invoices,
            "orders": self._orders,
            "appointments": self._appointments,
            "accounts": self._accounts,
            "subscriptions": self._subscriptions,
        }
        room = rooms.get(path[0])
        who = (query.get("customer") or str(given.get("customer", ""))).strip().lower()
        return room(tenant, method, path[1:], (who, given), today) if room else NOT_THERE

    def pay(self, tenant: str, number: str) -> None:
        """The demo's payment page says that an invoice is paid."""
        self._kept[(tenant, "paid", number)] = "yes"

    def _invoices(
        self, tenant: str, method: str, path: list[str], asked: tuple[str, dict[str, object]], today: date
    ) -> Answer:
        who = asked[0]
        if method != "GET" or path != ["latest"] or "@" not in who:
            return NOT_THERE
        issued = today.replace(day=1)
        number = f"F{issued:%y%m}-{10_000 + chance(who, 90_000)}"
        cents = 1_990 + chance(f"{who} amount", 18_000)
        paid = self._kept.get((tenant, "paid", number)) == "yes"
        owing = chance(f"{who} owes", 100) < OVERDUE_SHARE and not paid
        due = issued - timedelta(days=4) if owing else issued + timedelta(days=15)
        return 200, {
            "number": number,
            "amount": cents,
            "amount_text": euros(cents),
            "due": spoken(due),
            "overdue": owing,
            "document": f"{PAGES}/facturas/{number}.pdf",
            "bank": f"{PAGES}/banco/{number}",
            "barcode": f"9050 {chance(number, 10_000):04d} {cents:06d}",
        }

    def _orders(
        self, tenant: str, method: str, path: list[str], asked: tuple[str, dict[str, object]], today: date
    ) -> Answer:
        number = path[0].upper().replace("-", "") if path else ""
        if not (number.startswith("AZ") and number[2:].isdigit()):
            return NOT_THERE
        if method == "POST" and path[1:] == ["returns"]:
            back = f"D-{20_000 + chance(number, 70_000)}"
            return 201, {"number": back, "label": f"{PAGES}/etiquetas/{back}.pdf"}
        if method != "GET" or len(path) != 1 or int(number[2:]) < 1_000:
            return NOT_THERE
        state = ("preparing", "sent", "sent", "delivered", "late")[int(number[-1]) % 5]
        days = {"preparing": 4, "sent": 1, "delivered": -3, "late": -2}[state]
        day = spoken(today + timedelta(days=days))
        texts = {
            "preparing": {"es": "en preparación", "en": "being prepared"},
            "sent": {"es": "de camino", "en": "on its way"},
            "delivered": {"es": "entregado", "en": "delivered"},
            "late": {"es": "retrasado", "en": "late"},
        }
        cents = 2_490 + chance(number, 30_000)
        return 200, {
            "number": number,
            "state": state,
            "state_text": texts[state],
            "arrives": {"es": f"el {day['es']}", "en": f"on {day['en']}"},
            "tracking": f"{PAGES}/envios/{number}",
            "returnable": state in ("delivered", "sent"),
            "amount": cents,
            "amount_text": euros(cents),
        }

    def _appointments(
        self, tenant: str, method: str, path: list[str], asked: tuple[str, dict[str, object]], today: date
    ) -> Answer:
        who, given = asked
        if method == "GET" and path == ["free"]:
            return 200, {"times": [{"id": f"t{n}", **when} for n, when in enumerate(_free(today))]}
        if method == "GET" and path == ["next"]:
            when = self._kept.get((tenant, "visit", who))
            if when == "" or (when is None and chance(f"{who} visit", 100) >= VISIT_SHARE) or "@" not in who:
                return NOT_THERE
            return 200, {"number": f"V-{chance(who, 9_000) + 1_000}", "when": _free(today)[2]}
        if method == "POST" and not path and who:
            self._kept[(tenant, "visit", who)] = str(given.get("time", ""))
            return 201, {"number": f"V-{chance(who, 9_000) + 1_000}"}
        if method in ("PUT", "DELETE") and len(path) == 1:
            return 200, {"number": path[0]}
        return NOT_THERE

    def _accounts(
        self, tenant: str, method: str, path: list[str], asked: tuple[str, dict[str, object]], today: date
    ) -> Answer:
        who, given = asked
        if "@" not in who:
            return NOT_THERE
        if method == "PUT" and path == ["plan"]:
            self._kept[(tenant, "plan", who)] = str(given.get("plan", ""))
            return 200, {"plan": str(given.get("plan", ""))}
        if method == "PUT" and path == ["bank"]:
            return 200, {"saved": True}
        if method != "GET" or path:
            return NOT_THERE
        names = [name for name, _ in PLANS]
        plan = self._kept.get((tenant, "plan", who)) or names[chance(who, 2)]
        following = PLANS[min(names.index(plan) + 1, 2)] if plan in names else PLANS[0]
        day = spoken(today + timedelta(days=3 + chance(who, 25)))
        return 200, {
            "plan": plan,
            "next_plan": following[0],
            "next_price_text": euros(following[1]),
            "balance_text": euros(chance(f"{who} balance", 9_000)),
            "renews": {"es": f"el {day['es']}", "en": f"on {day['en']}"},
        }

    def _subscriptions(
        self, tenant: str, method: str, path: list[str], asked: tuple[str, dict[str, object]], today: date
    ) -> Answer:
        who, given = asked
        if "@" not in who or path:
            return NOT_THERE
        if method == "PUT":
            self._kept[(tenant, "subscription", who)] = str(given.get("state", ""))
        state = self._kept.get((tenant, "subscription", who)) or "active"
        day = spoken(today + timedelta(days=3 + chance(who, 25)))
        return 200, {"state": state, "renews": {"es": f"el {day['es']}", "en": f"on {day['en']}"}}


def _given(body: str) -> dict[str, object]:
    try:
        found = json.loads(body) if body else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _free(today: date) -> list[dict[str, str]]:
    """The next three working mornings and afternoons."""
    days = [day for ahead in range(1, 9) if (day := today + timedelta(days=ahead)).isoweekday() < 6]
    return [visit(days[0], 10), visit(days[0], 16), visit(days[1], 11)]
