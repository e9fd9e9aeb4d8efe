"""Invented organisations and people of the sample. Names are made up so that no real body is spoken for."""

from stakeholders.models import OrganisationKind as Kind

OFFICE = "City of Chicago"
HOME_BODIES = (
    ("chamber", "Lakeshore Chamber of Commerce", Kind.CHAMBER),
    ("university", "Prairie State University", Kind.UNIVERSITY),
    ("port", "Calumet Harbor Authority", Kind.PORT),
    ("board", "Lakefront Development Board", Kind.DEVELOPMENT_BOARD),
    ("friends", "Friends of the Sister Cities", Kind.ASSOCIATION_OF_SISTER_CITIES),
    ("hospital", "Lakeside Teaching Hospital", Kind.HOSPITAL),
    ("museum", "Museum of the Prairie", Kind.MUSEUM),
)
AWAY_KINDS = (
    ("city", Kind.CITY_GOVERNMENT, "City of {city}"),
    ("chamber", Kind.CHAMBER, "{city} Bay Chamber"),
    ("university", Kind.UNIVERSITY, "New {city} University"),
    ("port", Kind.PORT, "{city} East Harbour Office"),
    ("board", Kind.DEVELOPMENT_BOARD, "Invest in {city} Desk"),
)
INVENTED = {
    ("Mexico City", "chamber"): "Cámara del Valle",
    ("Mexico City", "university"): "Universidad del Valle Nuevo",
    ("Mexico City", "port"): "Puerto Valle Logistics",
    ("Hamburg", "chamber"): "Nordlicht Handelsforum",
    ("Hamburg", "port"): "Elbtor Port Services",
    ("Osaka", "chamber"): "Minato Trade Forum",
    ("Osaka", "port"): "Kitahama Harbour Office",
    ("Toronto", "chamber"): "Harbour Street Chamber",
    ("Milan", "chamber"): "Camera Porta Nuova",
    ("Warsaw", "chamber"): "Izba Praga-Wola",
    ("Busan", "port"): "Dongbaek Harbour Office",
}
LAYERS_OF = {
    5: ("city", "chamber", "university", "port", "board"),
    4: ("city", "chamber", "board"),
    3: ("city", "university", "chamber"),
    2: ("city", "university"),
    1: ("city",),
    0: ("city",),
}
SIGN_INS = (
    ("coordinator", "tomas.quiroga@chicago.example", "Tomás Quiroga"),
    ("partner", "maya.lindqvist@lakeshore.example", "Maya Lindqvist"),
    ("executive", "renata.oduya@chicago.example", "Renata Oduya"),
)
FIRST_NAMES = (
    "Marisol", "Lucía", "Jonas", "Akiko", "Piotr", "Giulia", "Nadia", "Samuel", "Ama", "Jana", "Oksana", "Devon",
    "Rūta", "Femke", "Noa", "Claire", "Eleni", "Thandi", "Aoife", "Ivan", "Lena", "Priya", "Rania", "Mila", "Sana",
    "Min-ji", "Andrés", "Chloe", "Wei",
)  # fmt: skip
LAST_NAMES = (
    "Treviño", "Ibarra", "Petersen", "Hayashi", "Zielny", "Marchetti", "Amrani", "Holm", "Mensah", "Dvořan", "Bondar",
    "Clarkson", "Jonait", "Vries", "Barlev", "Fournel", "Kostas", "Dlamo", "Brannigan", "Sorin", "Keller", "Raman",
    "Haddadin", "Jovan", "Qureshan", "Han", "Castellón", "Whitlock", "Linwei",
)  # fmt: skip


def away_name(city, kind, pattern):
    return INVENTED.get((city, kind), pattern.format(city=city))


def person_name(index):
    first = FIRST_NAMES[index % len(FIRST_NAMES)]
    return f"{first} {LAST_NAMES[(index * 7 + index // len(FIRST_NAMES)) % len(LAST_NAMES)]}"
