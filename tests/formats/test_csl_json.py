from summitry.core.convenings.publications import Publication
from summitry.formats.csl_json import write_csl_json


def test_an_item_has_the_names_and_shapes_of_the_csl_schema():
    whole = Publication(
        key="blue-book",
        kind="book",
        title="Blue Book",
        authors=({"family": "Zhang", "given": "Wei"}, {"literal": "The office"}),
        publishers=("First press", "Second press"),
        issued="2023-07-08",
        doi="10.1000/182",
        isbn="978-3-16-148410-0",
        url="https://example.org/",
        event="The forum",
    )
    assert write_csl_json([whole]) == [
        {
            "id": "blue-book",
            "type": "book",
            "title": "Blue Book",
            "author": [
                {"family": "Zhang", "given": "Wei"},
                {"literal": "The office"},
            ],
            "issued": {"date-parts": [[2023, 7, 8]]},
            "publisher": "First press; Second press",
            "DOI": "10.1000/182",
            "ISBN": "978-3-16-148410-0",
            "URL": "https://example.org/",
            "event-title": "The forum",
        }
    ]


def test_what_is_not_known_is_left_out():
    bare = Publication(key="r", kind="report", title="Report", issued="2023-07")
    assert write_csl_json([bare]) == [
        {
            "id": "r",
            "type": "report",
            "title": "Report",
            "issued": {"date-parts": [[2023, 7]]},
        }
    ]
