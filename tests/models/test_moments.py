"""Rules about a moment are told twice, as a set and of one row: both must say the same in every awkward case."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from departments.models import Alert, PreviewLink, Publication, SchoolYear
from tests.making import make_office

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(datetime(2025, 3, 3, 12))
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
AWKWARD = [NOW - DAY, NOW - SECOND, NOW, NOW + SECOND, NOW + DAY]
ENDS = [None, *AWKWARD]


def test_live_publications_as_a_set_and_one_by_one():
    model = make_office(publish=True).publications.get()
    rows = []
    for start in AWKWARD:
        for end in ENDS:
            if end is None or end >= start:
                office = make_office(f"office-{len(rows)}")
                values = {f.attname: getattr(model, f.attname) for f in Publication._meta.fields if f.name != "id"}
                values |= {"office_id": office.pk, "live_from": start, "live_until": end}
                rows.append(Publication.objects.create(**values))

    for at in AWKWARD:
        live = set(Publication.objects.live(at).filter(live_from__lte=NOW + DAY))
        assert live == {row for row in rows if row.is_live(at)}
        assert live and live != set(rows)


def test_showing_alerts_as_a_set_and_one_by_one():
    rows = [
        Alert.objects.create(message="x", show_from=start, show_until=end)
        for start in AWKWARD
        for end in ENDS
        if end is None or end > start
    ]
    for at in AWKWARD:
        showing = set(Alert.objects.showing(at))
        assert showing == {row for row in rows if row.is_showing(at)}
        assert showing and showing != set(rows)


def test_open_years_as_a_set_and_one_by_one():
    starts = [date(2025, 3, 2), date(2025, 3, 3), date(2025, 3, 4)]
    cases = [
        (start, opened, closed)
        for start in starts
        for opened in [None, NOW - DAY, NOW, NOW + SECOND]
        for closed in ENDS
        if closed is None or (opened and closed > opened)
    ]
    answers = set()
    for start, opened, closed in cases:
        SchoolYear.objects.all().delete()
        values = {"starts_on": start, "ends_on": date(2026, 6, 30), "opened_at": opened, "closed_at": closed}
        year = SchoolYear.objects.create(label="2024-25", **values)
        for at in (NOW - SECOND, NOW, NOW + SECOND, NOW + DAY):
            assert SchoolYear.objects.opened(at).exists() == year.is_opened(at), (values, at)
            answers.add((closed is None, year.is_opened(at)))
    assert answers == {(True, True), (True, False), (False, True), (False, False)}


def test_a_year_begins_at_midnight_in_the_district():
    year = SchoolYear(starts_on=date(2025, 7, 1), opened_at=NOW)
    midnight = datetime(2025, 7, 1, 5, tzinfo=UTC)  # 00:00 in Milwaukee
    assert not year.is_opened(midnight - SECOND)
    assert year.is_opened(midnight)


def test_the_current_year_is_the_opened_one_that_began_last():
    for label, opened in [("2023-24", NOW - DAY), ("2024-25", NOW - DAY), ("2025-26", None)]:
        start = int(label[:4])
        SchoolYear.objects.create(
            label=label, starts_on=date(start, 7, 1), ends_on=date(start + 1, 6, 30), opened_at=opened
        )
    assert SchoolYear.objects.current(NOW).label == "2024-25"
    assert SchoolYear.objects.current(NOW - DAY - SECOND) is None


def test_valid_preview_links_as_a_set_and_one_by_one():
    office, made = make_office(), NOW - 2 * DAY
    rows = [
        PreviewLink.objects.create(office=office, created_at=made, expires_at=end, revoked_at=revoked)
        for end in AWKWARD
        for revoked in (None, NOW - DAY)
    ]
    for at in AWKWARD[:-1]:
        valid = set(PreviewLink.objects.valid(at))
        assert valid == {row for row in rows if row.is_valid(at)}
        assert valid and valid != set(rows)
