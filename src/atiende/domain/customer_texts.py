"""What a centre says by itself to its customers, until it says it in its own words: Spanish and English, Liquid.

Variables: reference, matter (his message, complaint or claim), opens (empty where nobody knows), brand.
"""

ACKNOWLEDGE_ES = """{% if brand.formal -%}
Hemos recibido {{ matter }}. La referencia es {{ reference }}: indíquela si vuelve a escribirnos o nos llama. \
Le responderemos lo antes posible.
{%- else -%}
Hemos recibido {{ matter }}. La referencia es {{ reference }}: indícala si vuelves a escribirnos o nos llamas. \
Te responderemos lo antes posible.
{%- endif %}

{{ brand.name }}"""

ACKNOWLEDGE_EN = """We have received {{ matter }}. The reference is {{ reference }}: please quote it if you write to \
us again or call. We will answer as soon as we can.

{{ brand.name }}"""

OUT_OF_HOURS_ES = """{% if brand.formal -%}
Hemos recibido {{ matter }} fuera de nuestro horario de atención\
{% if opens %}; abrimos {{ opens }} y le responderemos entonces{% endif %}. La referencia es {{ reference }}.
{%- else -%}
Hemos recibido {{ matter }} fuera de nuestro horario de atención\
{% if opens %}; abrimos {{ opens }} y te responderemos entonces{% endif %}. La referencia es {{ reference }}.
{%- endif %}

{{ brand.name }}"""

OUT_OF_HOURS_EN = """We have received {{ matter }} outside our opening hours\
{% if opens %}; we open {{ opens }} and will answer then{% endif %}. The reference is {{ reference }}.

{{ brand.name }}"""

TRANSCRIPT_ES = """{% if brand.formal %}Esta es la copia de su conversación\
{% else %}Esta es la copia de tu conversación{% endif %} con {{ brand.name }}. La referencia es {{ reference }}."""

TRANSCRIPT_EN = """This is a copy of your conversation with {{ brand.name }}. The reference is {{ reference }}."""

TRANSCRIPT_SUBJECT = {"es": "Copia de la conversación {reference}", "en": "Copy of conversation {reference}"}

MATTERS = {
    ("es", "complaint", True): "su queja",
    ("es", "claim", True): "su reclamación",
    ("es", "", True): "su mensaje",
    ("es", "complaint", False): "tu queja",
    ("es", "claim", False): "tu reclamación",
    ("es", "", False): "tu mensaje",
    ("en", "complaint", True): "your complaint",
    ("en", "claim", True): "your claim",
    ("en", "", True): "your message",
}


def matter_in(language: str, kind: str, *, formal: bool) -> str:
    """What he wrote to us about, in two words."""
    key = kind if kind in ("complaint", "claim") else ""
    return MATTERS[language, key, formal or language == "en"]


CONFIRM_SUBJECT_ES = "Confirmación de {% if brand.formal %}su{% else %}tu{% endif %} consulta {{ reference }}"
CONFIRM_SUBJECT_EN = "Confirmation of your enquiry {{ reference }}"
CONFIRM_ES = """{% if brand.formal -%}
{% if customer.first_name %}Hola, {{ customer.first_name }}:{% else %}Hola:{% endif %}

Como hemos hablado, le confirmo por escrito lo acordado:

- \


Si algo no es correcto, responda a este correo. Su referencia es {{ reference }}.
{%- else -%}
{% if customer.first_name %}Hola, {{ customer.first_name }}:{% else %}Hola:{% endif %}

Como hemos hablado, te confirmo por escrito lo acordado:

- \


Si algo no es correcto, responde a este correo. Tu referencia es {{ reference }}.
{%- endif %}

{{ agent.name }}
{{ brand.name }}"""
CONFIRM_EN = """{% if customer.first_name %}Dear {{ customer.first_name }},{% else %}Hello,{% endif %}

As we discussed, I confirm in writing what we agreed:

- \


If anything is not right, please answer this e-mail. Your reference is {{ reference }}.

{{ agent.name }}
{{ brand.name }}"""
