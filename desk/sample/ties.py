"""The sister cities of the sample office: real ties and years of public record (City of Chicago's published list).

Everything else in the sample is invented. lively: how much the invented story gives a tie: 5 strategic, 4 economic,
3 reciprocal, 2 exchange, 1 ceremonial, 0 no recent record.
"""

from dataclasses import dataclass

HOME = 4887398  # Chicago, GeoNames
SOURCE = "sample: public list of the City of Chicago"


@dataclass(frozen=True)
class SampleTie:
    name: str
    geonames_id: int
    since: int
    lively: int
    word: str = ""
    paused: bool = False


TIES = (
    SampleTie("Warsaw", 756135, 1960, 4),
    SampleTie("Milan", 3173435, 1973, 4),
    SampleTie("Osaka", 1853909, 1973, 5),
    SampleTie("Casablanca", 2553604, 1982, 2),
    SampleTie("Shanghai", 1796236, 1985, 1),
    SampleTie("Shenyang", 2034937, 1985, 0),
    SampleTie("Gothenburg", 2711537, 1987, 3),
    SampleTie("Accra", 2306104, 1989, 3),
    SampleTie("Prague", 3067696, 1990, 3),
    SampleTie("Kyiv", 703448, 1991, 2),
    SampleTie("Mexico City", 3530597, 1991, 5),
    SampleTie("Toronto", 6167865, 1991, 5),
    SampleTie("Birmingham", 2655603, 1993, 4),
    SampleTie("Vilnius", 593116, 1993, 2),
    SampleTie("Hamburg", 2911298, 1994, 5),
    SampleTie("Petah Tikva", 293918, 1994, 1),
    SampleTie("Paris", 2988507, 1996, 2, word="partner city"),
    SampleTie("Athens", 264371, 1997, 1),
    SampleTie("Durban", 1007311, 1997, 1),
    SampleTie("Galway", 2964180, 1997, 2),
    SampleTie("Moscow", 524901, 1997, 0, paused=True),
    SampleTie("Lucerne", 2659811, 1998, 2),
    SampleTie("Delhi", 1273294, 2001, 3),
    SampleTie("Amman", 250441, 2004, 1),
    SampleTie("Belgrade", 792680, 2005, 0),
    SampleTie("Lahore", 1172451, 2007, 0),
    SampleTie("Busan", 1838524, 2007, 4),
    SampleTie("Bogotá", 3688689, 2009, 4),
    SampleTie("Sydney", 2147714, 2019, 2),
)
