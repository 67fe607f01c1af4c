"""One value of a bundle, judged as a form would judge it."""

import pytest

from departments.school_years.values import ValueRefused, rules

_text = rules("office")["body"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("<div>Walk-ins Monday</div><div>Calls Tuesday</div>", "<p>Walk-ins Monday</p><p>Calls Tuesday</p>"),
        (
            "<table><tr><td>Mon</td><td>8 to 4</td><td>Room 2</td></tr><tr><th>Tue:</th><td>9 to 5</td></tr></table>",
            "<p>Mon: 8 to 4, Room 2</p><p>Tue: 9 to 5</p>",
        ),
        ("<h1>Hours</h1><b>Call</b>", "<h2>Hours</h2><strong>Call</strong>"),
    ],
)
def test_a_text_in_elements_of_other_programs_is_taken_with_its_words_apart(given, kept):
    assert _text(given) == kept


@pytest.mark.parametrize("given", ["<table class='x'><tr><td>a</td></tr></table>", "<div><script>b</script></div>"])
def test_what_would_be_lost_of_it_is_refused(given):
    with pytest.raises(ValueRefused):
        _text(given)
