"""A listing: one thing that can be found in a publication."""

from collections.abc import Iterable

from django.db import connections, models
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from .contact import Contact
from .entry import choice_field, line_field
from .facts import ENTRY
from .frozen import FrozenModel, FrozenQuerySet
from .lead import Lead


class ListingQuerySet(FrozenQuerySet):
    def placed(self) -> "ListingQuerySet":
        """
        These with the address of their `page`; and, where they have no number, with the `anchor`, `name` and `phone`
        of what they are `within` that has one: their department first, then their office.
        """
        entry = Q(kind__in=[Listing.Kind.OFFICE, Listing.Kind.DEPARTMENT], anchor__in=["", OuterRef("anchor")])
        numbered = Listing.objects.filter(entry, publication=OuterRef("publication")).exclude(phone="")
        nearest = numbered.order_by("-anchor").values(said=JSONObject(anchor="anchor", name="name", phone="phone"))
        return self.annotate(page=F("publication__slug"), within=Case(When(phone="", then=Subquery(nearest[:1]))))

    def insert(self, rows: Iterable[dict]) -> None:
        """
        Write `rows`, each the values by attribute, with defaults for what it does not name. Instances, of which a page
        may have forty, would take five times as long as all that is found on it.
        """
        connection = connections[self.db]
        fields = [field for field in self.model._meta.concrete_fields if not field.primary_key]
        blanks = {field.attname: field.get_default() for field in fields}
        adapted = [field for field in fields if isinstance(field, models.JSONField)]
        values = []
        for row in rows:
            row = blanks | row | {one.attname: one.get_db_prep_save(row[one.attname], connection) for one in adapted}
            values.append([row[name] for name in blanks])
        quoted = ", ".join(connection.ops.quote_name(field.column) for field in fields)
        places = ", ".join(["%s"] * len(fields))
        table = connection.ops.quote_name(self.model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({places})", values)


class Listing(FrozenModel):
    """
    A row each for the office, every department and every named person or labelled line of a publication.

    Written with its publication and never edited. Lists, the A-Z and search read these and need not open payloads.
    """

    class Kind(models.TextChoices):
        OFFICE = "office", "Office"
        DEPARTMENT = "department", "Department"
        PERSON = "person", "Person"
        LINE = "line", "Contact line"

    publication = models.ForeignKey("Publication", on_delete=models.PROTECT, related_name="listings")
    # PROTECT keeps the promise that a department once published is taken off the site and never deleted.
    department = models.ForeignKey(
        "Department", null=True, blank=True, on_delete=models.PROTECT, related_name="listings"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    position = models.PositiveIntegerField(help_text=_("Its order on the page, from the top."))
    slug = models.SlugField(_("address"), max_length=100, blank=True, help_text=_("Of an office or department."))
    name = models.CharField(max_length=200)
    other_names = models.JSONField(default=list, help_text=_("A list of names, in the editor's order."))
    title = models.CharField(max_length=250, blank=True, help_text=_("Of a person: the post, or what the line is for."))
    lead_title = line_field(ENTRY["lead_title"])
    lead_name = line_field(ENTRY["lead_name"])
    lead_standing = choice_field(ENTRY["lead_standing"], max_length=10)
    where = models.CharField(max_length=200, blank=True, help_text=_("The office or department it belongs to."))
    phone = models.CharField(
        max_length=64, blank=True, help_text=_("As the payload writes it: +1 414-475-8393 ext. 12.")
    )
    anchor = models.CharField(max_length=120, blank=True, help_text=_("Where on the page; empty for its top."))
    succeeds = models.CharField(
        max_length=510, blank=True, help_text=_("Addresses it had before, with a space on either side of each.")
    )
    is_lead = models.BooleanField(default=False, help_text=_("Of a person: leads the office or department."))
    phone_kind = models.CharField(
        max_length=12,
        choices=Contact.Kind,
        default=Contact.Kind.VOICE,
        help_text=_("What answers at the phone number."),
    )
    fax = models.CharField(max_length=64, blank=True, help_text=_("As the payload writes it."))
    written_in = choice_field(
        ENTRY["written_in"], max_length=3, help_text=_("Of the office or department that it is or belongs to.")
    )
    text = models.TextField(blank=True, help_text=_("The words of its text, a line a block."))
    within: dict[str, str] | None  # of those that are placed()
    names_folded = models.TextField(help_text=_("Names and titles as search compares them: | leon groce | director |"))
    around_folded = models.TextField(blank=True, help_text=_("Folded words that say what and where it is."))
    text_folded = models.TextField(blank=True, help_text=_("The folded words of its text."))

    objects = ListingQuerySet.as_manager()

    class Meta(FrozenModel.Meta):
        abstract = False
        ordering = ["publication", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "position"],
                name="listing_has_its_own_place",
                violation_error_message=_("Another listing of this publication has this place."),
            )
        ]
        indexes = [
            # The few that say what they take the place of: search follows them to today.
            models.Index(fields=["slug"], condition=~Q(succeeds=""), name="listing_that_succeeds"),
            # Whoever is published asks who else stands at its addresses.
            models.Index(fields=["slug"], name="listing_by_address"),
        ]

    def __str__(self):
        return self.name

    @property
    def numbered(self) -> list["Listing"]:
        """Of one that is `placed()`: what it is within that has a number to call instead, if anything."""
        return [Listing(**self.within)] if self.within else []

    @property
    def has_moved(self) -> bool:
        """Of a department: whether its draft belongs to another office than the page."""
        return self.publication.office_id != self.department.office_id

    @property
    def move(self) -> str:
        """Where it moves when either office is published, as a sentence."""
        return self.moves_to(self.department.office.name_for_all)

    def moves_to(self, office) -> str:
        words = _("{name} moves from {office} to {other}")
        return words.format(name=self.name, office=self.publication.office, other=office)

    @property
    def lead(self) -> Lead:
        """Who leads the office or department; false for a person or a line."""
        return Lead(self.lead_title, self.lead_name, self.lead_standing)

    @property
    def post(self) -> str:
        """The title as it is shown: "Acting Director" of one who leads."""
        return Lead(self.title, self.name, self.lead_standing).post if self.is_lead else self.title
