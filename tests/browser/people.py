"""Who takes part: an agent at the desk, a visitor on a page with the chat, a customer at his mail program."""

import hmac
import json
import re
import smtplib
import time
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import make_msgid
from urllib.parse import quote

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from atiende.bench.servers.smtp import SmtpSink
from tests.browser.centre import ADDRESS, IDENTITY_SECRET, Made, Running
from tests.browser.words import ES, Words
from tests.doubles.dovecot import Mailbox

PATIENCE_MS = 30_000


class Desk:
    """Somebody's desk: its page, and what people do there, by what they read."""

    def __init__(self, context: BrowserContext, server: Running, words: Words) -> None:
        self.context, self.server, self.words = context, server, words
        self.page = context.new_page()

    # ── going about ──

    def open(self, path: str = "/inbox/mine") -> Page:
        self.page.goto(f"{self.server.address}{path}")
        expect(self.page.get_by_role("navigation", name=self.words("rail.label"))).to_be_visible()
        return self.page

    def be(self, state: str) -> None:
        """Available, paused or offline, by the menu."""
        said = self.words(f"presence.{state}")
        self.page.get_by_role("button", name=re.compile("^" + re.escape(self.words("presence.mine")))).click()
        self.page.get_by_role("menuitem", name=said, exact=True).click()
        expect(self.page.get_by_role("button", name=re.compile(f"{re.escape(self.words('presence.mine'))}.*{said}"))
               ).to_be_visible()  # fmt: skip

    def open_conversation(self, words: str, view: str = "all") -> None:
        self.open(f"/inbox/{view}")
        self.row(words).click()
        expect(self.conversation).to_be_visible()

    # ── what is there ──

    def row(self, words: str) -> Locator:
        return self.page.get_by_role("listitem").filter(has_text=words).get_by_role("link")

    @property
    def conversation(self) -> Locator:
        return self.page.get_by_role("region", name=self.words("pane.conversation"), exact=True)

    @property
    def timeline(self) -> Locator:
        return self.page.get_by_role("log", name=self.words("timeline.label"))

    @property
    def messages(self) -> Locator:
        return self.timeline.get_by_role("article")

    @property
    def customer(self) -> Locator:
        return self.page.get_by_role("region", name=self.words("customer.history"))

    @property
    def offer(self) -> Locator:
        return self.page.get_by_role("region", name=self.words("offer.area")).get_by_role("article")

    def field(self, tab: str = "reply") -> Locator:
        return self.page.get_by_role("textbox", name=self.words(f"composer.{tab}Field"))

    def dialog(self, key: str) -> Locator:
        return self.page.get_by_role("dialog", name=self.words(key))

    def button(self, key: str, where: Locator | None = None) -> Locator:
        return (where or self.page).get_by_role("button", name=self.words(key), exact=True)

    # ── what is done ──

    def accept(self, words: str = "") -> None:
        """Takes what is offered, and sees it open."""
        banner = self.offer.filter(has_text=words) if words else self.offer
        self.button("offer.accept", banner.first).click(timeout=PATIENCE_MS)
        expect(self.conversation).to_be_visible()

    def reply(self, text: str) -> None:
        self.page.get_by_role("tab", name=self.words("composer.reply")).click()
        self.field().fill(text)
        self.button("composer.send").click()
        expect(self.messages.filter(has_text=text.splitlines()[0])).to_have_count(1)

    def note(self, text: str) -> None:
        self.page.get_by_role("tab", name=self.words("composer.note")).click()
        self.field("note").fill(text)
        self.button("composer.addNote").click()
        expect(self.messages.filter(has_text=text)).to_have_count(1)

    def said(self, text: str) -> Locator:
        return self.messages.filter(has_text=text)

    def ends_chat(self) -> None:
        """There is nothing more to be said in it: the agent is free for whatever comes next."""
        self.button("action.more").click()
        self.page.get_by_role("menuitem", name=self.words("action.endChat"), exact=True).click()
        expect(self.page.get_by_text(self.words("done.endChat"), exact=True)).to_be_visible()

    def choose(self, where: Locator, label: str, option: str) -> None:
        """Picks from a list one types into."""
        field = where.get_by_role("combobox", name=label).or_(where.get_by_role("textbox", name=label)).first
        field.click()
        self.page.get_by_role("option", name=option, exact=True).click()


def desk_of(browser: Browser, made: Made, server: Running, who: str, words: Words = ES, **how: object) -> Desk:
    """The desk of somebody who signed in before."""
    viewport = how.pop("viewport", {"width": 1360, "height": 860})
    context = browser.new_context(locale=words.language, viewport=viewport, **how)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE_MS)
    context.add_cookies(
        [{"name": "atiende_session", "value": made.sessions[who], "url": server.address, "httpOnly": True}]
    )
    return Desk(context, server, words)


def mail_in(server: Running, subject: str, text: str, html: str = "", sender: str = "pepe@logic.test") -> None:
    """A customer's mail, by SMTP to the centre's own server."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"Pepe Martínez <{sender}>", ADDRESS, subject
    mail["Message-ID"] = make_msgid(domain=sender.partition("@")[2])
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    with smtplib.SMTP("127.0.0.1", server.mail_port, timeout=20) as client:
        client.sendmail(sender, [ADDRESS], mail.as_bytes(policy=policy.SMTP))


class Visitor:
    """On the shop's page, with the chat in its corner."""

    def __init__(self, context: BrowserContext, server: Running, made: Made, identity: dict[str, str] | None = None):
        self.page = context.new_page()
        address = f"{server.address}/demo?endpoint={quote(made.chat)}&language=es"
        if identity:
            signed = hmac.new(IDENTITY_SECRET.encode(), identity["id"].encode(), "sha256").hexdigest()
            address += "&identity=" + quote(json.dumps(identity | {"hash": signed}))
        self.page.goto(address)
        self.page.get_by_role("button", name=ES("widget:launcher")).click()
        expect(self.field).to_be_visible()

    @property
    def field(self) -> Locator:
        return self.page.locator(".write textarea")

    @property
    def panel(self) -> Locator:
        return self.page.get_by_role("dialog")

    def write(self, text: str) -> None:
        self.field.fill(text)
        self.field.press("Enter")
        expect(self.page.locator(".row.own .bubble").last).to_have_text(text)
        expect(self.page.locator(".row.own .meta").last).to_contain_text(re.compile("Enviado|Entregado|Leído"))

    def sees(self, text: str) -> None:
        expect(self.page.locator(".list")).to_contain_text(text)


@dataclass
class Customer:
    """A person with a mail program: sends by SMTP to the centre, or into its mailbox; reads his own mailbox by IMAP.

    The relay stands for the mail servers between: what it took for him is carried into his mailbox.
    """

    name: str
    address: str
    relay: SmtpSink
    mailbox: Mailbox
    smtp_port: int = 0
    """The centre's mail server; 0: mail is laid into the centre's own mailbox."""
    centre_mailbox: Mailbox | None = None
    to: str = ADDRESS
    _carried: int = field(default=0)

    def write(self, subject: str, text: str, **headers: str) -> EmailMessage:
        mail = EmailMessage()
        mail["From"] = f"{self.name} <{self.address}>"
        mail["To"] = headers.pop("To", self.to)
        mail["Subject"] = subject
        mail["Message-ID"] = make_msgid(domain=self.address.partition("@")[2])
        for name, value in headers.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(text)
        self.send(mail)
        return mail

    def send(self, mail: EmailMessage) -> None:
        raw = mail.as_bytes(policy=policy.SMTP)
        if self.centre_mailbox is not None:
            self.centre_mailbox.put(raw)
            return
        with smtplib.SMTP("127.0.0.1", self.smtp_port, timeout=20) as client:
            client.sendmail(self.address, [str(mail["To"])], raw)

    def inbox(self, letters: int, seconds: float = 20) -> list[EmailMessage]:
        """What his mail program shows, as soon as there are so many."""
        limit = time.monotonic() + seconds
        while True:
            mine = [one for one in list(self.relay.accepted) if self.address in one.recipients]
            for letter in mine[self._carried :]:
                self.mailbox.put(letter.raw)
                self._carried += 1
            if self._carried >= letters:
                break
            assert time.monotonic() < limit, f"{self._carried} of {letters} letters"
            time.sleep(0.05)
        return [message_from_bytes(raw, policy=policy.default) for _, raw in self.mailbox.messages()]

    def answer(self, mail: EmailMessage, text: str) -> EmailMessage:
        """As mail programs do: to Reply-To, with the references, the old text quoted below."""
        to = str((mail["Reply-To"] or mail["From"]).addresses[0].addr_spec)
        quoted = "\n".join("> " + line for line in str(mail.get_content()).splitlines())
        references = f"{mail['References'] or ''} {mail['Message-ID']}".strip()
        subject = str(mail["Subject"])
        return self.write(
            subject if subject.lower().startswith("re:") else f"Re: {subject}",
            f"{text}\n\nEl lun., 4 may. 2026 a las 10:00, Atención <{ADDRESS}> escribió:\n\n{quoted}\n",
            To=to,
            In_Reply_To=str(mail["Message-ID"]),
            References=references,
        )
