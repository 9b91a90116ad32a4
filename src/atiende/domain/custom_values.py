"""Values of custom fields: what each type takes, and how what a customer says is compared with what is on file."""

from datetime import date
from urllib.parse import urlsplit

from atiende.domain.customer import folded
from atiende.domain.desk_documents import CustomField

LONGEST = 4000


def problem(field: CustomField, value: str) -> str:
    """A code, or empty when the value fits the field; an empty value removes it and always fits."""
    if not value:
        return ""
    if len(value) > LONGEST:
        return "too_long"
    return _PROBLEMS[field.type](field, value)


def _number(field: CustomField, value: str) -> str:
    try:
        float(value)
    except ValueError:
        return "not_a_number"
    return ""


def _date(field: CustomField, value: str) -> str:
    try:
        date.fromisoformat(value)
    except ValueError:
        return "bad_date"
    return ""


def _choice(field: CustomField, value: str) -> str:
    return "" if value in field.options else "unknown"


def _yes_no(field: CustomField, value: str) -> str:
    return "" if value in ("yes", "no") else "unknown"


def _link(field: CustomField, value: str) -> str:
    try:
        parts = urlsplit(value)
    except ValueError:
        return "bad_url"
    return "" if parts.scheme in ("http", "https") and parts.netloc else "bad_url"


_PROBLEMS = {
    "text": lambda field, value: "",
    "number": _number,
    "date": _date,
    "choice": _choice,
    "yes_no": _yes_no,
    "link": _link,
}


def says_the_same(said: str, on_file: str) -> bool:
    """Whether it is what is on file, however it is spelled: case, accents, spaces and marks aside."""
    return _letters(said) == _letters(on_file) != ""


def _letters(text: str) -> str:
    return "".join(one for one in folded(text) if one.isalnum())
