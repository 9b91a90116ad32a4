"""Nodes that ask the outside: request, identify, verify, send, payment, transfer. Outcomes come back as heard."""

import re
from collections.abc import Mapping

from atiende.domain.flow_documents import Identify, Payment, Request, Send, Transfer, Verify
from atiende.flows import texts
from atiende.flows.checks import squeezed
from atiende.flows.expressions import Unsound
from atiende.flows.show import Message
from atiende.flows.state import Outcome, Said, Value
from atiende.flows.variables import adapted
from atiende.flows.walk import Walk

PLAIN_HOST = re.compile(r"https?://[^/?#{}]+(?:[/?#].*)?", re.DOTALL)
"""Which system is asked is never up to the customer: no variable before the path."""
SLACK_SECONDS = 30
SEND_SECONDS = 60
CALL_SECONDS = 120
LISTENS_SECONDS = 180
"""How long somebody stays on the telephone while he pays."""
MAX_URL = 4000
FORM, XML = "x-www-form-urlencoded", "xml"


# --- request ---


def request(walk: Walk, node: Request) -> None:
    if PLAIN_HOST.fullmatch(node.url) is None:
        walk.broken("host_not_fixed")
        return
    scope, language = walk.scope(), walk.language
    url, whole = texts.fill_escaped(node.url, scope, language, texts.for_url)
    if not whole or len(url) > MAX_URL:
        walk.fail(node.failed, "missing_value")
        return
    headers: list[Value] = [
        {"name": one.name, "value": texts.fill_escaped(one.value, scope, language, texts.for_header)[0],
         "secret": one.secret}
        for one in node.headers
    ]  # fmt: skip
    body, _ = texts.fill_escaped(node.body, scope, language, _escape_for(node))
    asked: Mapping[str, Value] = {
        "method": node.method, "url": url, "headers": headers, "body": body, "take": dict(node.take),
        "timeout_seconds": node.timeout_seconds, "tries": node.tries,
    }  # fmt: skip
    walk.ask_outside("request", asked, (node.timeout_seconds + 5) * (node.tries + 1) + SLACK_SECONDS)


def _escape_for(node: Request) -> texts.Escape:
    """By what the body says that it is; JSON where it says nothing."""
    said = next((one.value.lower() for one in node.headers if one.name.lower() == "content-type"), "")
    if FORM in said:
        return texts.for_url
    return texts.for_xml if XML in said else texts.for_json


def requested(walk: Walk, node: Request, heard: Outcome) -> None:
    if heard.result == "missing" and node.missing:
        walk.go(node.missing)
    elif heard.result != "ok":
        walk.fail(node.failed, heard.why or heard.result)
    elif all(_taken(walk, name, heard.values.get(name)) for name in node.take):
        walk.go(node.next)
    else:
        walk.fail(node.failed, "bad_answer")


def _taken(walk: Walk, name: str, value: Value) -> bool:
    flow = walk.flow
    declared = flow.variables.get(name) if flow else None
    return declared is not None and walk.keep(name, adapted(declared, value))


# --- identify ---


def identify(walk: Walk, node: Identify) -> None:
    try:
        value = walk.value(node.value)
    except Unsound as error:
        walk.fail(node.failed, error.code)
        return
    if value is None or value == "":
        walk.fail(node.failed, "missing_value")
        return
    walk.ask_outside("identify", {"by": node.by, "slug": node.slug or "", "value": value}, SLACK_SECONDS)


def identified(walk: Walk, node: Identify, heard: Outcome) -> None:
    if heard.result == "ok":
        walk.go(node.next)
    else:
        walk.fail(node.failed, heard.why or heard.result)


# --- verify ---


def verify(walk: Walk, node: Verify) -> None:
    if walk.world.customer.get("verified") is True:
        walk.go(node.next)
        return
    channels: list[Value] = list(node.channels)
    walk.ask_outside("verify", {"channels": channels, "retries": node.retries}, SEND_SECONDS)


def verify_outcome(walk: Walk, node: Verify, heard: Outcome) -> None:
    """Of sending the code, then of each code he enters."""
    checking = walk.asked.get("checking") is True
    if heard.result == "failed" or (heard.result != "ok" and not checking):
        walk.fail(node.failed, heard.why or heard.result)
    elif checking and heard.result == "ok" and heard.values.get("right") is True:
        walk.go(node.next)
    elif checking:
        _code_again(walk, node, walk.phrase("wrong_code"))
    else:
        _ask_code(walk, node, "")


def hear_code(walk: Walk, node: Verify, said: Said) -> None:
    code = squeezed(said.text)
    if 4 <= len(code) <= 12 and code.isdigit():
        walk.ask_outside("check_code", {"code": code}, SLACK_SECONDS)
        walk.asked = {**walk.asked, "checking": True}
    elif walk.wants_person(said.text):
        walk.to_person()
    else:
        _code_again(walk, node, walk.phrase("wrong_code"))


def silent_code(walk: Walk, node: Verify) -> None:
    _code_again(walk, node, walk.phrase("silence"))


def _code_again(walk: Walk, node: Verify, before: str) -> None:
    walk.tries += 1
    if walk.tries > node.retries:
        walk.fail(node.failed, "not_verified")
    else:
        _ask_code(walk, node, before)


def _ask_code(walk: Walk, node: Verify, before: str) -> None:
    walk.asked = {}
    text = walk.words(node.text) or walk.phrase("code_keys" if walk.world.speaks.voice else "code")
    whole = f"{before}\n{text}" if before else text
    walk.listen(Message(text=whole, expects="digits", secret=True), node.patience_seconds)


# --- send ---


def send(walk: Walk, node: Send) -> None:
    asked = {"channel": node.channel or "", "subject": walk.words(node.subject), "text": walk.words(node.text)}
    walk.ask_outside("send", asked, SEND_SECONDS)


def sent(walk: Walk, node: Send, heard: Outcome) -> None:
    if heard.result == "ok":
        walk.go(node.next)
    else:
        walk.fail(node.failed, heard.why or heard.result)


# --- payment ---


def payment(walk: Walk, node: Payment) -> None:
    try:
        amount = walk.value(node.amount)
    except Unsound as error:
        walk.fail(node.failed, error.code)
        return
    if isinstance(amount, bool) or not isinstance(amount, int | float) or not 1 <= amount <= 10**9:
        walk.fail(node.failed, "bad_amount")
        return
    asked: Mapping[str, Value] = {
        "payment": node.payment, "amount": round(amount), "currency": node.currency, "about": walk.words(node.about),
    }  # fmt: skip
    walk.ask_outside("payment", asked, SEND_SECONDS)


def payment_outcome(walk: Walk, node: Payment, heard: Outcome) -> None:
    """First the link, shown, or sent to whoever only listens; then, where it is waited for, that he has paid."""
    if walk.asked.get("sending") is True:
        _link_sent(walk, node, heard)
        return
    if walk.asked.get("linked") is True:
        if heard.result == "ok" and heard.values.get("paid") is True and node.paid:
            walk.go(node.paid)
        elif heard.result != "ok":
            walk.fail(node.failed, heard.why or heard.result)
        return
    url = heard.values.get("url")
    if heard.result != "ok" or not isinstance(url, str) or not url:
        walk.fail(node.failed, heard.why or "no_link")
        return
    if walk.world.speaks.voice:
        _send_link(walk, node, url)
        return
    walk.say(walk.words(node.text), node.text)
    walk.say(walk.phrase("pay", url=url))
    _wait_for_payment(walk, node, node.patience_seconds)


def _send_link(walk: Walk, node: Payment, url: str) -> None:
    """Nobody writes an address down from a telephone."""
    paying = walk.asked.get("errand")
    text = f"{walk.words(node.text)}\n{walk.phrase('pay', url=url)}"
    walk.ask_outside("send", {"channel": "", "subject": walk.words(node.about), "text": text}, SEND_SECONDS)
    walk.asked = {**walk.asked, "sending": True, "paying": paying}


def _link_sent(walk: Walk, node: Payment, heard: Outcome) -> None:
    if heard.result != "ok":
        walk.fail(node.failed, heard.why or heard.result)
        return
    walk.say(walk.phrase("pay_sent"))
    walk.asked = {"errand": walk.asked.get("paying")}
    _wait_for_payment(walk, node, min(node.patience_seconds, LISTENS_SECONDS))


def _wait_for_payment(walk: Walk, node: Payment, seconds: int) -> None:
    if node.paid is None:
        walk.go(node.next)
        return
    walk.asked = {**walk.asked, "linked": True}
    walk.awaiting, walk.due = "errand", walk.world.at + seconds * 1000


def hear_paying(walk: Walk, node: Payment, said: Said) -> None:
    """While the provider is waited for, he is not left without an answer."""
    if walk.asked.get("linked") is True:
        walk.say(walk.phrase("unpaid"))


def payment_due(walk: Walk, node: Payment) -> None:
    """Nobody said that it was paid: not a failure, he may pay later."""
    if walk.asked.get("linked") is True:
        walk.go(node.next)
    else:
        walk.fail(node.failed, "timeout")


# --- transfer ---


def transfer(walk: Walk, node: Transfer) -> None:
    number, whole = texts.fill_escaped(node.number, walk.scope(), walk.language, texts.for_header)
    if not walk.world.speaks.voice or not whole or not number.strip():
        walk.fail(node.failed, "not_a_call")
        return
    walk.ask_outside("transfer", {"number": number.strip()}, CALL_SECONDS)


def transferred(walk: Walk, node: Transfer, heard: Outcome) -> None:
    if heard.result == "ok":
        walk.go(node.next)
    else:
        walk.fail(node.failed, heard.why or heard.result)
