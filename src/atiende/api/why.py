"""Receipts and explanations as sentences, from `locales/*/why.json`."""

from collections.abc import Mapping

from atiende.api.problems import LANGUAGES, text, texts
from atiende.ports.views import OfferMade
from atiende.routing.explain import Explanation

__all__ = ["LANGUAGES", "OfferMade", "of_explanation", "of_offer"]
CATALOGUE = "why"


def of_offer(language: str, made: OfferMade, skills: Mapping[str, str]) -> str:
    """Why this agent was asked. `skills`: what slugs are called."""
    receipt = made.receipt
    if receipt is None:
        return text(language, "taken_by_hand", {"agent": made.agent.name}, CATALOGUE)
    sentences = [_sentence(language, f"rule.{receipt.rule}", {"agent": made.agent.name, "waiting": receipt.waiting})]
    others = ", ".join(made.names.get(agent) or agent for agent, _ in receipt.runners_up)
    if others:
        sentences.append(text(language, "runners_up", {"agents": others}, CATALOGUE))
    if receipt.excluded:
        sentences.append(
            text(language, "excluded", {"reasons": _reasons(language, receipt.excluded, skills)}, CATALOGUE)
        )
    return " ".join(sentences)


def of_explanation(language: str, found: Explanation, skills: Mapping[str, str]) -> str:
    """Why it still waits, or that it does not."""
    if found.status != "waiting":
        return _sentence(language, f"status.{found.status}", {})
    sentences = [text(language, "status.waiting", {"ahead": found.ahead}, CATALOGUE)]
    if found.excluded:
        sentences.append(text(language, "excluded", {"reasons": _reasons(language, found.excluded, skills)}, CATALOGUE))
    return " ".join(sentences)


def _reasons(language: str, counts: Mapping[str, int], skills: Mapping[str, str]) -> str:
    """`2 × at capacity, 1 × skill missing (Invoices)`."""
    found = []
    for reason, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        code, _, skill = reason.partition(":")
        word = _sentence(language, f"reason.{code}", {})
        found.append(f"{count} × {word} ({skills.get(skill, skill)})" if skill else f"{count} × {word}")
    return ", ".join(found)


def _sentence(language: str, key: str, params: Mapping[str, str | int]) -> str:
    """The text under a key; one for whatever came later than the texts."""
    known = key if key in texts("en", CATALOGUE) else f"{key.partition('.')[0]}.other"
    return text(language, known, params, CATALOGUE)
