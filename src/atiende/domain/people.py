"""Rules about people who sign in: what an e-mail address and a password must be."""

import re
from unicodedata import normalize

LEAST_PASSWORD, MOST_PASSWORD = 10, 200
LOCAL = r"[a-z0-9!#$%&'*+/=?^_`{|}~.\-\u0080-\uffff]{1,64}"
EMAIL = re.compile(rf"{LOCAL}@[a-z0-9\u0080-\uffff]([a-z0-9.\-\u0080-\uffff]{{0,250}}[a-z0-9\u0080-\uffff])?")
COMMON = ("password", "contrasena", "contraseña", "qwertyuiop", "1234567890", "0123456789", "atiende", "administrador")


def normal_email(address: str) -> str:
    """As it is kept and compared."""
    return normalize("NFC", address).strip().lower()


def email_problem(address: str) -> str | None:
    """A code, or None. An address in normal form is expected."""
    if not address:
        return "required"
    if len(address) > 254 or EMAIL.fullmatch(address) is None or ".." in address or not address.isprintable():
        return "bad_email"
    return None


def password_problem(password: str, email: str = "") -> str | None:
    """Length counts, and not being the first thing to try; no rules on kinds of characters (NIST SP 800-63B, 3.1.1)."""
    if len(password) < LEAST_PASSWORD:
        return "password_short"
    if len(password) > MOST_PASSWORD:
        return "password_long"
    plain = password.lower()
    if len(set(plain)) < 5 or any(word in plain and len(plain) - len(word) < 4 for word in COMMON):
        return "password_common"
    return "password_common" if email and plain in (email, email.split("@")[0] * 2) else None
