from summitry.core.inventory.factors import EmissionFactor


def test_reference_names_source_table_place_and_year():
    guizhou = EmissionFactor(
        quantity="co2",
        value=0.5683,
        unit="t/MWh",
        source="MEE and NBS",
        table="Table 3",
        place="CN-GZ",
        place_name="Guizhou",
        year=2023,
    )
    assert guizhou.reference == "MEE and NBS, Table 3 (Guizhou 2023)"


def test_reference_of_a_worldwide_default_is_source_and_table():
    default = EmissionFactor(
        quantity="ch4", value=5, unit="kg/TJ", source="IPCC", table="2.5", year=2006
    )
    assert default.reference == "IPCC, 2.5"
    own = EmissionFactor(quantity="ch4", value=5, unit="kg/TJ", source="given")
    assert own.reference == "given"
