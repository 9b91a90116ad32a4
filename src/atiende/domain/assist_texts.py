"""What the machine's help says by itself: the bot to customers (Spanish, usted or tú; English), and around drafts."""

from collections.abc import Mapping

BOT: Mapping[str, tuple[str, str, str]] = {
    "unsure": (
        "No estoy seguro de haberle entendido. ¿Puede decírmelo con otras palabras?",
        "No estoy seguro de haberte entendido. ¿Puedes decírmelo con otras palabras?",
        "I am not sure I understood. Could you put it in other words?",
    ),
    "which": ("¿Se refiere a esto?", "¿Te refieres a esto?", "Do you mean this?"),
    "which_of": ("¿Cuál de estas cosas necesita?", "¿Cuál de estas cosas necesitas?", "Which of these do you need?"),
    "none_of_these": ("Otra cosa", "Otra cosa", "Something else"),
    "first": (
        "Empezamos por «{first}». Después podemos ver «{then}»: dígamelo cuando terminemos.",
        "Empezamos por «{first}». Después podemos ver «{then}»: dímelo cuando terminemos.",
        "Let us begin with “{first}”. After that we can look at “{then}”: tell me when we are done.",
    ),
    "more": (
        "¿Le ayudo con algo más?",
        "¿Te ayudo con algo más?",
        "Is there anything else I can help you with?",
    ),
    "person": (
        "Le paso con una persona, que ya tiene lo que hemos hablado.",
        "Te paso con una persona, que ya tiene lo que hemos hablado.",
        "I am passing you to a person, who can see what we have said.",
    ),
    "upset": (
        "Siento las molestias. Le paso con una persona.",
        "Siento las molestias. Te paso con una persona.",
        "I am sorry about this. I am passing you to a person.",
    ),
    "bye": ("Gracias por escribirnos.", "Gracias por escribirnos.", "Thank you for writing to us."),
}

DRAFT: Mapping[str, tuple[str, str]] = {
    "wants": ("El cliente pide", "The customer asks"),
    "said": ("Lo último que dice", "Last thing said"),
    "promised": ("Se le ha prometido", "Promised"),
    "open": ("Pendiente de respuesta", "Still to be answered"),
    "fact": ("Datos", "Details"),
    "nothing": ("La conversación no dice todavía nada que resumir.", "There is nothing to sum up yet."),
    "answer_question": ("Responder a su pregunta", "Answer the question"),
    "keep_promise": ("Cumplir lo prometido, o anotarlo como compromiso", "Keep the promise, or note it down"),
    "ask_reference": ("Pedir el número de pedido o de factura", "Ask for the order or invoice number"),
    "resolve": ("Se ha despedido: resolver la conversación", "The customer has said goodbye: resolve it"),
    "wait": ("Esperar su respuesta: dejarla pendiente", "Wait for the answer: set it to pending"),
    "read_article": ("Ver el artículo «{title}»", "See the article “{title}”"),
    "greeting": ("Hola, {name}:", "Hello {name},"),
    "greeting_nameless": ("Hola:", "Hello,"),
    "confirm": (
        "Le confirmo por escrito lo que hemos hablado (referencia {reference}):",
        "This confirms in writing what we have talked about (reference {reference}):",
    ),
    "confirm_informal": (
        "Te confirmo por escrito lo que hemos hablado (referencia {reference}):",
        "This confirms in writing what we have talked about (reference {reference}):",
    ),
    "your_question": ("Su consulta", "Your enquiry"),
    "your_question_informal": ("Tu consulta", "Your enquiry"),
    "we_promised": ("Nuestro compromiso", "What we promised"),
    "still_open": ("Queda pendiente", "Still open"),
    "wrong": (
        "Si algo no es correcto, responda a este mensaje.",
        "If anything is not right, please reply to this message.",
    ),
    "wrong_informal": (
        "Si algo no es correcto, responde a este mensaje.",
        "If anything is not right, please reply to this message.",
    ),
}


def bot_text(name: str, language: str, /, *, formal: bool = True, **values: str) -> str:
    """To a customer. Raises KeyError for a text there is not."""
    polite, familiar, english = BOT[name]
    spoken = english if language.startswith("en") else polite if formal else familiar
    return spoken.format(**values)


def draft_text(name: str, language: str, /, *, formal: bool = True, **values: str) -> str:
    """Around a draft; a familiar form is taken where there is one."""
    key = name if formal or f"{name}_informal" not in DRAFT else f"{name}_informal"
    spanish, english = DRAFT[key]
    return (english if language.startswith("en") else spanish).format(**values)
