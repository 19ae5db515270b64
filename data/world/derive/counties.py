#!/usr/bin/env python3
"""Derives counties.tsv of this folder's parent: the counties of the United States, with a point in the middle of each.

usage: counties.py BOUNDARIES OUT
  BOUNDARIES  cb_2016_us_county_500k without its ending: the US Census Bureau's cartographic boundary file (public domain), as .shp and .dbf
  OUT         the folder to write to
Standard library only; the same input gives the same bytes.
"""
import struct
import sys
from pathlib import Path

STATES = dict(zip(
    "01 02 04 05 06 08 09 10 11 12 13 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 44 45 46 47 48 49 50 51 53 54 55 56".split(),
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY".split(),
))
# Legal descriptions (LSAD) that are part of the name; cities and the like are in the table of towns.
KINDS = {"04": "Borough", "05": "Census Area", "06": "County", "15": "Parish"}


def table(raw):
    """The rows of a dBase file, as dictionaries."""
    count, head, size = struct.unpack("<IHH", raw[4:12])
    fields, at = [], 32
    while raw[at] != 0x0D:
        fields.append((raw[at : at + 11].split(b"\0")[0].decode(), raw[at + 16]))
        at += 32
    for row in range(count):
        start, values = head + row * size + 1, {}
        for name, width in fields:
            values[name] = raw[start : start + width].decode("utf-8").strip()
            start += width
        yield values


def middles(raw):
    """The middle of the box around each shape, west and east of the date line apart."""
    at = 100
    while at < len(raw):
        (words,) = struct.unpack(">I", raw[at + 4 : at + 8])
        west, south, east, north = struct.unpack("<4d", raw[at + 12 : at + 44])
        yield (south + north) / 2, (west + east) / 2
        at += 8 + 2 * words


def main():
    boundaries, out = Path(sys.argv[1]), Path(sys.argv[2])
    rows = table(boundaries.with_suffix(".dbf").read_bytes())
    found = []
    for row, (lat, lon) in zip(rows, middles(boundaries.with_suffix(".shp").read_bytes())):
        if row["STATEFP"] in STATES and row["LSAD"] in KINDS:
            found.append((f'{row["NAME"]} {KINDS[row["LSAD"]]}', STATES[row["STATEFP"]], f"{lat:.2f}", f"{lon:.2f}"))
    head = [
        "# source: US Census Bureau, cartographic boundary file cb_2016_us_county_500k; derive/counties.py",
        "# licence: public domain",
        "# as-of: 2016-12-31",
        "name\tadmin1\tlat\tlon",
    ]
    (out / "counties.tsv").write_text("\n".join(head + ["\t".join(row) for row in sorted(found)]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
