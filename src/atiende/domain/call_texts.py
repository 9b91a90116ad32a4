"""What is said to callers where nobody wrote or recorded it: in Spanish (usted) and English."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "welcome_queue": (
        "Gracias por esperar. Le atenderá una persona en cuanto quede libre.",
        "Thank you for waiting. A person will be with you as soon as one is free.",
    ),
    "closed": ("Ahora mismo estamos cerrados.", "We are closed at the moment."),
    "opens": ("Abrimos {when}.", "We open {when}."),
    "full": (
        "Ahora mismo hay demasiadas llamadas y no podemos atenderle.",
        "There are too many calls at the moment and we cannot take yours.",
    ),
    "emergency": (
        "Por una incidencia no podemos atender llamadas en este momento.",
        "Because of an incident we cannot take calls at the moment.",
    ),
    "leave_message": (
        "Deje su mensaje después de la señal y le llamaremos. Al terminar, cuelgue o pulse cualquier tecla.",
        "Leave a message after the tone and we will call you back. When you have finished, hang up or press any key.",
    ),
    "message_kept": ("Hemos guardado su mensaje. Gracias.", "Your message has been kept. Thank you."),
    "goodbye": ("Gracias por llamar. Adiós.", "Thank you for calling. Goodbye."),
    "next": ("Es usted el siguiente.", "You are next."),
    "ahead_one": ("Hay una persona delante de usted.", "There is one person ahead of you."),
    "ahead": ("Hay {count} personas delante de usted.", "There are {count} people ahead of you."),
    "wait_short": ("La espera es de menos de un minuto.", "The wait is less than a minute."),
    "wait_one": ("La espera es de un minuto, más o menos.", "The wait is about a minute."),
    "wait": ("La espera es de unos {low} a {high} minutos.", "The wait is about {low} to {high} minutes."),
    "callback": (
        "Si prefiere que le llamemos sin perder su turno, pulse {key}.",
        "If you would rather we call you, keeping your place, press {key}.",
    ),
    "callback_kept": (
        "De acuerdo. Conserva su turno: le llamaremos a este número en cuanto le toque. Adiós.",
        "Very well. You keep your place: we will call you on this number when it is your turn. Goodbye.",
    ),
    "link": (
        "Para recibir por correo un enlace a nuestro centro de ayuda sin perder su turno, pulse {key}.",
        "To get a link to our help centre by e-mail, keeping your place, press {key}.",
    ),
    "link_sent": ("Se lo hemos enviado. Conserva su turno.", "We have sent it to you. You keep your place."),
    "link_failed": ("No hemos podido enviarlo. Conserva su turno.", "We could not send it. You keep your place."),
    "inform": (
        "Esta llamada puede grabarse para mejorar el servicio. La grabación se conserva {days} días, y puede pedir su "
        "copia o su supresión cuando quiera.",
        "This call may be recorded to improve our service. Recordings are kept for {days} days, and you may ask for a "
        "copy or for its deletion at any time.",
    ),
    "opt_in": (
        "Con su permiso grabaremos esta llamada para mejorar el servicio. La grabación se conserva {days} días. Para "
        "aceptar, pulse {key}. Si no, espere: no se grabará nada.",
        "With your permission we will record this call to improve our service. Recordings are kept for {days} days. To "
        "accept, press {key}. Otherwise please wait: nothing will be recorded.",
    ),
    "stop": ("Para que no se grabe, pulse {key} en cualquier momento.", "To stop the recording, press {key} at any "
             "time."),
    "monitored": (
        "Una persona de supervisión puede escuchar la llamada.",
        "A supervisor may listen to the call.",
    ),
    "recording_off": ("No se grabará la llamada.", "The call will not be recorded."),
}  # fmt: skip


def told(name: str, language: str, /, **values: str | int) -> str:
    """Raises KeyError for one there is not."""
    spanish, english = TEXTS[name]
    return (english if language.startswith("en") else spanish).format(**values)


def standing_in_words(ahead: int | None, wait_ms: tuple[int, int] | None, language: str) -> tuple[str, ...]:
    """Where he stands and how long it may take, each as a sentence; nothing where it is not known or not told."""
    said = []
    if ahead is not None:
        name = "next" if ahead == 0 else "ahead_one" if ahead == 1 else "ahead"
        said.append(told(name, language, count=ahead))
    if wait_ms is not None:
        said.append(_wait(*wait_ms, language))
    return tuple(said)


def _wait(low_ms: int, high_ms: int, language: str) -> str:
    """In whole minutes: down at its lower end, up at its upper one."""
    low, high = low_ms // 60_000, -(-high_ms // 60_000)
    if high <= 1:
        return told("wait_short" if high_ms < 60_000 else "wait_one", language)
    return told("wait", language, low=max(1, low), high=max(2, high))
