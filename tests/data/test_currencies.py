from summitry.data.currencies import currency_name, currency_names


def test_codes_of_iso_4217_have_their_names():
    assert {"CNY", "SEK", "EUR", "USD"} <= set(currency_names())
    assert currency_name("SEK") == "Swedish Krona"
    assert currency_name("SEK", "zh-hans") == "瑞典克朗"
    assert currency_name("XYZ") == "XYZ"
