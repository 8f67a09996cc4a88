"""The two founding convenings, entered from nothing through the pages of the desk.

A secretariat with an empty database reads two texts: a city's report on the Malmö Summit
of 2022, and a copied news report on the Guiyang forum of 2023 that misprints the names of
city and province. It enters what they say, and the public pages say it again.
"""

import re

import pytest

pytestmark = pytest.mark.usefixtures("chromium")

EMAIL, PASSWORD = "office@summitry.example", "founding-convenings"
MALMO = "malmo-summit-2022"
FORUM = "eco-forum-global-guiyang-2023"
CITY_TEXT = {
    "title": "Guiyang attends the Malmo Summit online",
    "publisher": "Guiyang Municipal People's Government",
    "publisher_class": "member",
    "date": "2022-06-02",
    "language": "en",
}
NEWS_TEXT = {
    "title": "Qiyang International Forum on Ecological Civilization",
    "publisher": "The Eastern Herald",
    "publisher_class": "copy",
    "date": "2023-07-10",
    "language": "en",
}
ORGANISATIONS = [
    ("ICLEI", "宜可城", "network", "", ""),
    ("Malmö", "马尔默", "local_government", "SE MMA", ""),
    ("Guiyang", "贵阳", "local_government", "CN GYA", ""),
    ("Guizhou", "贵州", "regional_government", "", "CN"),
    ("Eco Forum Global", "生态文明贵阳国际论坛", "forum_organiser", "CN GYA", ""),
    (
        "International Union for Conservation of Nature",
        "世界自然保护联盟",
        "international_organisation",
        "",
        "",
    ),
]
MISPRINTS = [("Guiyang", "Qiyang"), ("Guizhou", "Qizhou")]


class Desk:
    """The desk as a secretary uses it: forms are filled in and sent."""

    def __init__(self, page, site):
        self.page, self.site = page, site

    def send(self, path, values, source=None):
        self.page.goto(f"{self.site}{path}")
        for name, value in (values | _source(source)).items():
            field = self.page.locator(f"form [name='{name}']")
            kind = field.evaluate("one => one.tagName")
            if kind == "SELECT":
                _choose(field, value)
            else:
                field.fill(value)
        self.page.click("main form:has(button.main) button.main")
        slips = self.page.locator("main .bad").all_inner_texts()
        assert slips == [], (path, slips)
        return self.page.url

    def figure(self, convening, about, field, value, **other):
        """Enter a figure; ``quote`` is a text with the figure between bars."""
        quote = other.pop("quote", "")
        prefix, exact, suffix = quote.split("|") if quote else ("", "", "")
        names = {"quote_prefix": prefix, "quote": exact, "quote_suffix": suffix}
        source = other.pop("source")
        given = {"about": about, "field": field, "value": value}
        self.send(f"desk/{convening}/figures/new/", given | names | other, source)


def _source(source):
    if source is None:
        return {}
    if isinstance(source, str):
        return {"source-source": source}
    return {"source-source": ""} | {f"source-{k}": v for k, v in source.items()}


def _choose(field, value):
    """Choose by value, else by the words of the option or their beginning."""
    options = field.evaluate("one => [...one.options].map(o => [o.value, o.text])")
    found = [v for v, text in options if value in (v, text)]
    found += [v for v, text in options if value and text.startswith(value)]
    assert found, (value, options)
    field.select_option(found[0])


@pytest.fixture(scope="module")
def desk(serve, chromium, tmp_path_factory, summitry, create_secretariat):
    """The desk of a site that holds nothing but one account."""
    home = tmp_path_factory.mktemp("founding") / "home"
    assert summitry("migrate", "--home", home).returncode == 0
    create_secretariat(home, EMAIL, PASSWORD)
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    with serve(home) as site:
        page.goto(f"{site}login/")
        page.fill("input[name=login]", EMAIL)
        page.fill("input[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        yield Desk(page, site)
    context.close()


@pytest.fixture(scope="module")
def entered(desk):
    """Both convenings, entered."""
    for name, name_zh, kind, place, country in ORGANISATIONS:
        desk.send(
            "desk/organisations/new/",
            {
                "name": name,
                "name_zh": name_zh,
                "kind": kind,
                "place": place,
                "country": country,
            },
        )
    for organisation, misprint in MISPRINTS:
        desk.send(
            "desk/organisations/names/new/",
            {"organisation": organisation, "name": misprint, "kind": "misprint"}
            | {"language": "en", "note": "As a copied news report of 2023 prints it."},
        )
    enter_malmo(desk)
    enter_forum(desk)
    return desk


def enter_malmo(desk):
    desk.send(
        "desk/series/new/",
        {"name": "ICLEI World Congress", "name_zh": "宜可城全球大会"}
        | {"every_years": "3", "organisers": "ICLEI"},
        CITY_TEXT,
    )
    source = CITY_TEXT["title"]
    desk.send(
        "desk/memberships/new/",
        {"network": "iclei", "member": "cn-gya", "since": "2016"},
        source,
    )
    desk.send(
        "desk/convenings/new/",
        {"series": "ICLEI World Congress", "name": "Malmö Summit 2022"}
        | {"name_zh": "2022年马尔默峰会", "first_day": "2022-05-11", "venue": "SE MMA"}
        | {"mode": "hybrid", "time_zone": "Europe/Stockholm", "organisers": "ICLEI"},
        source,
    )
    for organisations, role, mode in (
        ("se-mma", "host", "in_person"),
        ("iclei", "organiser", "unknown"),
        ("cn-gya", "participant", "online"),
    ):
        desk.send(
            f"desk/{MALMO}/outcomes/participation/new/",
            {"organisations": organisations, "role": role, "mode": mode},
            source,
        )
    desk.send(
        f"desk/{MALMO}/outcomes/declaration/new/",
        {"name": "Malmö Commitment", "name_zh": "马尔默承诺", "date": "2022"},
        source,
    )
    desk.page.click("section#declaration th a")
    declaration = desk.page.url.removeprefix(desk.site)
    desk.send(
        f"{declaration}point/new/",
        {"kind": "point", "texts": "Local governments matter for global challenges"}
        | {"texts_zh": "地方政府在应对全球挑战中的作用"},
    )
    for field, value, quote in (
        ("attendance_in_person", "625", "invited |625 guests| from 50 countries"),
        ("countries", "50", "625 guests from |50 countries| to attend"),
        ("attendance_online", "200", "in person and |200 guests| to attend online"),
        ("interval_years", "3", "a world congress |every three years|"),
    ):
        desk.figure(MALMO, "Convening", field, value, quote=quote, source=source)
    desk.figure(
        MALMO,
        "Convening",
        "members_cities",
        "1700",
        modifier="at_least",
        quote="from |more than 1,700 cities|",
        source=source,
    )


def enter_forum(desk):
    desk.send(
        "desk/series/new/",
        {"name": "Eco Forum Global Guiyang", "name_zh": "生态文明贵阳国际论坛"}
        | {"organisers": "生态文明贵阳国际论坛"},
        NEWS_TEXT,
    )
    source = NEWS_TEXT["title"]
    desk.send(
        "desk/convenings/new/",
        {"series": "Eco Forum Global Guiyang", "name": "Eco Forum Global Guiyang 2023"}
        | {"name_zh": "2023年生态文明贵阳国际论坛", "first_day": "2023-07"}
        | {"last_day": "2023-07-09", "venue": "CN GYA", "time_zone": "Asia/Shanghai"}
        | {"theme": "Modernization in harmony of people and nature"}
        | {"theme_zh": "人与自然和谐共生的现代化", "organisers": "eco-forum-global"},
        source,
    )
    new = f"desk/{FORUM}/outcomes"
    # The misprinted name of the text finds the city.
    for name, role in (("Qiyang", "host"), ("世界自然保护联盟", "recogniser")):
        desk.send(
            f"{new}/participation/new/", {"organisations": name, "role": role}, source
        )
    desk.send(
        f"{new}/declaration/new/",
        {"name": "Consents of the forum", "name_zh": "论坛共识", "date": "2023-07"},
        source,
    )
    for name, name_zh in (
        ("China Climate Change Blue Paper (2023)", "中国气候变化蓝皮书（2023）"),
        ("Consultation report of the Think Tank Summit", "智库峰会咨询报告"),
    ):
        desk.send(
            f"{new}/publication/new/",
            {"kind": "report", "name": name, "name_zh": name_zh, "date": "2023-07"},
            source,
        )
    desk.send(
        f"{new}/recognition/new/",
        {"issuer": "International Union for Conservation of Nature"}
        | {"programme": "IUCN Green List", "name_zh": "世界自然保护联盟绿色名录"}
        | {"count": "13", "country": "CN", "status": "granted", "date": "2023-07"},
        source,
    )
    desk.send(
        f"{new}/project/new/",
        {"name": "Green industry investment projects", "name_zh": "绿色产业招商项目"}
        | {"stage": "unveiled", "date": "2023-07", "count": "220", "sector": "other"}
        | {"parties": "Qizhou"},
        source,
    )
    desk.send(
        f"{new}/project/new/",
        {"name": "Industrial investment projects", "name_zh": "产业投资项目"}
        | {"stage": "signed", "date": "2023-07", "count": "12", "sector": "industry"}
        | {"value": "12236000000", "currency": "cny", "value_date": "2023-07"},
        source,
    )
    desk.send(
        f"{new}/agreement/new/",
        {"kind": "strategic_cooperation", "name": "Strategic cooperation agreements"}
        | {"name_zh": "战略合作协议", "count": "2", "date": "2023-07"},
        source,
    )
    enter_figures_of_the_forum(desk, source)


def enter_figures_of_the_forum(desk, source):
    for field, value, quote, other in (
        (
            "attendance_total",
            "3,200",
            "|Over 3,200 delegates| from 42",
            {"modifier": "at_least", "phase": "final"},
        ),
        ("countries", "42", "delegates from |42 countries and regions|", {}),
        ("last_day", "2023-07-09", "concluded on |July 9|. Over", {}),
        ("projects_unveiled", "220", "unveiling |220 green| industry", {}),
        ("projects_signed", "12", "agreements and |12 industrial| investment", {}),
        ("strategic_agreements", "2", "event, |two strategic| cooperation", {}),
        ("contracted_value", "12236000000", "an impressive |12.236 billion yuan|,", {}),
        ("green_list_sites", "13", "for China’s |13 selected| natural", {}),
    ):
        desk.figure(
            FORUM, "Convening", field, value, quote=quote, source=source, **other
        )
    desk.figure(
        FORUM,
        "Declaration",
        "declaration_points",
        "14",
        quote="yielded |14 significant consents|,",
        source=source,
    )


def read(desk, path):
    """The words of a public page, on one line, as a visitor sees them."""
    desk.page.goto(f"{desk.site}{path}")
    for hidden in desk.page.locator("main details:not([open])").all():
        hidden.evaluate("one => one.open = true")
    return re.sub(r"\s+", " ", desk.page.locator("main").inner_text())


def figures_at_the_head(desk, path):
    """Each big figure of a page by its label."""
    desk.page.goto(f"{desk.site}{path}")
    rows = desk.page.locator("ul.figures > li").all()
    return {
        one.locator(".label").inner_text().splitlines()[0].strip(): re.sub(
            r"\s+", " ", one.locator(".value").inner_text()
        )
        for one in rows
    }


def test_the_malmo_summit_reads_as_in_the_text(entered):
    text = read(entered, f"convenings/{MALMO}/")
    for said in (
        "Malmö Summit 2022",
        "11 May 2022",
        "625",
        "200",
        "1,700+",
        "Malmö Commitment",
        "Local governments matter for global challenges",
        "every three years",
        "invited 625 guests from 50 countries",
        "Guiyang Municipal People's Government",
    ):
        assert said in text
    assert "Signed by" not in text
    assert re.search(r"Guiyang participant · online", text)


def test_the_malmo_summit_reads_the_same_in_chinese(entered):
    text = read(entered, f"zh-hans/convenings/{MALMO}/")
    for said in (
        "2022年马尔默峰会",
        "2022年5月11日",
        "625",
        "200",
        "马尔默承诺",
        "贵阳",
    ):
        assert said in text
    assert "地方政府在应对全球挑战中的作用" in text


def test_the_forum_reads_as_in_the_text(entered):
    head = " ".join(figures_at_the_head(entered, f"convenings/{FORUM}/").values())
    for figure in ("3,200+", "42", "14", "220", "12", "12.236 bn CNY", "2"):
        assert figure in head
    text = read(entered, f"convenings/{FORUM}/")
    for said in (
        "July 2023",
        "Strategic cooperation agreements × 2",
        "China Climate Change Blue Paper (2023)",
        "Consultation report of the Think Tank Summit",
        "IUCN Green List · International Union for Conservation of Nature",
        "granted, 13 sites",
        "Green industry investment projects × 220",
        "unveiled July 2023",
        "Industrial investment projects × 12",
        "signed July 2023",
        "an impressive 12.236 billion yuan",
        "Guizhou",
        "Guiyang host",
    ):
        assert said in text
    assert "Qizhou" not in text


def test_the_forum_reads_the_same_in_chinese(entered):
    text = read(entered, f"zh-hans/convenings/{FORUM}/")
    for said in (
        "2023年生态文明贵阳国际论坛",
        "人与自然和谐共生的现代化",
        "3,200",
        "42",
        "122.36 亿元",
        "战略合作协议 × 2",
        "中国气候变化蓝皮书（2023）",
        "世界自然保护联盟绿色名录",
        "绿色产业招商项目 × 220",
        "产业投资项目 × 12",
        "贵州",
    ):
        assert said in text


def test_the_projects_come_to_what_was_contracted(entered):
    head = figures_at_the_head(entered, "projects/")
    assert list(head.values()) == ["12.236 bn CNY"]
    assert entered.page.locator("table.rows tbody tr").count() == 2
    entered.page.select_option("select[name=stage]", "unveiled")
    entered.page.click("form.filters button")
    names = entered.page.locator("table.rows tbody th").all_inner_texts()
    assert [name.strip() for name in names] == [
        "Green industry investment projects × 220"
    ]


def test_the_city_shows_its_membership_and_its_misprinted_name(entered):
    text = read(entered, "cities/cn-gya/")
    assert "ICLEI" in text
    assert "2016" in text
    assert "Qiyang" in text


def test_the_files_hold_the_same(entered):
    answer = entered.page.request.get(
        f"{entered.site}convenings/{FORUM}/outcomes.json"
    ).json()
    kinds = [one["outcome"] for one in answer["outcomes"]]
    assert kinds == [
        "declaration",
        "agreement",
        "publication",
        "publication",
        "recognition",
        "project",
        "project",
    ]
    values = {one["field"]: one["value"] for one in answer["figures"]}
    assert values["contracted_value"] == 12_236_000_000
    assert values["declaration_points"] == 14
    items = entered.page.request.get(
        f"{entered.site}convenings/{FORUM}/publications.csl.json"
    ).json()
    assert items[0]["title"] == "China Climate Change Blue Paper (2023)"
    assert items[0]["issued"] == {"date-parts": [[2023, 7]]}
