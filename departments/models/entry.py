"""What an office and a department have in common: a name, a lead, numbers, a picture and words."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..words.exact_number import LIKE_THIS
from .accounts import account_field
from .facts import ENTRY, Fact, Standing
from .natural_key import NaturalKeyModel
from .number_field import NumberField
from .rich_text_field import RichTextField
from .text_field import AddressField, EmailLineField, LineField, LinesField, LinkField

VACANT_WITH_A_NAME = _("The post is vacant and led by {name}. Clear the name, or choose another standing.")
PICTURE_NAME = re.compile(r"images/[0-9a-f]{64}-(?P<width>\d+)x(?P<height>\d+)\.webp")


def phone_field(label, **kwargs) -> NumberField:
    """A number of the district: typed as people write it in the US, kept with its extension."""
    kwargs.setdefault("blank", True)
    return NumberField(label, region="US", error_messages={"invalid": _(LIKE_THIS)}, **kwargs)


def line_field(fact: Fact, help_text: str = "", max_length: int = 200, **kwargs) -> LineField:
    """A line of text, which may stay empty unless the fact is required."""
    blank = not fact.is_required
    return LineField(_(fact.label), max_length=max_length, blank=blank, help_text=help_text, **kwargs)


def in_words(choices: type[TextChoices]) -> list:
    """The `choices` of a field, in the reader's language: what a fact has in it is English."""
    return [(value, _(label)) for value, label in choices.choices]


def choice_field(fact: Fact, max_length: int, **kwargs) -> models.CharField:
    """One of the fact's choices, its blank to begin with."""
    choices = in_words(fact.choices) if fact.choices else None
    return models.CharField(_(fact.label), max_length=max_length, choices=choices, default=fact.blank, **kwargs)


class Entry(NaturalKeyModel):
    """An office or a department as editors draft it. Visitors never see it: they see what was published from it."""

    KEY = ("school_year__label", "slug")
    SEEN_IN: str  # what there is of it once visitors have seen it
    ANOTHER: Promise  # what it is called where its name is hidden
    Standing = Standing

    name = line_field(ENTRY["name"], _("As it stands on the door and at the top of the page."))
    slug = AddressField(
        _(ENTRY["slug"].label),
        max_length=100,
        help_text=_("The last part of the page's address, for example chief-of-staff. Links and bookmarks rely on it."),
    )
    also_known_as = LinesField(
        _(ENTRY["also_known_as"].label),
        blank=True,
        help_text=_(
            "What people call it: an acronym, a former name, an everyday word. One a line. "
            "The A–Z and the search find it under each."
        ),
    )

    lead_title = line_field(ENTRY["lead_title"], _("The post without “Acting” or “Interim”, for example Director."))
    lead_name = line_field(
        ENTRY["lead_name"], _("As the person writes it, with prefix and degree. Leave empty while the post is vacant.")
    )
    lead_standing = choice_field(
        ENTRY["lead_standing"],
        max_length=10,
        help_text=_("“Acting” and “Interim” are shown before the title; a vacant post says so."),
    )
    lead_as_typed = models.BooleanField(
        _(ENTRY["lead_as_typed"].label),
        default=False,
        help_text=_("Tick for a title such as Acting Workshop Coordinator. Else the word is taken for the standing."),
    )

    phone = phone_field(_(ENTRY["phone"].label), help_text=_("Shown as 414-475-8393. Add ext. 12 for an extension."))
    fax = phone_field(
        _(ENTRY["fax"].label), help_text=_("Leave empty where there is none: the page then does not mention it.")
    )
    email = EmailLineField(_(ENTRY["email"].label), blank=True)
    location = line_field(ENTRY["location"], _("Building and room, for example Central Services - Room 230."))
    hours = line_field(ENTRY["hours"], _("When the phone is answered, in your own words."))

    languages = line_field(
        ENTRY["languages"], _("Spoken there besides English, a comma between them, for example Spanish, Hmong.")
    )
    website = LinkField(
        _(ENTRY["website"].label),
        blank=True,
        max_length=300,
        help_text=_("A page elsewhere that says more. Visitors find it among the contact details."),
        validators=[URLValidator(["https", "http"], message=_("Write the address as https://www.example.org."))],
    )

    image = line_field(
        ENTRY["image"],
        _("JPEG, PNG, WebP, AVIF or GIF, at least 400 pixels wide if you can."),
        max_length=120,
        validators=[RegexValidator(PICTURE_NAME.pattern + r"\Z", _("Upload the picture here; its name is not typed."))],
    )
    image_alt = line_field(
        ENTRY["image_alt"], _("What the picture shows, for people who cannot see it. Not a file name."), max_length=300
    )
    image_decorative = models.BooleanField(
        _(ENTRY["image_decorative"].label),
        default=False,
        help_text=_("Tick when the picture tells the reader nothing; screen readers then pass over it."),
    )
    image_in_sight = choice_field(
        ENTRY["image_in_sight"],
        max_length=6,
        help_text=_("Pages show every picture three wide and two high, and cut what is higher or wider."),
    )

    written_in = choice_field(
        ENTRY["written_in"], max_length=3, help_text=_("Screen readers then read them out in that language.")
    )
    summary = LinesField(
        _(ENTRY["summary"].label),
        blank=True,
        help_text=_("One or two plain sentences. They open the page and stand in lists and search results."),
    )
    body = RichTextField(
        _(ENTRY["body"].label), blank=True, help_text=_("What people can expect here. Headings help on a phone.")
    )

    position = models.PositiveIntegerField(
        _(ENTRY["position"].label), default=0, help_text=_("Its place among its neighbours, from the top.")
    )
    succeeds = line_field(
        ENTRY["succeeds"],
        _("Addresses it had, or of what it replaces, in the year before; a space between several."),
        max_length=500,
        validators=[
            RegexValidator(r"^[-\w]+( [-\w]+)*\Z", _("Write addresses such as chief-of-staff, a space between."))
        ],
    )
    retired_at = models.DateTimeField(
        _("to be taken off the site"),
        null=True,
        blank=True,
        help_text=_("From this moment on it is left out when its page is published. Until then visitors see it."),
    )
    confirmed_on = models.DateField(_(ENTRY["confirmed_on"].label), null=True, blank=True)
    confirmed_by = account_field(_("checked by"))

    class Meta:
        abstract = True
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lead_standing__in=Standing.values),
                name="%(class)s_lead_has_a_known_standing",
                violation_error_message=_("Choose one of the standings in the list."),
            ),
            models.CheckConstraint(
                condition=~models.Q(slug=""),
                name="%(class)s_has_an_address",
                violation_error_message=_("Every page needs an address, for example chief-of-staff."),
            ),
            models.CheckConstraint(
                condition=models.Q(image_decorative=False) | models.Q(image_alt=""),
                name="%(class)s_picture_is_described_or_decorative",
                violation_error_message=_("Either describe the picture or tick “only decoration”: not both at once."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name_for_all(self) -> str:
        """Its name where visitors have seen it, for sentences that people read from whom its draft may be hidden."""
        return str(self) if getattr(self, self.SEEN_IN).exists() else str(self.ANOTHER)

    def clean(self) -> None:
        super().clean()
        if self.image_decorative and self.image_alt:
            raise ValidationError(
                {"image_alt": _("Either describe the picture or tick “only decoration”: not both at once.")}
            )
        if self.lead_standing == Standing.VACANT and self.lead_name:
            raise ValidationError({"lead_name": VACANT_WITH_A_NAME.format(name=self.lead_name)})

    @property
    def other_names(self) -> tuple[str, ...]:
        """The other names as a tuple, in the order the editor wrote them."""
        return tuple(line.strip() for line in self.also_known_as.splitlines() if line.strip())
