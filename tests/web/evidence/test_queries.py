from summitry.web.evidence.queries import forget_projections, projection


def test_projection_is_kept_until_it_is_forgotten(empty):
    asked = []

    @projection
    def square(number):
        asked.append(number)
        return number * number

    assert [square(3), square(3)] == [9, 9]
    assert asked == [3]
    forget_projections()
    assert square(3) == 9
    assert asked == [3, 3]


def test_projection_keeps_an_answer_that_is_none(empty):
    asked = []

    @projection
    def nothing():
        asked.append(1)

    assert [nothing(), nothing()] == [None, None]
    assert asked == [1]
