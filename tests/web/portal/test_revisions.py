from django.template.loader import render_to_string
from tests.web.commitments.people import person

from summitry.web.commitments.actions import revise_commitment
from summitry.web.commitments.queries import current_commitments
from summitry.web.evidence.models import Source
from summitry.web.portal.revisions import judged_revisions


def test_a_restated_base_shows_what_it_does_to_level_and_verdict(sample):
    malmo = current_commitments().get(
        organisation__slug="se-mma", reference="base_year 2030"
    )
    assert judged_revisions(malmo, 2026) == []
    revised = revise_commitment(
        malmo,
        {"base_year": 2005, "base_emissions_t": 1_400_000.0},
        source=Source.objects.get(key="klimatkollen-sectors"),
        by=person("staff", is_staff=True),
    )
    [found] = judged_revisions(revised, 2026)
    shown = {one.label: (one.before, one.after) for one in found.changes}
    assert shown["base year"] == ("1990", "2005")
    # 30 % of 1.46 Mt and of 1.4 Mt.
    assert shown["level it comes to"] == ("438,000\u202ft", "420,000\u202ft")
    before, after = found.before.first, found.after.first
    assert (before.base.year, after.base.year) == (1990, 2005)
    html = render_to_string("portal/_revisions.html", {"revisions": [found]})
    assert "restated" in html
    assert "<del>1990</del>" in html
