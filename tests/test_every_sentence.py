"""Every word that visitors read is a message, whole: the site is read in a made-up language (tests/made_up.py)."""

import re

import pytest
from django.conf import settings

from tests.made_up import CODE, FROM_THE_RIGHT, faults, faults_of_page, spoken, told

FOLDERS = ("departments/templates/departments", "mpsdir/templates")
TEMPLATES = [path for folder in FOLDERS for path in sorted((settings.BASE_DIR / folder).glob("*.html"))]
TEMPLATES += sorted((settings.BASE_DIR / FOLDERS[0] / "phones").glob("*.xml"))


def _without_tags(source):
    """`source` without what Django's language says, and without messages."""
    source = re.sub(r"^{% block \w+_class %}.*$", "", source, flags=re.MULTILINE)
    source = re.sub(r"{#.*?#}|{% blocktranslate.*?{% endblocktranslate %}|{%.*?%}|{{.*?}}", "", source, flags=re.DOTALL)
    return re.sub(r"<\?xml.*?\?>|<URL>.*?</URL>|entries\.js", "", source)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_its_words_in_messages(path):
    if path.suffix == ".xml":
        assert re.findall(r">[^<]*[A-Za-z]{2,}[^<]*<", _without_tags(path.read_text()).replace(">q<", "><")) == []
    else:
        assert faults_of_page(_without_tags(path.read_text())) == set()


def test_words_beside_words_are_found():
    assert faults(f"{told('One')} {told('Two')}") and faults(f"{told('Also')} Zo") and faults(f"{told('One')} two")
    assert not faults(f"{told('One two.')} {told('Three')}: 414-475-8001")
    assert not faults(told("Call {name}: 1").format(name="Zo"))


@pytest.mark.parametrize(
    ("code", "html"), [(CODE, '<html lang="qps">'), (FROM_THE_RIGHT, '<html lang="qpr" dir="rtl">')]
)
def test_a_page_says_in_which_language_and_direction_it_is_read(client, db, code, html):
    with spoken(code):
        assert html in client.get("/years/").content.decode()
    assert '<html lang="en">' in client.get("/years/").content.decode()
