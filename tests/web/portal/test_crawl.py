import re
from urllib.parse import urldefrag, urljoin

from tests.web.html import parse

from summitry.web.convenings.models import Convening
from summitry.web.evidence.models import Source
from summitry.web.network.models import Place

#: How many pages of cities, commitments and results are opened; the others are alike.
MOST_OF_A_KIND = 10


def crawl(client, start):
    """Open every page that can be reached from a start; return each as parsed."""
    found, waiting, seen = {}, [start], {start}
    left = {}
    while waiting:
        address = waiting.pop(0)
        answer = client.get(address)
        if answer.status_code == 302 and "/login/" in answer.url:
            continue
        assert answer.status_code == 200, f"{address} → {answer.status_code}"
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        page = found[address] = parse(answer.content.decode())
        for link in page.links:
            target, _ = urldefrag(urljoin(address, link))
            if not target.startswith("/") or target in seen:
                continue
            seen.add(target)
            kind = _kind(target)
            left[kind] = left.get(kind, MOST_OF_A_KIND) - 1
            if kind == "other" or left[kind] >= 0:
                waiting.append(target)
    return found, seen


def _kind(address):
    """Tell pages of which there are hundreds from all others."""
    if "?" in address or "." in address:
        return "result"
    for many in ("cities", "commitments"):
        if re.search(rf"/{many}/.", address):
            return many
    return "other"


def test_every_link_of_the_site_leads_somewhere(sample, client):
    found, seen = crawl(client, "/")
    assert len(found) >= 100
    slugs = set(Place.objects.values_list("slug", flat=True))
    linked = {
        address.removeprefix("/zh-hans").split("/")[2]
        for address in seen
        if "/cities/" in address and address.endswith("/") and len(address) > 16
    }
    assert linked - slugs == set()
    for address, page in found.items():
        assert page.unlabelled == [], address
        for link in page.links:
            target, anchor = urldefrag(urljoin(address, link))
            if anchor and target in found:
                assert anchor in found[target].ids, f"{address} links to {link}"
    for prefix in ("", "/zh-hans"):
        for source in Source.objects.all():
            assert f"{prefix}/evidence/{source.key}/" in found
        for convening in Convening.objects.all():
            assert f"{prefix}/convenings/{convening.slug}/" in found
