"""The figures of trafilatura beside ours, on the pages under fixtures/html and on those of the article extraction benchmark.

python3 -m venv env && env/bin/pip install trafilatura lxml_html_clean
env/bin/python crates/exchange/tests/compare_pages.py [FOLDER]

FOLDER is a checkout of https://github.com/scrapinghub/article-extraction-benchmark: 181 pages of 2019, and their texts. Its pages with an even
place in the order of their names were looked at when lists were mended; the others were only measured.
"""

import collections
import gzip
import json
import pathlib
import re
import subprocess
import sys

import trafilatura

PAGES = pathlib.Path(__file__).parent / "fixtures" / "html"
LEGATION = pathlib.Path(__file__).parents[3] / "target" / "release" / "legation"


def agreement(found, expected):
    """F1 over words, each counted as often as it stands there."""
    count = lambda text: collections.Counter(word.lower() for word in re.findall(r"[^\W_]+", text))
    found, expected = count(found), count(expected)
    return 2 * sum((found & expected).values()) / max(1, sum(found.values()) + sum(expected.values()))


def theirs(page, options):
    """What trafilatura finds."""
    found = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False, **options)
    return found.as_dict() if found else {}


def ours(path):
    """What `legation extract` finds; the benchmark says nothing of days, so one is given."""
    said = subprocess.run([LEGATION, "extract", "--date", "2020-01-01", path], capture_output=True, check=False).stdout
    return json.loads(said.splitlines()[0]) if said else {}


def report(name, rows):
    """One line of means and counts; a row is what was found and what was expected."""
    mean = sum(agreement(found.get("text") or "", expected["text"]) for found, expected in rows) / len(rows)
    same = lambda field, theirs: sum(found.get(theirs) == expected[field] for found, expected in rows if field in expected)
    print(f"{name}: {len(rows)} pages: F {mean:.4f}, dates {same('date', 'date')}, titles {same('title', 'title')}")


fixtures = [(page, json.loads(page.with_suffix(".expected.jsonl").read_text(encoding="utf-8"))) for page in sorted(PAGES.glob("*.html"))]
report("ours, fixtures", [(ours(page), expected) for page, expected in fixtures])
for options in ({}, {"favor_precision": True}):
    report(f"trafilatura {trafilatura.__version__} {options}, fixtures", [(theirs(page.read_bytes(), options), expected) for page, expected in fixtures])
if len(sys.argv) > 1:
    folder = pathlib.Path(sys.argv[1])
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for half, start in (("looked at", 0), ("only measured", 1)):
        names = sorted(truth)[start::2]
        rows = lambda read: [(read(folder / "html" / f"{name}.html.gz"), {"text": truth[name]["articleBody"]}) for name in names]
        report(f"ours, benchmark, {half}", rows(ours))
        for options in ({}, {"favor_precision": True}):
            report(f"trafilatura {options}, benchmark, {half}", rows(lambda path: theirs(gzip.decompress(path.read_bytes()), options)))
