"""Puts conversations together from their topics' hand-written parts, as a person on that channel would write them."""

from collections.abc import Sequence
from random import Random

from msgspec.structs import replace

from atiende.integrations.demo.clockwork import MINUTE_MS
from atiende.integrations.demo.company import HOME, HOME_CHAT, SALES
from atiende.integrations.demo.script import Guest, Matter, Promise, Said
from atiende.integrations.demo.stories import BILLING, CHAT, HELP_CHAT, ORDERS, TECHNICAL
from atiende.integrations.demo.topics import Topic
from atiende.integrations.demo.topics_en import TOPICS_EN
from atiende.integrations.demo.topics_es import TOPICS_ES
from atiende.integrations.demo.topics_es_money import MONEY_ES

TOPICS: dict[str, Sequence[Topic]] = {"es": (*TOPICS_ES, *MONEY_ES), "en": TOPICS_EN}
BOXES = {"billing": BILLING, "orders": ORDERS, "technical": TECHNICAL, "sales": SALES}
PRODUCTS = ("LX-40", "E-15", "LX-32", "B-30", "R-8", "T-200")
CITIES = ("Valencia", "Zaragoza", "Murcia", "Vitoria", "Bilbao", "Getafe", "Sevilla", "Tarragona")
MONTHS = {"es": ("septiembre", "octubre", "noviembre"), "en": ("September", "October", "November")}
HELLO = {
    "es": ("Hola:", "Buenos días:", "Buenas tardes:", "Hola, buenos días:", "Estimados señores:", "Hola, ¿qué tal?"),
    "en": ("Hello,", "Hi,", "Good morning,", "Hi there,", "Dear team,"),
}
BYE = {
    "es": (
        "Gracias.",
        "Un saludo,",
        "Muchas gracias,",
        "Quedo a la espera.",
        "Saludos cordiales,",
        "Gracias de antemano,",
    ),
    "en": ("Thanks,", "Kind regards,", "Many thanks,", "Best,", "Cheers,"),
}
CHAT_HELLO = {
    "es": ("Hola", "Buenos días", "Hola, buenas", "Buenas, una consulta", "Hola, ¿hay alguien?"),
    "en": ("Hi", "Hello there", "Good morning", "Hi, quick question"),
}
ANSWER_HELLO = {
    "es": ("Hola, {name}:", "Buenos días, {name}:", "Hola, {name}, gracias por escribirnos."),
    "en": ("Hello {name},", "Hi {name},", "Good morning {name},"),
}
ANSWER_BYE = {
    "es": ("Un saludo,\n{agent}", "Saludos,\n{agent}"),
    "en": ("Kind regards,\n{agent}", "Best wishes,\n{agent}"),
}
CHAT_ANSWER = {
    "es": (
        "Hola, {name}, soy {agent}.",
        "Buenos días, {name}. Lo miro ahora mismo.",
        "Hola, {name}. Un momento, por favor.",
    ),
    "en": ("Hi {name}, {agent} here.", "Hello {name}, let me check.", "Good morning {name}, one moment please."),
}
PASSED = {
    "es": "Ya he comprobado los datos del cliente; es asunto vuestro.",
    "en": "Customer's details are checked; this one is for you.",
}


class Writer:
    """Draws matters. `now` is the moment the made-up dates lie around (ms UTC)."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._recent: list[str] = []

    def matter(self, guest: Guest, at: int, topic: Topic | None = None, *, chats: bool = True) -> Matter:
        """One about anything, or about that topic; by mail unless somebody `chats`. What was just asked is avoided."""
        chance, language = self._chance, guest.language
        topic = topic or self._topic(language, guest)
        slots = self._slots(guest, language, at)
        by_chat = chats and chance.random() < topic.chat
        said = self._said(topic, guest, by_chat, language)
        promise = None
        if topic.promise and chance.random() < 0.3:
            kept = chance.random() < 0.93
            promise = Promise(self._fill(topic.promise, slots), topic.days * chance.uniform(0.7, 1.4), kept)
        passed = topic.passed if topic.passed and guest.brand == "main" and chance.random() < 0.6 else ""
        return Matter(
            guest=guest,
            endpoint=self._endpoint(topic, guest, by_chat),
            language=language,
            subject="" if by_chat else self._fill(chance.choice(topic.subjects), slots),
            said=tuple(Said(one.by, self._fill(one.text, slots)) for one in said),
            disposition=topic.disposition,
            reason=topic.reason,
            kind=topic.kind if chance.random() < 0.9 else "enquiry",
            tags=topic.tags if chance.random() < 0.75 else (),
            pass_to=passed or self._mistaken(topic, guest),
            pass_note=PASSED[language],
            promise=promise,
            ends=self._end(),
            patience_ms=int(min(25.0, 2 + chance.expovariate(1 / 7)) * MINUTE_MS) if by_chat else 0,
        )

    def chat(self, guest: Guest, at: int, endpoint: str) -> Matter:
        """One that is told in this chat, whatever it is about, in one line."""
        drawn = self.matter(guest, at, next(one for one in TOPICS[guest.language] if one.queue == "orders"))
        first = next(place for place, one in enumerate(drawn.said) if one.by != "customer")
        said = (drawn.said[first - 1], *drawn.said[first:])
        return replace(drawn, endpoint=endpoint, said=said, pass_to="", ends="resolved", patience_ms=0)

    def improvise(self, language: str, session: bool) -> tuple[Said, ...]:
        """An answer to somebody without a script."""
        spoken = "en" if language.startswith("en") else "es"
        texts = {
            "es": "Gracias por escribirnos. Soy {agent}; lo estoy mirando y le contesto enseguida.",
            "en": "Thank you for writing. {agent} here; I am looking into it and will be right back.",
        }
        text = texts[spoken]
        return (Said("agent", text if session else f"{text}\n\n{self._chance.choice(ANSWER_BYE[spoken])}"),)

    def _topic(self, language: str, guest: Guest) -> Topic:
        topics = [one for one in TOPICS[language] if guest.brand == "main" or one.queue in ("orders", "billing")]
        return self._chance.choices(topics, [one.weight for one in topics])[0]

    def _said(self, topic: Topic, guest: Guest, by_chat: bool, language: str) -> list[Said]:
        chance = self._chance
        ask = self._fresh(topic.asks)
        said = self._opening(ask, guest, by_chat, language)
        if topic.notes and chance.random() < 0.35:
            said.append(Said("note", chance.choice(topic.notes)))
        said += self._answer(chance.choice(topic.answers), by_chat, language)
        if chance.random() < (0.85 if by_chat else 0.38):
            reply = chance.choice(topic.replies)
            said.append(Said("customer", reply if by_chat or chance.random() < 0.5 else f"{reply}\n\n{first(guest)}"))
            closing = chance.choice(topic.closings)
            said.append(Said("agent", closing if by_chat else f"{closing}\n\n{chance.choice(ANSWER_BYE[language])}"))
        return said

    def _opening(self, ask: str, guest: Guest, by_chat: bool, language: str) -> list[Said]:
        chance = self._chance
        if by_chat:
            fate = chance.random()
            if fate < 0.3:
                return [Said("customer", chance.choice(CHAT_HELLO[language])), Said("customer", ask)]
            text = ask if fate < 0.75 else ask.rstrip(".")
            return [Said("customer", text)]
        signed = guest.name if chance.random() < 0.6 else first(guest)
        company = f"\n{guest.organization}" if guest.organization and chance.random() < 0.7 else ""
        return [
            Said(
                "customer",
                f"{chance.choice(HELLO[language])}\n\n{ask}\n\n{chance.choice(BYE[language])}\n{signed}{company}",
            )
        ]

    def _answer(self, answer: str, by_chat: bool, language: str) -> list[Said]:
        chance = self._chance
        if not by_chat:
            hello, bye = chance.choice(ANSWER_HELLO[language]), chance.choice(ANSWER_BYE[language])
            return [Said("agent", f"{hello}\n\n{answer}\n\n{bye}")]
        if chance.random() < 0.5:
            return [Said("agent", chance.choice(CHAT_ANSWER[language])), Said("agent", answer)]
        return [Said("agent", answer)]

    def _fresh(self, texts: Sequence[str]) -> str:
        """Not one of those asked in the last conversations, if there is another."""
        new = [one for one in texts if one not in self._recent]
        chosen = self._chance.choice(new or texts)
        self._recent = [*self._recent[-24:], chosen]
        return chosen

    def _endpoint(self, topic: Topic, guest: Guest, by_chat: bool) -> str:
        if guest.brand == HOME:
            return HOME_CHAT if by_chat else HOME
        if by_chat:
            return HELP_CHAT if topic.queue == "technical" else CHAT
        return BOXES[topic.queue]

    def _mistaken(self, topic: Topic, guest: Guest) -> str:
        """Some write to the wrong door, and whoever meets them passes them on."""
        if guest.brand != "main" or topic.queue in ("orders",) or self._chance.random() > 0.06:
            return ""
        return topic.queue

    def _end(self) -> str:
        fate = self._chance.random()
        return "pending" if fate < 0.03 else "snoozed" if fate < 0.05 else "resolved"

    def _slots(self, guest: Guest, language: str, at: int) -> dict[str, str]:
        chance = self._chance
        cents = chance.choice((0, 0, 50, 90, 95))
        amount = chance.choice((chance.randrange(12, 99), chance.randrange(60, 480), chance.randrange(300, 2400)))
        month, day = chance.choice(MONTHS[language]), chance.randrange(2, 29)
        euros = f"{amount:,}".replace(",", ".") + f",{cents:02d} €" if language == "es" else f"€{amount:,}.{cents:02d}"
        return {
            "order": str(20_400 + (at // 7_000_000) % 9000 + chance.randrange(60)),
            "invoice": f"F-{chance.randrange(1200, 9800)}",
            "product": chance.choice(PRODUCTS),
            "amount": euros,
            "date": f"{day} de {month}" if language == "es" else f"{day} {month}",
            "city": chance.choice(CITIES),
            "name": first(guest),
        }

    def _fill(self, text: str, slots: dict[str, str]) -> str:
        for name, value in slots.items():
            text = text.replace("{" + name + "}", value)
        return text


def first(guest: Guest) -> str:
    return guest.name.partition(" ")[0]
