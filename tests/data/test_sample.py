import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from summitry.core.evidence.claims import Claim, FigureAgreement
from summitry.data.records import Alias
from summitry.data.sample import load_sample

SHARED = Path(__file__).parents[3] / "shared"
MALMO = "convening:malmo-summit-2022"
FORUM = "convening:eco-forum-global-guiyang-"

#: The text of each source, as a name below ``shared/``.
TEXTS = {
    "guiyang-2022-06-02": "data/articles/01_guiyang_malmo_summit_2022_en.txt",
    "iclei-east-asia-2022-05": "data/articles/02_iclei_malmo_summit_hosted_zh.txt",
    "mayors-of-europe-2022-05": "data/articles/03_mayorsofeurope_malmo_congress.txt",
    "themayor-2022-05": "data/articles/04_themayor_malmo_commitment.txt",
    "iclei-malmo-commitment": "data/articles/05_iclei_malmo_commitment_page.txt",
    "world-architecture-2022-05-27": "data/articles/06_wa_malmo_summit_800.txt",
    "iclei-members-2022-09": "data/articles/07_iclei_members_debrief.txt",
    "mysmartlife-2022": "data/articles/08_mysmartlife_malmo_wrong_date.txt",
    "guiyang-2021-07-15": "data/articles/09_mayors_forum_efg2021.txt",
    "people-guizhou-2021-07-13": "data/articles/10_mayors_forum_efg2021_zhHant.txt",
    "mentupt-2023-07-10": "data/articles/11_mayors_forum_efg2023_zh.txt",
    "technode-2023-07-10": "data/articles/12_efg2023_technode.txt",
    "china-com-cn-2023-07-11": "data/articles/13_efg2023_wmzh_zh.txt",
    "guiyang-2018-07-10": "data/articles/14_efg2018_100_green_projects.txt",
    "cbcsd-2016-07-28": "data/articles/15_efg2016_opening.txt",
    "china-daily-2012-08-03": "data/articles/16_efg2012_consensus.txt",
    "thesun-2025-07-07": "data/articles/17_efg2025_opening_thesun.txt",
    "borger-news-herald-2025-07-08": "data/articles/18_efg2025_borger_conflict.txt",
    "cri-guizhou-2025-07-06": (
        "data/articles/19_guizhou_sister_cities_2025_zhHant.txt"
    ),
    "iucn-green-list-2023-07-28": (
        "data/articles/20_iucn_greenlist_13_sites_efg2023.txt"
    ),
    "people-daily-online-2024-10-15": (
        "data/articles/21_iucn_greenlist_fanjing_2024.txt"
    ),
    "bwuphoto-2022-12-10": "data/articles/22_iucn_greenlist_cop15_2022.txt",
    "eguiyang-2022-08-15": "data/articles/23_guizhou_public_institutions_peak.txt",
    "guiyang-ecology-2022-12-23": (
        "data/articles/24_guizhou_green_circular_opinions.txt"
    ),
    "eastern-herald-2023-07-10": "seeds/003_6ea3e4667a9900bd.txt",
}

#: Figures of the two founding texts and of the facts that the sample was checked against.
FIGURES = {
    (MALMO, "attendance_in_person"): (625, "exact", "person"),
    (MALMO, "attendance_online"): (200, "about", "person"),
    (MALMO, "attendance_total"): (800, "at_least", "person"),
    (MALMO, "countries"): (50, "exact", "country"),
    (MALMO, "sessions"): (36, "exact", "session"),
    (MALMO, "sessions_high_level"): (6, "exact", "session"),
    (MALMO, "first_day"): ("2022-05-11", "exact", "date"),
    ("declaration:malmo-commitment-2022", "early_adopters"): (8, "exact", "signatory"),
    ("declaration:malmo-commitment-2022", "declaration_points"): (4, "exact", "point"),
    ("membership:iclei-guiyang", "member_since"): ("2016", "exact", "date"),
    ("membership:iclei-malmo", "member_since"): ("1996", "exact", "date"),
    (FORUM + "2016", "attendance_total"): (3000, "at_least", "person"),
    (FORUM + "2016", "attendance_discussion"): (1000, "at_least", "person"),
    (FORUM + "2016", "countries"): (72, "exact", "country"),
    (FORUM + "2018", "attendance_total"): (3000, "at_least", "person"),
    (FORUM + "2018", "meetings"): (38, "exact", "session"),
    (FORUM + "2018", "projects_unveiled"): (100, "exact", "project"),
    (FORUM + "2018", "projects_unveiled_value"): (76_100_000_000, "expected", "CNY"),
    (FORUM + "2018", "projects_signed"): (34, "exact", "project"),
    (FORUM + "2018", "contracted_value"): (13_000_000_000, "exact", "CNY"),
    (FORUM + "2021", "contracted_value"): (55_000_000_000, "about", "CNY"),
    ("network:iclei", "members_cities"): (2500, "exact", "city"),
    (FORUM + "2023", "attendance_total"): (3200, "at_least", "person"),
    (FORUM + "2023", "countries"): (42, "exact", "country"),
    (FORUM + "2023", "projects_unveiled"): (220, "exact", "project"),
    (FORUM + "2023", "projects_signed"): (12, "exact", "project"),
    (FORUM + "2023", "contracted_value"): (12_236_000_000, "exact", "CNY"),
    (FORUM + "2023", "strategic_agreements"): (2, "exact", "agreement"),
    (FORUM + "2023", "green_list_sites"): (13, "exact", "site"),
    (FORUM + "2023", "green_list_listed"): (2, "exact", "site"),
    (FORUM + "2023", "green_list_pending"): (11, "exact", "site"),
    (FORUM + "2023", "declarations"): (1, "exact", "document"),
    ("declaration:guiyang-consensus-2023", "declaration_points"): (
        14,
        "exact",
        "point",
    ),
    (FORUM + "2025", "attendance_total"): (1000, "about", "person"),
    (FORUM + "2025", "countries"): (62, "exact", "country"),
    ("organisation:guiyang", "population"): (6_602_500, "exact", "person"),
}


def figures() -> dict[tuple[str, str], FigureAgreement]:
    return {
        (figure.subject, figure.field): figure
        for figure in load_sample().agreements_of_claims()
    }


def values(subject: str, field: str) -> set[object]:
    return {
        claim.value
        for claim in load_sample().claims
        if (claim.subject, claim.field) == (subject, field)
    }


@pytest.mark.parametrize("figure", FIGURES, ids=".".join)
def test_sample_shows_the_known_figure(figure):
    shown = figures()[figure].shown

    assert (shown.value, shown.modifier, shown.unit) == FIGURES[figure]


def test_sample_keeps_every_value_beside_the_one_shown():
    assert values(FORUM + "2023", "attendance_total") == {500, 2500, 3200}
    assert values(FORUM + "2018", "meetings") == {38, 40}
    assert values(FORUM + "2025", "attendance_total") == {800, 1000}
    assert values(MALMO, "countries") == {50, 60}
    assert values("network:iclei", "members_cities") == {1700, 1750, 2500}
    assert values("organisation:guiyang", "population") == {
        6_602_500,
        5_987_018,
        3_037_159,
        3_226_000,
    }


def test_sample_says_where_sources_disagree():
    conflicts = {
        key: set(figure.conflicting_values)
        for key, figure in figures().items()
        if figure.has_conflict
    }
    launch = "convening:iclei-world-congress-virtual-launch-2021"

    assert conflicts == {
        (MALMO, "countries"): {50, 60},
        (launch, "first_day"): {"2021-04-13", "2021-04-11"},
        (launch, "last_day"): {"2021-04-15", "2021-04-13"},
        (FORUM + "2023", "green_list_listed"): {2, 13},
        (FORUM + "2025", "attendance_total"): {800, 1000},
        ("organisation:guiyang", "population"): {
            6_602_500,
            5_987_018,
            3_037_159,
            3_226_000,
        },
    }


def test_sample_counts_the_two_copies_of_one_report_once():
    signed = figures()[(FORUM + "2023", "contracted_value")]

    assert len(signed.support) == 2
    assert signed.independent_sources == 1
    assert {claim.origin for claim in signed.support} == {"china-media-group-2023-07"}


def test_sample_sets_the_parts_beside_the_whole():
    guests = figures()[(MALMO, "attendance_total")].parts
    sessions = figures()[(MALMO, "sessions")].parts

    assert guests is not None
    assert guests.agrees
    assert (guests.low, guests.high) == pytest.approx((805, 845))
    assert sessions is not None
    assert (sessions.low, sessions.high, sessions.agrees) == (36, 36, True)


def test_sample_names_the_eight_early_adopters():
    signed = {
        signature.organisation
        for signature in load_sample().signatures
        if signature.declaration == "malmo-commitment-2022"
    }

    assert signed == {
        "austin",
        "glasgow",
        "malmo",
        "manizales",
        "porto-alegre",
        "santa-fe",
        "utrecht",
        "yucatan",
    }


def test_sample_has_guiyang_online_at_the_malmo_summit():
    took_part = [
        (participation.role, participation.mode, participation.day)
        for participation in load_sample().participations
        if (participation.convening, participation.organisation)
        == ("malmo-summit-2022", "guiyang")
    ]

    assert took_part == [("participant", "online", "2022-05-11")]


def test_sample_holds_the_editions_it_promises():
    editions = {
        convening.edition
        for convening in load_sample().convenings
        if convening.series == "eco-forum-global" and not convening.part_of
    }

    assert editions == {"2012", "2016", "2018", "2021", "2023", "2025"}


def test_sample_places_carry_the_cities_own_locode_not_the_airports():
    places = {
        organisation.slug: organisation.place
        for organisation in load_sample().organisations
    }

    assert (places["guiyang"], places["malmo"]) == ("CN GYA", "SE MMA")


def test_sample_places_are_known_to_unlocode():
    folder = SHARED / "data" / "unlocode"
    if not folder.is_dir():
        pytest.skip("shared/data is not beside the checkout")
    known = {
        " ".join(line.replace('"', "").split(",")[1:3])
        for file in folder.rglob("*CodeListPart*.csv")
        for line in file.read_text(encoding="latin-1").splitlines()
    }
    places = {
        organisation.place
        for organisation in load_sample().organisations
        if organisation.place
    }

    assert places - known == set()


def test_sample_gives_every_record_a_chinese_name():
    sample = load_sample()
    unnamed = [
        record
        for table in (
            sample.networks,
            sample.organisations,
            sample.series,
            sample.convenings,
            sample.declarations,
            sample.agreements,
            sample.publications,
        )
        for record in table
        if not (record.name_zh and record.name_en)
    ]

    assert unnamed == []
    assert [field for field in sample.fields if not field.title_zh] == []
    assert [point for point in sample.points if not point.text_zh] == []


def test_sample_lists_the_wrong_names_of_the_copied_report():
    wrong = {
        (alias.printed, alias.organisation)
        for alias in load_sample().aliases
        if alias.kind == "misprint"
    }

    assert {
        ("Qiyang", "guiyang"),
        ("Qizhou", "guizhou"),
        ("Queichow", "guizhou"),
        ("Guanyang Consensus", "guiyang"),
    } <= wrong


def test_sample_quotes_are_short():
    long = [
        claim.key
        for claim in load_sample().claims
        if len(claim.quote_exact.split()) > 12
        or len(claim.quote_prefix + claim.quote_suffix) > 60
    ]

    assert long == []


def test_sample_of_13_sites_names_each_once():
    named = Counter(
        recognition.site_zh
        for recognition in load_sample().recognitions
        if recognition.site_zh and "Guiyang" in recognition.note
    )

    assert len(named) == 13
    assert set(named.values()) == {1}


def quoted_claims() -> list[Claim]:
    return [
        claim
        for claim in load_sample().claims
        if claim.source in TEXTS and claim.quote_exact
    ]


@pytest.mark.parametrize("claim", quoted_claims(), ids=lambda claim: claim.key)
def test_quote_stands_in_its_source(claim):
    file = SHARED / TEXTS[claim.source]
    if not file.is_file():
        pytest.skip("shared/data is not beside the checkout")
    text = unicodedata.normalize("NFKC", file.read_text(encoding="utf-8"))
    quote = claim.quote_prefix + claim.quote_exact + claim.quote_suffix

    assert unicodedata.normalize("NFKC", quote) in text


def test_every_claim_of_a_text_at_hand_is_quoted():
    unquoted = [
        claim.key
        for claim in load_sample().claims
        if claim.source in TEXTS and not claim.quote_exact
    ]

    assert unquoted == []


def printed_names() -> list[Alias]:
    # The excerpt of this one text that is at hand leaves the misprint out.
    return [
        alias
        for alias in load_sample().aliases
        if alias.source in TEXTS and alias.source != "mentupt-2023-07-10"
    ]


@pytest.mark.parametrize("alias", printed_names(), ids=lambda alias: alias.printed)
def test_alias_is_printed_in_its_source(alias):
    file = SHARED / TEXTS[alias.source]
    if not file.is_file():
        pytest.skip("shared/data is not beside the checkout")

    assert alias.printed in file.read_text(encoding="utf-8")
