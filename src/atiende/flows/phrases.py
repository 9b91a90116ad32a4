"""What the engine itself says, where a flow leaves it unsaid: in Spanish (usted) and English."""

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "unknown": ("No le he entendido.", "Sorry, I did not understand that."),
    "silence": ("¿Sigue ahí?", "Are you still there?"),
    "invalid": ("Ese dato no parece correcto. Revíselo, por favor.", "That does not look right. Please check it."),
    "number": ("Responda con un número.", "Please answer with a number."),
    "press": ("Para {label}, pulse {key}.", "For {label}, press {key}."),
    "confirm": ("He anotado: {value}. ¿Es correcto?", "I have noted: {value}. Is that right?"),
    "yes": ("Sí", "Yes"),
    "no": ("No", "No"),
    "machine": (
        "Le atiende un asistente automático. Puede pedir hablar con una persona cuando quiera.",
        "You are talking to an automated assistant. You can ask for a person at any time.",
    ),
    "ask_bot": ("¿En qué puedo ayudarle?", "How can I help you?"),
    "code": ("Escriba el código que le hemos enviado.", "Please enter the code we have sent you."),
    "code_keys": (
        "Marque en su teléfono el código que le hemos enviado.",
        "Please enter the code we have sent you on your telephone's keypad.",
    ),
    "wrong_code": ("Ese código no es correcto.", "That code is not right."),
    "pay": ("Puede pagar aquí: {url}", "You can pay here: {url}"),
    "pay_sent": (
        "Le hemos enviado el enlace para pagar. Puede hacerlo ahora y seguimos en cuanto llegue.",
        "We have sent you the link to pay. You can do it now; we go on as soon as it arrives.",
    ),
    "unpaid": (
        "Todavía no nos consta el pago. Seguimos en cuanto llegue; si lo prefiere, pida hablar con una persona.",
        "The payment has not reached us yet. We go on as soon as it does; you can also ask for a person.",
    ),
    "waiting": (
        "Le paso con una persona. Espere un momento, por favor.",
        "I am passing you to a person. One moment, please.",
    ),
    "sorry": (
        "Ahora mismo no puedo seguir por mi cuenta. Le paso con una persona.",
        "I cannot go on by myself right now. I am passing you to a person.",
    ),
    "still_waiting": (
        "Sigue en la cola: le atenderá una persona en cuanto quede libre.",
        "You are still in the queue: a person will be with you as soon as one is free.",
    ),
    "scale": ("Responda del {low} al {high}.", "Please answer from {low} to {high}."),
    "skip": ("Puede responder «omitir».", "You may answer “skip”."),
    "shortened": ("… (texto abreviado; pida el resto a una persona)", "… (shortened; ask a person for the rest)"),
}


def phrase(name: str, language: str, /, **values: str) -> str:
    """Raises KeyError for one there is not."""
    spanish, english = PHRASES[name]
    return (english if language.startswith("en") else spanish).format(**values)
