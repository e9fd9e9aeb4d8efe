"""Invented texts of the sample: what was done, owed and claimed. {city} is the other city."""

ACTIVITIES = {
    "official visit": (
        "Mayoral delegation meets in {city}",
        "City council visit on transit planning",
        "Protocol visit for the anniversary",
    ),
    "trade mission": ("Cold-chain trade mission", "Food and machinery trade mission", "Clean-tech trade mission"),
    "business meeting": (
        "Buyer meetings with {city} firms",
        "Matchmaking day for small exporters",
        "Round table of logistics firms",
    ),
    "investment forum": ("Investment forum with {city}", "Site-selection briefing"),
    "fair": ("Joint stand at the spring fair", "Joint stand at the food fair"),
    "cultural event": (
        "{city} film week",
        "Photography exhibition on two harbours",
        "Concert of the two youth orchestras",
    ),
    "festival": ("{city} day at the lakefront", "Street food festival with {city} cooks"),
    "student exchange": ("Summer school, cohort of students", "Semester exchange, new cohort", "High-school exchange"),
    "staff exchange": ("Nurses’ exchange, two weeks", "Water engineers’ exchange", "Library staff exchange"),
    "training": ("Training on heat plans", "Training on berth scheduling", "Customs seminar for shippers"),
    "joint research": ("Joint workshop on lake and river ice", "Research meeting on urban freight"),
    "city-services exchange": (
        "Exchange on street trees",
        "Exchange on snow and flood control",
        "Exchange on bus lanes",
    ),
    "sport": ("Half-marathon with runners from {city}", "Youth football visit"),
    "port cooperation": ("Berth-data working meeting", "Port safety walk"),
    "online meeting": ("Quarterly call of the coordinators", "Call on the work plan", "Call with the chambers"),
}  # fmt: skip
ACTIVITY_KINDS_OF = {
    5: ("trade mission", "business meeting", "student exchange", "staff exchange", "official visit", "training",
        "port cooperation", "city-services exchange", "online meeting", "cultural event", "investment forum", "fair"),
    4: ("business meeting", "trade mission", "official visit", "online meeting", "cultural event", "investment forum",
        "student exchange", "fair"),
    3: ("student exchange", "staff exchange", "cultural event", "training", "joint research", "online meeting",
        "city-services exchange", "official visit"),
    2: ("cultural event", "student exchange", "festival", "online meeting", "sport", "joint research"),
    1: ("official visit", "online meeting"),
    0: ("official visit", "cultural event"),
}  # fmt: skip
COUNT_OF = {5: 30, 4: 19, 3: 15, 2: 9, 1: 5, 0: 3}
BODY_OF = {
    "trade mission": "chamber", "business meeting": "chamber", "fair": "chamber", "investment forum": "board",
    "student exchange": "university", "joint research": "university", "staff exchange": "university",
    "port cooperation": "port", "training": "university",
}  # fmt: skip
DELIVERABLES = (
    "Contact list of customs posts", "Buyer list for the spring fair",
    "Report on the pilot", "Berth-time data, monthly",
    "Placement survey of the cohort", "Guide for first-time exporters", "Programme of the youth exchange",
    "Translation of the guide", "Joint calendar of events", "Summary of the training", "List of host families",
    "Draft of the work plan", "Photographs for the exhibition", "Note on building permits",
)  # fmt: skip
DELIVERABLES_OF = {5: 13, 4: 7, 3: 7, 2: 3, 1: 1, 0: 0}
UPDATES = (
    "The data are complete up to last month.", "Two of three interviews are done.", "The draft is with our lawyers.",
    "We wait for the numbers of one department.", "Sent with the annex.", "A first version went to both offices.",
)  # fmt: skip
CLAIMS = {
    "OC2": ("Machine parts exported", "Packaged food exported", "Medical devices exported", "Water meters exported"),
    "OC1": ("Cold-chain contract", "Consulting contract", "Software contract for bus depots"),
    "OC4": ("Architecture services sold", "Training services sold"),
    "OC6": ("Workshop opened", "Showroom and warehouse opened", "Research unit opened"),
    "OC13": ("Students enrolled",),
    "OC9": ("First export of a firm",),
    "IM3": ("Heat plan taken over", "Bus-lane rules taken over"),
}
FIRMS = ("Prairie Cold Systems", "Calumet Gearworks", "Lakeshore Foods", "Halsted Instruments", "Wabash Water Meters")
