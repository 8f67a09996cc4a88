from summitry.data.gpc import load_gpc_lines


def test_table_has_the_52_lines_and_vi_1():
    lines = load_gpc_lines()
    assert len(lines) == 53
    assert "I.6.3" in lines
    assert "II.5.3" not in lines


def test_table_counts_lines_as_the_protocol_does():
    lines = load_gpc_lines().values()
    counted = (
        sum(line.basic for line in lines),
        sum(line.basic_plus for line in lines),
        sum(line.territorial for line in lines),
    )
    # 12 + 2 + 10 + 8; that + 6 + 4 + 5; 8 + 1 + 5 + 8 + 5.
    assert counted == (32, 47, 27)


def test_territorial_is_all_of_scope_1():
    lines = load_gpc_lines().values()
    assert [line.ref for line in lines if line.territorial] == [
        line.ref for line in lines if line.scope == 1
    ]


def test_lines_in_no_city_total_are_supply_imported_waste_and_other_scope_3():
    lines = load_gpc_lines().values()
    assert [line.ref for line in lines if not line.basic_plus] == [
        "I.4.4",
        "III.1.3",
        "III.2.3",
        "III.3.3",
        "III.4.3",
        "VI.1",
    ]
