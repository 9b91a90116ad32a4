"""The customers of the demo centre: people and the small companies they run, made from hand-written lists."""

from collections.abc import Sequence
from random import Random

from atiende.integrations.demo.script import Guest

HIM = (
    "Antonio", "José", "Manuel", "Francisco", "Javier", "Carlos", "Rafael", "Miguel", "Alejandro", "Sergio", "Álvaro",
    "Íñigo", "Jordi", "Óscar", "Rubén", "Andrés", "Hugo", "Iván", "Marc", "Joan", "Xavier", "Unai", "Brais", "Tomás",
    "Ángel", "Gonzalo", "Adrián", "Víctor", "Germán", "Ignacio",
)  # fmt: skip
HER = (
    "María", "Carmen", "Ana", "Isabel", "Laura", "Cristina", "Marta", "Elena", "Lucía", "Paula", "Raquel", "Beatriz",
    "Rocío", "Inés", "Begoña", "Nerea", "Montserrat", "Aitana", "Irene", "Noelia", "Sonia", "Yolanda", "Esther",
    "Alba", "Claudia", "Ainhoa", "Ángela", "Mercè", "Pilar", "Verónica",
)  # fmt: skip
LAST = (
    "García", "Fernández", "González", "Rodríguez", "López", "Martín", "Sánchez", "Pérez", "Gómez", "Ruiz",
    "Hernández", "Jiménez", "Díaz", "Moreno", "Muñoz", "Álvarez", "Romero", "Gutiérrez", "Navarro", "Torres",
    "Domínguez", "Vázquez", "Ramos", "Gil", "Serrano", "Blanco", "Molina", "Castro", "Ortega", "Rubio", "Marín",
    "Sanz", "Iglesias", "Núñez", "Medina", "Cortés", "Castillo", "Garrido", "Lozano", "Guerrero", "Cano", "Prieto",
    "Méndez", "Cruz", "Calvo", "Gallego", "Vidal", "León", "Márquez", "Herrera", "Peña", "Flores", "Cabrera",
    "Campos", "Vega", "Fuentes", "Carrasco", "Díez", "Caballero", "Nieto", "Reyes", "Aguilar", "Pascual", "Herrero",
    "Santana", "Lorenzo", "Hidalgo", "Montero", "Ibáñez", "Giménez", "Ferrer", "Durán", "Santiago", "Benítez",
    "Vicente", "Arias", "Mora", "Carmona", "Crespo", "Soler", "Puig", "Roca", "Pujol", "Etxeberria", "Agirre",
    "Otero", "Piñeiro",
)  # fmt: skip
ENGLISH_FIRST = (
    "James", "Emily", "Oliver", "Amelia", "Harry", "Isla", "George", "Ava", "Jack", "Grace", "Charlie", "Sophie",
    "Thomas", "Lily", "Oscar", "Freya", "William", "Ella", "Henry", "Evie", "Leo", "Poppy", "Alfie", "Ruby", "Joshua",
    "Chloe", "Daniel", "Megan", "Callum", "Aoife", "Rhys", "Siân", "Priya", "Arjun", "Fatima", "Omar", "Wei", "Mei",
    "Kwame", "Zoë",
)  # fmt: skip
ENGLISH_LAST = (
    "Smith", "Jones", "Taylor", "Brown", "Williams", "Wilson", "Johnson", "Davies", "Patel", "Robinson", "Wright",
    "Thompson", "Evans", "Walker", "White", "Roberts", "Green", "Hall", "Thomas", "Clarke", "Jackson", "Wood",
    "Harris", "Edwards", "Turner", "Hughes", "Lewis", "Murphy", "Khan", "O'Neill", "Campbell", "Mitchell", "Ward",
    "Bennett", "Fraser", "Singh", "Okafor", "Chen",
)  # fmt: skip
TRADES = (
    "Ferretería", "Panadería", "Farmacia", "Librería", "Floristería", "Bodegas", "Mercería", "Óptica", "Taller",
    "Clínica Dental", "Peluquería", "Cafetería", "Autoescuela", "Papelería", "Frutas", "Pescados", "Carnicería",
    "Electrodomésticos", "Zapatería", "Joyería", "Academia", "Gestoría", "Muebles", "Restaurante", "Hostal",
    "Talleres", "Viveros", "Quesería", "Imprenta", "Administración de Loterías",
)  # fmt: skip
NAMED = (
    "del Norte", "La Plaza", "Santa Ana", "El Olivo", "Mediterráneo", "Hermanos {last}", "{last} e Hijas", "{last}",
    "Casa {last}", "Puerta Nueva", "El Molino", "La Estación", "San Roque", "Aldaya", "Los Arcos", "Monteverde",
    "Costa Azul", "El Faro", "Sierra Alta", "La Alameda", "Buenavista", "Río Seco",
)  # fmt: skip
ENGLISH_TRADES = (
    "{last} & Sons", "{last} & Daughters", "{last} Bakery", "The {last} Bookshop", "{last} Hardware",
    "Northgate {last}", "{last} Optics", "Green Lane Florist", "The Corner Deli", "Harbour Bikes",
    "Old Mill Antiques", "{last} Pharmacy", "Riverside Café", "{last} Dental", "Hilltop Garden Centre",
)  # fmt: skip
CITIES = (
    "Valencia", "Madrid", "Sevilla", "Zaragoza", "Málaga", "Murcia", "Bilbao", "Alicante", "Córdoba", "Valladolid",
    "Vigo", "Gijón", "Granada", "Vitoria", "Oviedo", "Cartagena", "Castellón", "Almería", "Burgos", "Santander",
    "Albacete", "Logroño", "Badajoz", "Salamanca", "Huelva", "Lleida", "Tarragona", "León", "Cádiz", "Jaén",
)  # fmt: skip
ENGLISH_CITIES = (
    "Bristol", "Leeds", "York", "Bath", "Exeter", "Norwich", "Cardiff", "Ludlow", "Chester", "Oxford", "Dublin",
    "Cork", "Galway", "Edinburgh", "Brighton",
)  # fmt: skip
PLANS = ("Esencial", "Profesional", "Multitienda")
ENGLISH_SHARE, FIRM_SHARE, VIP_SHARE, HOME_SHARE = 0.24, 0.68, 0.035, 0.18
CUSTOMERS, SEED = 2_300, 7


def crowd() -> Sequence[Guest]:
    """The same customers every time, nobody twice by address: those of the past go on writing."""
    chance = Random(SEED)
    taken: set[str] = set()
    found: list[Guest] = []
    while len(found) < CUSTOMERS:
        guest = _guest(len(found), chance)
        if guest.email not in taken:
            taken.add(guest.email)
            found.append(guest)
    return found


def _guest(number: int, chance: Random) -> Guest:
    english = chance.random() < ENGLISH_SHARE
    first = chance.choice(ENGLISH_FIRST if english else chance.choice((HIM, HER)))
    last = chance.choice(ENGLISH_LAST if english else LAST)
    brand = "hogar" if chance.random() < HOME_SHARE else "main"
    firm = _firm(last, english, chance) if brand == "main" and chance.random() < FIRM_SHARE else ""
    second = "" if english or chance.random() < 0.45 else f" {chance.choice(LAST)}"
    return Guest(
        key=f"c{number:05d}",
        name=f"{first} {last}{second}",
        organization=firm,
        email=_address(first, last, firm, english, chance),
        language="en" if english else "es",
        vip=chance.random() < VIP_SHARE,
        brand=brand,
        fields=_fields(number, brand, english, chance),
        phone=f"+44 7{chance.randrange(10**8, 10**9)}" if english else f"+34 6{chance.randrange(10**7, 10**8)}",
    )


def _firm(last: str, english: bool, chance: Random) -> str:
    if english:
        return chance.choice(ENGLISH_TRADES).format(last=last)
    return f"{chance.choice(TRADES)} {chance.choice(NAMED).format(last=last)}"


def domain_of(firm: str) -> str:
    """The mail domain such a company would have."""
    return plain(firm).replace(" ", "")[:24] + ".example"


def _address(first: str, last: str, firm: str, english: bool, chance: Random) -> str:
    name = chance.choice((f"{first}.{last}", f"{first[0]}{last}", first, f"{last}.{first}"))
    if firm:
        return f"{plain(name)}@{domain_of(firm)}"
    return f"{plain(name)}{chance.randrange(60, 99)}@{'mail' if english else 'correo'}.example"


def _fields(number: int, brand: str, english: bool, chance: Random) -> dict[str, str]:
    if brand == "hogar":
        return {"customer_number": f"H-{40_000 + number}", "city": chance.choice(ENGLISH_CITIES if english else CITIES)}
    return {
        "customer_number": f"AZ-{10_000 + number}",
        "plan": chance.choice(PLANS),
        "terminals": str(chance.choice((1, 1, 2, 2, 3, 5, 8))),
        "city": chance.choice(ENGLISH_CITIES if english else CITIES),
    }


PLAIN = str.maketrans("áéíóúüñçàèìòùïÁÉÍÓÚÜÑÇÀÈÍÏâêôëö", "aeiouuncaeiouiAEIOUUNCAEIIaeoeo")


def plain(text: str) -> str:
    """Lower case, without accents and what no address has."""
    return "".join(
        one for one in text.lower().translate(PLAIN).lower() if one.isascii() and (one.isalnum() or one in ". ")
    ).replace("..", ".")
