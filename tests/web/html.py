"""What a test wants to know of a page: its links, headings, pictures and words."""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Page:
    """A page as parsed."""

    language: str = ""
    links: list[str] = field(default_factory=list)
    alternates: dict[str, str] = field(default_factory=dict)
    ids: Counter = field(default_factory=Counter)
    tags: Counter = field(default_factory=Counter)
    unlabelled: list[str] = field(default_factory=list)
    text: str = ""


def parse(html):
    """Parse a page."""
    parser = _Parser()
    parser.feed(html)
    parser.page.text = " ".join(" ".join(parser.words).split())
    return parser.page


class _Parser(HTMLParser):
    def __init__(self):
        super().__init__()
        self.page = Page()
        self.words = []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        page = self.page
        page.tags[tag] += 1
        if "id" in given:
            page.ids[given["id"]] += 1
        if tag == "html":
            page.language = given.get("lang", "")
        elif tag == "a" and given.get("href") is not None:
            page.links.append(given["href"])
        elif tag == "link" and "hreflang" in given:
            page.alternates[given["hreflang"]] = given["href"]
        elif (tag == "img" and not given.get("alt")) or (
            tag == "svg"
            and not (
                given.get("aria-hidden") == "true"
                or (given.get("role") == "img" and _is_named(given))
            )
        ):
            page.unlabelled.append(str(given))

    def handle_data(self, data):
        self.words.append(data)


def _is_named(given):
    return bool(given.get("aria-label") or given.get("aria-labelledby"))
