"""A name in the parts of a contact card."""

import pytest

from departments.exports.names import NameParts, parts_of


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Leon Groce", NameParts("Groce", "Leon")),
        ("Dr. Patricia A. Ellis", NameParts("Ellis", "Patricia", "A.", ("Dr.",))),
        ("John R. Hill, Ph.D.", NameParts("Hill", "John", "R.", (), ("Ph.D.",))),
        ("Gina Spang, P.E.", NameParts("Spang", "Gina", "", (), ("P.E.",))),
        ("Robert Smith, Jr., Ed.D.", NameParts("Smith", "Robert", "", (), ("Jr.", "Ed.D."))),
        ("Martin Luther King III", NameParts("King", "Martin", "Luther", (), ("III",))),
        ("Ann Roe PhD", NameParts("Roe", "Ann", "", (), ("PhD",))),
        ("Mary Ann Ma", NameParts("Ma", "Mary", "Ann")),
        ("Rev. Dr. Ann Roe", NameParts("Roe", "Ann", "", ("Rev.", "Dr."))),
        ("Hill, John R., Ph.D.", NameParts("Hill", "John", "R.", (), ("Ph.D.",))),
        ("Maria de la Cruz", NameParts("de la Cruz", "Maria")),
        ("Ludwig van Beethoven", NameParts("van Beethoven", "Ludwig")),
        ("Van Morrison", NameParts("Morrison", "Van")),
        ("Dr. Ellis", NameParts("Ellis", prefixes=("Dr.",))),
        ("Cher", NameParts("Cher")),
        ("王小明", NameParts("王小明")),
        ("Ann Roe and Joe Poe", NameParts("Ann Roe and Joe Poe")),
        ("Ann Roe / Joe Poe, Ph.D.", NameParts("Ann Roe / Joe Poe, Ph.D.")),
        ("", NameParts()),
        (" , ", NameParts()),
    ],
)
def test_a_name_has_these_parts(name, parts):
    assert parts_of(name) == parts
