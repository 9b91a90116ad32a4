# ruff: noqa: E501 - texts stay on one line
"""The demo company's quick replies and macros, in both languages."""

from atiende.domain import desk_documents as words
from atiende.domain import documents as docs

Listed = tuple[tuple[str, str, docs.Body], ...]

REPLIES: Listed = tuple(
    ("quick_reply", slug, words.QuickReply(name=name, shortcut=shortcut, category=category, text_es=es, text_en=en, teams=[]))
    for slug, name, shortcut, category, es, en in (
        ("greeting", "Saludo", "saludo", "General",
         "Buenos días: gracias por escribirnos. Lo reviso y le contesto enseguida.", "Good morning, thank you for writing. Let me look into it and I will be right back."),
        ("thanks", "Despedida", "gracias", "General",
         "Gracias a usted. Si necesita algo más, conteste a este mismo mensaje.", "Thank you. If there is anything else, just answer this message."),
        ("more-details", "Pedir más datos", "datos", "General",
         "Para poder ayudarle mejor, ¿me indica el número de pedido o de factura?", "To help you better, could you give me the number of the order or invoice?"),
        ("delivery-48h", "Plazo de entrega", "entrega", "Pedidos",
         "El pedido salió de nuestro almacén y el plazo del transportista es de 48 horas laborables.", "The order has left our warehouse; the courier takes 48 working hours."),
        ("return-label", "Etiqueta de devolución", "devolucion", "Pedidos",
         "Le envío la etiqueta de recogida. Péguela sobre la anterior; el mensajero pasa en 24 horas.", "I am sending you the collection label. Stick it over the old one; the courier comes within 24 hours."),
        ("invoice-area", "Dónde están las facturas", "factura", "Facturación",
         "Puede descargar todas sus facturas en el área de clientes, apartado Facturas.", "You can download all your invoices in your account, under Invoices."),
        ("refund-days", "Plazo de un reembolso", "abono", "Facturación",
         "El abono se hace hoy mismo; según su banco tarda entre dos y cinco días en verse.", "The refund goes out today; depending on your bank it takes two to five days to show."),
        ("payment-link", "Enlace de pago", "pago", "Facturación",
         "Le envío un enlace seguro para el pago; vale 48 horas. Nunca le pediremos el número de la tarjeta por aquí.", "I am sending you a secure payment link, good for 48 hours. We will never ask for your card number here."),
        ("restart", "Reiniciar el equipo", "reinicio", "Soporte",
         "¿Puede desenchufar el equipo medio minuto y decirme qué aparece al encenderlo?", "Could you unplug the device for half a minute and tell me what it shows when it starts?"),
        ("roll", "Rollo al revés", "rollo", "Soporte",
         "Compruebe, por favor, que la cara brillante del papel mira al cabezal.", "Please check that the shiny side of the paper faces the print head."),
        ("remote", "Asistencia remota", "remoto", "Soporte",
         "Puedo conectarme ahora mismo. Abra azahar.example/remoto y dígame el código de seis cifras.", "I can connect right now. Please open azahar.example/remote and tell me the six-digit code."),
        ("quote-sent", "Presupuesto enviado", "presupuesto", "Ventas",
         "Le acabo de enviar el presupuesto; vale treinta días. Cualquier duda, aquí me tiene.", "I have just sent you the quote, good for thirty days. Any questions, I am here."),
    )
)  # fmt: skip

MACROS: Listed = (
    ("macro", "refund-promised", words.Macro(
        name="Refund under way", name_es="Reembolso en marcha", steps=[
            words.MacroStep(do="insert", text_es="He pedido el abono; lo verá en su cuenta en cinco días laborables como mucho.", text_en="I have asked for the refund; it shows in your account within five working days."),
            words.MacroStep(do="tag", tag="refund"),
            words.MacroStep(do="reason", reason="payment"),
            words.MacroStep(do="task", text_es="Comprobar que el abono ha llegado", text_en="Check that the refund has arrived", minutes=5 * 1440)])),
    ("macro", "to-technical", words.Macro(
        name="To technical support", name_es="Pasar a soporte técnico", steps=[
            words.MacroStep(do="note", text_es="Revisado lo básico (corriente, red y rollo). Lo paso a soporte técnico."),
            words.MacroStep(do="tag", tag="terminal"),
            words.MacroStep(do="transfer", queue="technical")])),
    ("macro", "claim", words.Macro(
        name="Treat as a claim", name_es="Tratar como reclamación", steps=[
            words.MacroStep(do="kind", kind="claim"), words.MacroStep(do="priority", priority=2),
            words.MacroStep(do="insert", text_es="He registrado su reclamación; le responderemos por escrito antes de diez días.", text_en="I have registered your claim; you will have a written answer within ten days.")])),
    ("macro", "solved", words.Macro(
        name="Solved, thank you", name_es="Resuelto, gracias", steps=[
            words.MacroStep(do="insert", text_es="Me alegro de que esté resuelto. ¡Que tenga buen día!", text_en="Glad that is solved. Have a good day!"),
            words.MacroStep(do="resolve", disposition="solved", reason="other")])),
)  # fmt: skip
