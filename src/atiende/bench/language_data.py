"""The collections `atiende bench language` reads: intents with their split, questions with the passage that answers."""

import csv
import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

INTENTS, CONVERSATIONS = Path("../shared/data/intents"), Path("../shared/data/conversations")
Rows = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Answered:
    """`passages`: (question, text) pairs; `asked`: (what somebody asked, the number of the passage that answers)."""

    passages: Sequence[tuple[str, str]]
    asked: Sequence[tuple[str, int]]


def folders(data: Path | None) -> tuple[Path, Path]:
    """Where intents and conversations lie; `data` replaces intents, and conversations where it holds both."""
    if data is None:
        return INTENTS, CONVERSATIONS
    if (data / "intents").is_dir():
        conversations = data / "conversations"
        return data / "intents", conversations if conversations.is_dir() else CONVERSATIONS
    return data, CONVERSATIONS


def banking(folder: Path) -> tuple[Rows, Rows]:
    """Train and test rows."""
    place = folder / "banking77"
    return _rows(place / "train.csv", "category"), _rows(place / "test.csv", "category")


def clinc(folder: Path) -> dict[str, Rows]:
    """By split: train, val, test, oos_train, oos_val, oos_test."""
    found: dict[str, Rows] = {}
    with (folder / "clinc150" / "data_full.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["split"], []).append((row["text"], row["intent"]))
    return found


def spanish(folder: Path) -> Rows:
    return _rows(folder / "es-bank-helpdesk-rasa" / "nlu.csv", "intent")


def _rows(path: Path, label: str) -> Rows:
    with path.open(encoding="utf-8", newline="") as lines:
        return [(row["text"], row[label]) for row in csv.DictReader(lines)]


def few(rows: Rows, most: int, seed: int) -> Rows:
    """At most so many of each label, drawn."""
    drawn = rows[:]
    random.Random(seed).shuffle(drawn)
    counts: Counter[str] = Counter()
    kept = []
    for text, label in drawn:
        counts[label] += 1
        if counts[label] <= most:
            kept.append((text, label))
    return kept


def stack_faq(folder: Path) -> Answered:
    found = json.loads((folder / "stackfaq" / "faqs.json").read_text(encoding="utf-8"))
    passages = [(one["question"], "\n".join(one["answers"])) for one in found]
    return Answered(passages, [(said, place) for place, one in enumerate(found) for said in one["queries"]])


def covid_faq(folder: Path) -> Answered:
    found = json.loads((folder / "covidfaq" / "query_answer_pairs.json").read_text(encoding="utf-8"))
    passages = [("\n".join(one["faq_questions"]), one["answer"]) for one in found]
    return Answered(passages, [(said, place) for place, one in enumerate(found) for said in one["user_queries"]])
