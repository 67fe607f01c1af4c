"""QR codes: on paper, each office leads to its page."""

import re

import pytest
import segno

from tests.making import make_office, make_year

pytestmark = pytest.mark.django_db
_CODE = re.compile(r'<svg[^>]* class="qr"><path [^>]*d="([^"]*)"')


def _code(address):
    drawn = segno.make_qr(f"http://testserver{address}", error="m").svg_inline(border=0)
    return re.search(r' d="([^"]*)"', drawn)[1]


@pytest.mark.thorough
@pytest.mark.parametrize("start", ["", "/years/2016-17"])
def test_each_office_has_the_code_of_its_page_where_it_is_printed(client, start):
    for label in ("2016-17", "2024-25"):
        for slug in ("academics", "operations"):
            make_office(slug, year=make_year(label), publish=True)
    pages = [f"{start}/offices/{slug}/" for slug in ("academics", "operations")]
    codes = [_CODE.findall(client.get(address).content.decode()) for address in (*pages, f"{start}/print/")]
    assert codes == [[_code(pages[0])], [_code(pages[1])], [_code(page) for page in pages]]


def test_a_draft_has_no_code(admin_client):
    office = make_office("academics")
    preview = admin_client.get(f"/admin/departments/office/{office.pk}/preview/")
    assert preview.status_code == 200 and not _CODE.search(preview.content.decode())
