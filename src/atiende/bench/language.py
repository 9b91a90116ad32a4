"""`atiende bench language`: intents, out of scope, retrieval and the wish for a person on sets nobody of us wrote.

Trained on train rows, asked test rows; the Spanish set, which has no split, leaving one out. Beside each figure that of
scikit-learn on the same rows in the same run (`reference/tfidf.py`). Recall out of scope is read where exactly
`KEPT_PCT` of what is in scope is kept; what the classifier itself takes for known is in the notes.
"""

import asyncio
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from atiende.bench import language_data as data
from atiende.bench.reference.tfidf import LinearIntents, PlainRetrieval
from atiende.bench.registry import Figures, Options
from atiende.language.handoff import wants_person
from atiende.language.intents import Classifier, load, train
from atiende.language.retrieval import Passage, build

KEPT_PCT = 92.0
SEEDS = (0, 1, 2)
QUICK_ASKED = 400
"""Test rows asked in quick mode, spread evenly."""
QUICK_SPANISH = 2
"""In quick mode every so many rows of the Spanish set are left out."""
HANDOFF = "human_handoff"
Scores = NDArray[np.float64]


async def run(options: Options) -> Figures:
    return await asyncio.to_thread(_measure, options)


def _measure(options: Options) -> Figures:
    intents, conversations = data.folders(options.data)
    figures: Figures = {}
    for name, measure, folder in (
        ("banking77", _banking, intents),
        ("clinc150", _clinc, intents),
        ("es-bank-helpdesk-rasa", _spanish, intents),
        ("stackfaq", _stack, conversations),
        ("covidfaq", _covid, conversations),
    ):
        if (folder / name).is_dir():
            figures |= measure(folder, options)
        else:
            options.notes.append(f"no {name} in {folder}: its figures are left out")
    options.notes.append("no embedding model is asked: the figures with _model are not reported")
    return figures


def _right_pct(said: Sequence[str], meant: Sequence[str]) -> float:
    return round(100 * statistics.mean([one == other for one, other in zip(said, meant, strict=True)]), 2)


def _likeliest(classifier: Classifier, texts: Sequence[str]) -> list[str]:
    return [classifier.ask(text).intents[0][0] for text in texts]


def _thinned(rows: data.Rows, options: Options) -> data.Rows:
    return rows[:: max(1, len(rows) // QUICK_ASKED)] if options.quick else rows


def _compared(rows: data.Rows, asked: data.Rows) -> tuple[float, float]:
    texts, meant = [text for text, _ in asked], [label for _, label in asked]
    ours = _right_pct(_likeliest(train(rows), texts), meant)
    return ours, _right_pct(LinearIntents(*_columns(rows)).labels(texts), meant)


def _columns(rows: data.Rows) -> tuple[list[str], list[str]]:
    return [text for text, _ in rows], [label for _, label in rows]


def _banking(folder: Path, options: Options) -> Figures:
    rows, asked = data.banking(folder)
    asked = _thinned(asked, options)
    seeds = SEEDS[:1] if options.quick else SEEDS
    pairs = [_compared(data.few(rows, 10, seed), asked) for seed in seeds]
    options.notes.append(f"BANKING77, 10 per intent: the mean of {len(seeds)} draws; {len(asked)} rows asked")
    full = (None, None) if options.quick else _compared(rows, asked)
    return {
        "banking77_full_pct": full[0],
        "banking77_full_pct_ref": full[1],
        "banking77_10_pct": round(statistics.mean(ours for ours, _ in pairs), 2),
        "banking77_10_pct_ref": round(statistics.mean(theirs for _, theirs in pairs), 2),
    }


def _clinc(folder: Path, options: Options) -> Figures:
    splits = data.clinc(folder)
    rows = data.few(splits["train"], 15, options.seed) if options.quick else splits["train"]
    asked, strange = _thinned(splits["test"], options), [text for text, _ in splits["oos_test"]]
    texts, meant = _columns(asked)
    began = time.perf_counter()
    kept = train(rows).dump()
    train_s = time.perf_counter() - began
    classifier = load(kept)
    reference = LinearIntents(*_columns(rows))
    said, times = _timed(classifier, texts)
    ours = _out_of_scope([classifier.familiar(one) for one in texts], [classifier.familiar(one) for one in strange])
    theirs = _out_of_scope(reference.best(texts), reference.best(strange))
    known = 100 * statistics.mean(classifier.ask(one).known for one in texts)
    refused = 100 * statistics.mean(not classifier.ask(one).known for one in strange)
    options.notes.append(
        f"CLINC150: {len(rows)} rows learned; by its own bound {known:.1f} % kept, {refused:.1f} % found"
    )
    options.notes.append(f"an answer takes {np.percentile(times, 99) * 1000:.1f} ms at the 99th percentile")
    return {
        "clinc_in_scope_pct": _right_pct(said, meant),
        "clinc_in_scope_pct_ref": _right_pct(reference.labels(texts), meant),
        "clinc_oos_auroc": ours[0],
        "clinc_oos_auroc_ref": theirs[0],
        "clinc_oos_recall_pct": ours[1],
        "clinc_oos_recall_pct_ref": theirs[1],
        "clinc_kept_pct": ours[2],
        "clinc_kept_pct_ref": theirs[2],
        "train_s": round(train_s, 2),
        "answer_ms": round(statistics.median(times) * 1000, 3),
    }


def _timed(classifier: Classifier, texts: Sequence[str]) -> tuple[list[str], list[float]]:
    said, times = [], []
    for text in texts:
        began = time.perf_counter()
        said.append(classifier.ask(text).intents[0][0])
        times.append(time.perf_counter() - began)
    return said, times


def _out_of_scope(known: Sequence[float] | Scores, strange: Sequence[float] | Scores) -> tuple[float, float, float]:
    """AUROC, and where `KEPT_PCT` of what is known is kept: the share of strangers found, and what is kept, in %."""
    inside, outside = np.asarray(known), np.asarray(strange)
    area = roc_auc_score([1] * len(inside) + [0] * len(outside), np.concatenate([inside, outside]))
    bound = np.sort(inside)[int(len(inside) * (1 - KEPT_PCT / 100))]
    found, kept = 100 * float(np.mean(outside < bound)), 100 * float(np.mean(inside >= bound))
    return round(float(area), 4), round(found, 2), round(kept, 2)


def _spanish(folder: Path, options: Options) -> Figures:
    rows = data.spanish(folder)
    missed = [text for text, label in rows if label == HANDOFF and not wants_person(text, "es")]
    options.notes.extend(f"no person for: {text}" for text in missed)
    ours, theirs, meant = [], [], []
    for place in range(0, len(rows), QUICK_SPANISH if options.quick else 1):
        text, label = rows[place]
        others = rows[:place] + rows[place + 1 :]
        meant.append(label)
        ours.append(_likeliest(train(others), [text])[0])
        theirs.append(LinearIntents(*_columns(others)).labels([text])[0])
    return {
        "es_bank_pct": _right_pct(ours, meant),
        "es_bank_pct_ref": _right_pct(theirs, meant),
        "handoff_missed": len(missed),
    }


def _stack(folder: Path, options: Options) -> Figures:
    ours, theirs = _retrieval(data.stack_faq(folder))
    return {
        "stackfaq_mrr": _mrr(ours),
        "stackfaq_mrr_ref": _mrr(theirs),
        "stackfaq_hit5": _hit5(ours),
        "stackfaq_hit5_ref": _hit5(theirs),
    }


def _covid(folder: Path, options: Options) -> Figures:
    ours, theirs = _retrieval(data.covid_faq(folder))
    return {"covidfaq_mrr": _mrr(ours), "covidfaq_mrr_ref": _mrr(theirs)}


def _retrieval(answered: data.Answered) -> tuple[list[int], list[int]]:
    """The rank of the right passage for each question, by us and by plain TF-IDF; 0 where it is not found."""
    passages = [Passage(id=str(place), title=title, text=text) for place, (title, text) in enumerate(answered.passages)]
    index = build(passages)
    ours = []
    for said, right in answered.asked:
        found = [hit.id for hit in index.find(said, most=len(passages))]
        ours.append(found.index(str(right)) + 1 if str(right) in found else 0)
    plain = PlainRetrieval([f"{title}\n{text}" for title, text in answered.passages])
    scores = plain.ranks([said for said, _ in answered.asked])
    theirs = []
    for line, (_, right) in zip(scores, answered.asked, strict=True):
        theirs.append(int((line > line[right]).sum()) + 1 if line[right] > 0 else 0)
    return ours, theirs


def _mrr(ranks: Sequence[int]) -> float:
    return round(statistics.mean(1 / rank if rank else 0.0 for rank in ranks), 4)


def _hit5(ranks: Sequence[int]) -> float:
    return round(statistics.mean(0 < rank <= 5 for rank in ranks), 4)
