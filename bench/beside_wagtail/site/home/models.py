"""
An office as a page of Wagtail, as somebody who knows Wagtail would build it for this job: departments, units and
contact lines are blocks that can be ordered and stand closed, numbers are checked, and what is seldom changed is folded
away.
"""

from django.core.validators import RegexValidator
from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

NUMBER = r"^\d{3}-\d{3}-\d{4}( ext\. \d+)?$"
SAID = "Write the number as 414-475-8393."
STANDINGS = [(one.lower(), one) for one in ("Appointed", "Acting", "Interim", "On leave", "Vacant")]
FIRST = ["name", "phone", "lead_title", "lead_name"]
SELDOM = ["also_known_as", "lead_standing", "fax", "email", "location", "hours", "languages", "website", "summary"]


class PhoneBlock(blocks.RegexBlock):
    def __init__(self, **kwargs):
        super().__init__(NUMBER, required=False, error_messages={"invalid": SAID}, **kwargs)


class LineBlock(blocks.StructBlock):
    role = blocks.CharBlock()
    name = blocks.CharBlock(required=False)
    phone = PhoneBlock()
    email = blocks.EmailBlock(required=False)
    note = blocks.CharBlock(required=False)

    class Meta:
        icon = "mail"
        label = "Contact line"


class UnitBlock(blocks.StructBlock):
    name = blocks.CharBlock()
    phone = PhoneBlock()
    lead_title = blocks.CharBlock(required=False)
    lead_name = blocks.CharBlock(required=False)
    also_known_as = blocks.TextBlock(required=False)
    lead_standing = blocks.ChoiceBlock(STANDINGS, default="appointed")
    fax = PhoneBlock()
    email = blocks.EmailBlock(required=False)
    location = blocks.CharBlock(required=False)
    hours = blocks.CharBlock(required=False)
    languages = blocks.CharBlock(required=False)
    website = blocks.URLBlock(required=False)
    summary = blocks.TextBlock(required=False)
    body = blocks.RichTextBlock(required=False, label="Text")
    lines = blocks.ListBlock(LineBlock(), label="Contact lines", default=[])

    class Meta:
        icon = "group"
        label = "Unit"
        label_format = "{name}"
        form_layout = blocks.BlockGroup(
            [*FIRST, "body", "lines", blocks.BlockGroup(SELDOM, heading="More details", classname="collapsed")]
        )


class DepartmentBlock(UnitBlock):
    units = blocks.ListBlock(UnitBlock(), default=[], collapsed=True)

    class Meta:
        label = "Department"
        form_layout = blocks.BlockGroup(
            [*FIRST, "body", "lines", "units", blocks.BlockGroup(SELDOM, heading="More details", classname="collapsed")]
        )


class OfficesPage(Page):
    subpage_types = ["OfficePage"]


class OfficePage(Page):
    phone = models.CharField(max_length=40, validators=[RegexValidator(NUMBER, SAID)])
    lead_title = models.CharField(max_length=200)
    lead_name = models.CharField(max_length=200)
    also_known_as = models.TextField(blank=True)
    lead_standing = models.CharField(max_length=20, choices=STANDINGS, default="appointed")
    fax = models.CharField(max_length=40, blank=True, validators=[RegexValidator(NUMBER, SAID)])
    email = models.EmailField(blank=True)
    location = models.CharField(max_length=200, blank=True)
    hours = models.CharField(max_length=200, blank=True)
    languages = models.CharField(max_length=200, blank=True)
    website = models.URLField(blank=True)
    summary = models.TextField(blank=True)
    body = RichTextField(blank=True, verbose_name="text")
    lines = StreamField([("line", LineBlock())], blank=True, verbose_name="contact lines", collapsed=True)
    departments = StreamField([("department", DepartmentBlock())], blank=True, collapsed=True)

    parent_page_types = ["OfficesPage"]
    search_fields = [
        *Page.search_fields,
        *(index.SearchField(name) for name in ("lead_name", "body", "lines", "departments")),
    ]
    content_panels = [
        *Page.content_panels,
        *(FieldPanel(name) for name in ("phone", "lead_title", "lead_name")),
        FieldPanel("departments"),
        FieldPanel("lines"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("body", *SELDOM)], heading="More details", classname="collapsed"
        ),
    ]
