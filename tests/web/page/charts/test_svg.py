from summitry.web.page.charts.svg import prepare_svg

ENGINE = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'version="1.1" class="marks" width="200" height="80" viewBox="0 0 200 80">'
    '<defs><clipPath id="clip0"><rect width="9"/></clipPath></defs>'
    '<path class="background" aria-hidden="true" d="M0,0h0v0h0Z"/>'
    '<g clip-path="url(#clip0)" aria-label="axis"><a xlink:href="https://vega.github.io/vega-datasets//c/">'
    '<path aria-label="Malm&amp;ö" role="graphics-symbol" aria-roledescription="circle" '
    'transform="translate(33.333333,32)" d="M2.7386,0A1,1,0,1,1,0,0" fill="#0a6b5a" opacity="1"/></a></g>'
    "</svg>"
)


def test_picture_follows_the_page_and_keeps_its_ids_to_itself():
    assert prepare_svg(ENGINE, name="one-wide", description='a "b"') == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 80" width="200" height="80" '
        'role="img" aria-label="a &quot;b&quot;">'
        '<defs><clipPath id="one-wide-clip0"><rect width="9"/></clipPath></defs>'
        '<g clip-path="url(#one-wide-clip0)"><a href="/c/" tabindex="-1">'
        '<path transform="translate(33.3,32)" d="M2.7,0A1,1,0,1,1,0,0" fill="var(--accent)">'
        "<title>Malm&amp;ö</title></path></a></g></svg>"
    )
