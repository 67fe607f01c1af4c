"""A directory in which Ann Roe is kept wherever a person can be, beside her namesake; and all that tables hold."""

import base64
import gzip
import json
import zlib

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from departments import publishing
from departments.drafts import history
from departments.models import (
    Alert,
    Arrival,
    Asked,
    Department,
    EverydayWords,
    MissedSearch,
    OldAddress,
    PreviewLink,
    Removal,
)
from departments.school_years.edition import of_drafts
from departments.school_years.loading import load
from tests.making import make_contact, make_district, make_office, make_person, make_year

NAME, NUMBER, EMAIL = "Ann Roe", "414-475-8393", "ann.roe@example.org"


def tell():
    """The office “academics”, led by her: loaded, edited, published three times. Returns it."""
    make_district()
    year, editor = make_year(), make_person("editor", "Editors")
    office = make_office("academics", departments=1, lead_title="Chief", lead_name="Dr. Ann Roe", email=EMAIL)
    make_contact(office, name="Ann Roe", phone="414-475-8457 ext. 12")
    edition = of_drafts(year).edition
    edition.offices["academics"] |= {"summary": "Ask Ann Roe.", "hours": "Weekdays"}
    load(edition, source="ann-roe.json")
    office.refresh_from_db()
    publishing.publish(office, by=editor)
    with history.recording(by=editor, why="Ann Roe asked for it"):
        history.watch(office.pk)
        office.body = "<p>Ask <em>Ann</em> Roe.</p>"
        office.save()
    publishing.publish(office, by=editor, note="For Ann Roe")
    with history.recording(by=editor, why="Hours"):
        history.watch(office.pk)
        office.hours = "Weekdays 8 to 4"
        office.save()
    publishing.publish(office, by=editor)
    other = make_office("operations", departments=1, lead_title="Chief", lead_name="Bob Doe", publish=True)
    make_contact(Department.objects.get(office=other), name="Ann Roebuck")
    publishing.take_off(Department.objects.get(office=other), by=editor, instead="Ask the office.")
    Asked.objects.create(office=office, field="phone", words="Whose number is it?")
    PreviewLink.objects.create(office=office, note="For Ann Roe", expires_at=timezone.now() + timezone.timedelta(1))
    MissedSearch.objects.create(words="ann roe", typed="Ann Roe", first_on="2024-09-02", last_on="2024-09-02")
    MissedSearch.objects.create(words="payrol", typed="payrol", first_on="2024-09-02", last_on="2024-09-02")
    EverydayWords.objects.get_or_create(means="operations", defaults={"words": "repairs"})
    OldAddress.objects.create(path="staff.htm", leads_to="offices/operations")
    Alert.objects.create(message="<p>Offices close at noon.</p>")
    Arrival.objects.create(host="elsewhere", process=1, names=[])
    Removal.objects.create(counts={"publications": 1}, marks=["0" * 64])
    change = [{"changed": {"name": "contact line", "object": "Secretary José Díaz", "fields": ["Name"]}}]
    LogEntry.objects.create(user=editor, action_flag=2, object_repr="Chief", change_message=json.dumps(change))
    key = {"session_key": "k" * 32, "expire_date": timezone.now()}
    email = EmailAddress.objects.create(user=editor, email="editor@example.org")
    EmailConfirmation.objects.create(email_address=email, key="a")
    Authenticator.objects.create(user=editor, type=Authenticator.Type.WEBAUTHN, data={"name": "Phone"})
    account = SocialAccount.objects.create(user=editor, provider="district", uid="7")
    SocialApp.objects.create(provider="openid_connect", name="District", client_id="directory")
    SocialToken.objects.create(account=account, token="a")
    Session.objects.create(**key, session_data=Session.objects.encode({"said": ["Saved."]}))
    return office


def everything():
    """What every table has, by table and key, as text, with what is packed opened; without the code under test."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                found[table, str(row[0])] = {
                    name: _opened(table, name, one) for name, one in zip(names, row, strict=True)
                }
    return found


def _opened(table, name, value):
    if isinstance(value, bytes | memoryview):
        data = bytes(value)
        value = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode(errors="replace")
    if (table, name) == ("django_session", "session_data"):
        data = value.split(":")[0]
        packed = base64.urlsafe_b64decode(data.lstrip(".") + "===")
        value = (zlib.decompress(packed) if data.startswith(".") else packed).decode()
    if isinstance(value, str) and value[:1] in ("[", "{"):
        return json.dumps(json.loads(value), ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False, default=str)


def standing_in(*words):
    """The columns in which any of `words` stands, as (table, column)."""
    return {
        (table, name)
        for (table, _), row in everything().items()
        for name, text in row.items()
        if any(word.casefold() in text.casefold() for word in words)
    }
