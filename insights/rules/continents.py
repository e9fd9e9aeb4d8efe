"""On which continent a country lies, and whether the sides of a tie share one.

After the list of countries of GeoNames (geonames.org, CC BY 4.0), which puts each country on one continent, by ISO
3166-1 alpha-2: Russia in Europe, Turkey in Asia, Egypt in Africa, Central America and the Caribbean in North America.
"""

COUNTRIES = {
    "Africa":
        "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NA "
        "NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TG TN TZ UG YT ZA ZM ZW",
    "Antarctica": "AQ BV GS HM TF",
    "Asia":
        "AE AF AM AZ BD BH BN BT CC CN GE HK ID IL IN IO IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO MV MY NP OM "
        "PH PK PS QA SA SG SY TH TJ TM TR TW UZ VN YE",
    "Europe":
        "AD AL AT AX BA BE BG BY CH CS CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD "
        "ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK",
    "North America":
        "AG AI AN AW BB BL BM BQ BS BZ CA CR CU CW DM DO GD GL GP GT HN HT JM KN KY LC MF MQ MS MX NI PA PM PR SV SX "
        "TC TT US VC VG VI",
    "Oceania": "AS AU CK CX FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TL TO TV UM VU WF WS",
    "South America": "AR BO BR CL CO EC FK GF GY PE PY SR UY VE",
}  # fmt: skip
CONTINENT_OF = {code: continent for continent, codes in COUNTRIES.items() for code in codes.split()}


def same_continent(own, others):
    """Whether all the others lie on the continent of one's own side; all codes ISO 3166-1 alpha-2.

    None where that cannot be told: no other side is known, a country is not listed, or some lie on it and some not.
    """
    home, found = CONTINENT_OF.get(own), {CONTINENT_OF.get(code) for code in others}
    if home is None or not found or None in found or (home in found and len(found) > 1):
        return None
    return home in found
