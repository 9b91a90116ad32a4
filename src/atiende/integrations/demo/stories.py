# ruff: noqa: E501 - people's own words stay on one line
"""What happened in the demo centre: people, and what they wrote, in Spanish and English. Times are minutes ago."""

from collections.abc import Sequence

from msgspec import Struct

BILLING, ORDERS, TECHNICAL = "facturas", "pedidos", "soporte"
"""The company's mailboxes."""
CHAT, HELP_CHAT = "chat", "chat-soporte"
"""Its chats: on every page of the shop, and on the pages of help."""


class Guest(Struct, frozen=True, kw_only=True):
    """A customer of the demo centre."""

    key: str
    name: str
    organization: str
    email: str
    language: str
    vip: bool = False


class Line(Struct, frozen=True, kw_only=True):
    """One thing somebody wrote: `by` is customer, an agent's key, or note:agent's key."""

    ago: int
    by: str
    text: str


class Story(Struct, frozen=True, kw_only=True):
    """A conversation. `end`: open, pending, snoozed, or resolved/disposition/reason."""

    guest: str
    endpoint: str
    subject: str
    lines: Sequence[Line]
    end: str = "open"
    priority: int = 3


GUESTS: Sequence[Guest] = (
    Guest(key="pepe", name="Pepe Martínez", organization="Logic Computer", email="martinez@logic.es", language="es"),
    Guest(
        key="lucia", name="Lucía Fernández", organization="Bodegas Aldaya", email="lucia@aldaya.example", language="es"
    ),
    Guest(key="james", name="James Whitaker", organization="", email="james.whitaker@mail.example", language="en"),
    Guest(
        key="nuria",
        name="Núria Puig",
        organization="Taller Puig",
        email="nuria@tallerpuig.example",
        language="es",
        vip=True,
    ),
    Guest(
        key="sofia",
        name="Sofía Restrepo",
        organization="Café Andino",
        email="sofia@cafeandino.example",
        language="es",
        vip=True,
    ),
    Guest(
        key="hannah",
        name="Hannah Lee",
        organization="Northgate Studio",
        email="hannah@northgate.example",
        language="en",
    ),
    Guest(key="diego", name="Diego Salas", organization="", email="diego.salas@correo.example", language="es"),
    Guest(
        key="olivia", name="Olivia Brown", organization="Brown & Daughters", email="olivia@brown.example", language="en"
    ),
    Guest(
        key="ramon",
        name="Ramón Iglesias",
        organization="Ferretería Norte",
        email="ramon@ferrenorte.example",
        language="es",
    ),
    Guest(key="carmen", name="Carmen Vidal", organization="", email="carmen.vidal@correo.example", language="es"),
)

STORIES: Sequence[Story] = (
    Story(
        guest="carmen", endpoint=ORDERS, subject="Pedido 20418 incompleto",
        end="resolved/solved/order",
        lines=(
            Line(ago=2980, by="customer", text="Buenos días:\n\nHa llegado el pedido 20418 pero falta la segunda caja.\n\nUn saludo,\nCarmen Vidal"),
            Line(ago=2890, by="luis", text="Buenos días, Carmen:\n\nLamento la falta. He pedido al almacén que envíe hoy la segunda caja; la recibirá mañana antes de las 14:00 sin coste.\n\nUn saludo,\nLuis"),
            Line(ago=1460, by="customer", text="Recibida. Muchas gracias por la rapidez."),
        ),
    ),
    Story(
        guest="olivia", endpoint=CHAT, subject="", end="resolved/informed/order",
        lines=(
            Line(ago=1900, by="customer", text="Hi, can I still change the delivery address of order 20433?"),
            Line(ago=1898, by="emma", text="Hi Olivia, yes: it has not left the warehouse yet. Which address should I use?"),
            Line(ago=1896, by="customer", text="12 Mill Lane, Ludlow, please"),
            Line(ago=1893, by="emma", text="Done. You will get a new confirmation by e-mail in a minute."),
        ),
    ),
    Story(
        guest="pepe", endpoint=BILLING, subject="Cargo del 3 de abril que no entiendo", end="pending",
        priority=2,
        lines=(
            Line(ago=1510, by="customer", text="Hola:\n\nEn la última factura aparece un cargo de 80,00 € con fecha 3 de abril que no reconozco. ¿Pueden explicármelo o devolverlo?\n\nGracias,\nPepe Martínez\nLogic Computer"),
            Line(ago=1450, by="note:ana", text="El cargo es del mantenimiento que canceló en marzo. He solicitado el abono a administración."),
            Line(ago=1445, by="ana", text="Buenos días, Pepe:\n\nTiene razón: el cargo corresponde al mantenimiento que canceló en marzo. He solicitado el abono de 80,00 €; lo verá en su cuenta en un plazo de cinco días laborables.\n\nUn saludo,\nAna"),
        ),
    ),
    Story(
        guest="hannah", endpoint=TECHNICAL, subject="Printer drivers for the new office", end="open",
        lines=(
            Line(ago=1320, by="customer", text="Hello,\n\nWe are moving to the new office on Monday and need the drivers for the two LX-40 printers on the new machines. Could you send the current version?\n\nBest,\nHannah"),
            Line(ago=1240, by="emma", text="Hello Hannah,\n\nHere is the current package (4.2). It installs without a restart. Shall we book half an hour on Monday in case something does not print?\n\nKind regards,\nEmma"),
            Line(ago=95, by="customer", text="Monday at 10 would be perfect, thank you. One more thing: does 4.2 also work with the older LX-32 at reception?"),
        ),
    ),
    Story(
        guest="nuria", endpoint=BILLING, subject="Duplicado de la factura de octubre", end="open",
        lines=(
            Line(ago=210, by="customer", text="Hola, necesito un duplicado de la factura de octubre para la gestoría. ¿Me la pueden enviar en PDF?\n\nGracias.\nNúria Puig"),
        ),
    ),
    Story(
        guest="sofia", endpoint=HELP_CHAT, subject="", end="open", priority=2,
        lines=(
            Line(ago=34, by="customer", text="Buenas tardes, el terminal de cobro no se conecta desde esta mañana"),
            Line(ago=32, by="ana", text="Buenas tardes, Sofía. Vamos a verlo. ¿Qué luz muestra el terminal, verde o naranja?"),
            Line(ago=30, by="customer", text="Naranja, y parpadea"),
            Line(ago=28, by="note:ana", text="Naranja parpadeando = sin red. Ya le pasó en junio: era el cable del router."),
            Line(ago=27, by="ana", text="Indica que no encuentra la red. ¿Puede comprobar que el cable entre el terminal y el router está bien conectado en los dos extremos?"),
            Line(ago=6, by="customer", text="Lo he cambiado por otro y sigue igual"),
        ),
    ),
    Story(
        guest="ramon", endpoint=ORDERS, subject="Presupuesto para 40 etiquetadoras", end="snoozed",
        lines=(
            Line(ago=640, by="customer", text="Buenos días:\n\n¿Qué precio tendrían 40 etiquetadoras E-15 con entrega en diciembre?\n\nRamón Iglesias\nFerretería Norte"),
            Line(ago=600, by="luis", text="Buenos días, Ramón:\n\nEstoy pidiendo precio al fabricante para esa cantidad. Le escribo mañana con el presupuesto.\n\nUn saludo,\nLuis"),
        ),
    ),
    Story(
        guest="james", endpoint=CHAT, subject="", end="open",
        lines=(Line(ago=4, by="customer", text="Hi! My parcel shows as delivered but it isn't here. Order 20447."),),
    ),
    Story(
        guest="diego", endpoint=CHAT, subject="", end="open",
        lines=(
            Line(ago=2, by="customer", text="Hola, me han cobrado dos veces la cuota de este mes"),
            Line(ago=1, by="customer", text="¿Me pueden devolver una?"),
        ),
    ),
    Story(
        guest="lucia", endpoint=TECHNICAL, subject="No puedo entrar en el área de clientes", end="open",
        lines=(
            Line(ago=48, by="customer", text="Hola:\n\nDesde ayer el área de clientes me dice que la contraseña no es correcta y el correo para cambiarla no llega.\n\nLucía Fernández\nBodegas Aldaya"),
        ),
    ),
)  # fmt: skip
