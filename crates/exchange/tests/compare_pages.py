"""The figures of trafilatura on the pages under fixtures/html, counted as the test `pages` counts ours.

python3 -m venv env && env/bin/pip install trafilatura lxml_html_clean && env/bin/python crates/exchange/tests/compare_pages.py
"""

import collections
import json
import pathlib
import re

import trafilatura

PAGES = pathlib.Path(__file__).parent / "fixtures" / "html"


def agreement(found, expected):
    """F1 over words, each counted as often as it stands there."""
    count = lambda text: collections.Counter(word.lower() for word in re.findall(r"[^\W_]+", text))
    found, expected = count(found), count(expected)
    return 2 * sum((found & expected).values()) / max(1, sum(found.values()) + sum(expected.values()))


for options in ({}, {"favor_precision": True}, {"favor_recall": True}):
    agreed, dates, titles, sources = [], 0, 0, 0
    for page in sorted(PAGES.glob("*.html")):
        expected = json.loads(page.with_suffix(".expected.jsonl").read_text(encoding="utf-8"))
        found = trafilatura.bare_extraction(page.read_bytes(), with_metadata=True, include_comments=False, **options)
        found = found.as_dict() if found else {}
        agreed.append(agreement(found.get("text") or "", expected["text"]))
        dates += found.get("date") == expected["date"]
        titles += found.get("title") == expected["title"]
        sources += found.get("sitename") == expected["source"]
    mean = sum(agreed) / len(agreed)
    print(f"trafilatura {trafilatura.__version__} {options}: {len(agreed)} pages: F {mean:.4f}, dates {dates}, titles {titles}, sources {sources}")
