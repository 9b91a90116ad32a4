"""What the columns of an imported table can be, and which they probably are."""

from collections.abc import Mapping, Sequence

from atiende.domain.customer import folded

ARTICLE_FIELDS = (
    "slug", "title_es", "title_en", "summary_es", "summary_en", "body_es", "body_en", "collection", "keywords",
    "status",
)  # fmt: skip

FIELDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "customers": {
        "name": ("nombre", "name", "nombre completo", "full name", "cliente", "customer", "contacto", "contact"),
        "last_name": ("apellidos", "apellido", "last name", "surname", "primer apellido"),
        "email": ("email", "e-mail", "correo", "correo electronico", "mail", "email address"),
        "phone": ("telefono", "phone", "movil", "mobile", "tel", "telephone", "numero", "celular", "phone number"),
        "organization": ("empresa", "company", "organizacion", "organization", "compania", "razon social", "account"),
        "language": ("idioma", "language", "lengua", "locale"),
        "notes": ("notas", "notes", "observaciones", "comentarios", "comments"),
        "vip": ("vip", "preferente", "importante"),
    },
    "users": {
        "name": ("nombre", "name", "nombre completo", "full name", "usuario", "user", "agente", "agent"),
        "last_name": ("apellidos", "apellido", "last name", "surname"),
        "email": ("email", "e-mail", "correo", "correo electronico", "mail", "email address"),
        "role": ("rol", "role", "perfil", "profile"),
        "teams": ("equipos", "equipo", "teams", "team", "grupo", "group"),
        "languages": ("idiomas", "idioma", "languages", "language"),
        "skills": ("competencias", "habilidades", "skills"),
    },
    "articles": dict.fromkeys(ARTICLE_FIELDS, ()),
    "quick_replies": {
        "name": ("nombre", "name", "titulo", "title"),
        "shortcut": ("atajo", "shortcut", "codigo", "code", "short code"),
        "category": ("grupo", "categoria", "category", "group", "folder"),
        "text_es": ("texto", "texto en espanol", "espanol", "spanish", "texto es", "contenido", "mensaje", "content"),
        "text_en": ("texto en ingles", "ingles", "english", "text", "texto en", "content en"),
        "short_es": ("version breve", "breve", "corto"),
        "short_en": ("short version", "short"),
        "subject_es": ("asunto",),
        "subject_en": ("subject",),
        "teams": ("equipos", "equipo", "teams", "team"),
        "brands": ("marcas", "marca", "brands", "brand"),
    },
}
"""By what is imported: each field with the folded words columns are headed by."""
CUSTOM = "field:"
"""Before the slug of a custom field."""


def known_field(what: str, field: str, custom: Sequence[str]) -> bool:
    return field in FIELDS[what] or (field.startswith(CUSTOM) and field.removeprefix(CUSTOM) in custom)


def guessed(what: str, head: Sequence[str], custom: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Column (its place, as text) → field; every field at most once. `custom`: what custom fields are called."""
    words = {
        **FIELDS[what],
        **{f"{CUSTOM}{slug}": tuple(folded(one) for one in names) for slug, names in custom.items()},
    }
    found: dict[str, str] = {}
    for place, title in enumerate(head):
        plain = folded(title.replace("_", " "))
        for field, names in words.items():
            if field not in found.values() and (plain in names or plain == field.replace("_", " ")):
                found[str(place)] = field
                break
    return found


def line_of(mapping: Mapping[str, str], row: Sequence[str]) -> dict[str, str]:
    """The values of one line by field; what is empty is left out."""
    found = {field: row[int(place)] for place, field in mapping.items() if int(place) < len(row)}
    last = found.pop("last_name", "")
    if last:
        found["name"] = f"{found.get('name', '')} {last}".strip()
    return {field: value for field, value in found.items() if value}
