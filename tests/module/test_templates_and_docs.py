"""What a site leans on: the names of our blocks, addresses that know their prefix, and the page that tells of both."""

import re
import tomllib
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve

import departments
from departments.management.site_setup import BLOCKS
from departments.models.directory_settings import SETTINGS

PACKAGE = Path(departments.__file__).parent
PUBLIC = sorted((PACKAGE / "templates/departments").glob("*.html"))
ALL = sorted([*(PACKAGE / "templates").rglob("*.html"), *(PACKAGE / "static").rglob("*.*")])
DOCS = Path(settings.BASE_DIR, "docs/module.md").read_text()


@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: path.name)
def test_every_block_of_ours_says_whose_it_is(path):
    names = re.findall(r"{% block (\w+)", path.read_text())
    assert [name for name in names if not name.startswith("directory_")] == []


def test_pages_extend_the_documented_base():
    extended = {name for path in PUBLIC for name in re.findall(r'{% extends "([^"]+)"', path.read_text())}
    assert extended <= {f"departments/{path.name}" for path in PUBLIC}
    roots = [path.name for path in PUBLIC if "<!doctype html>" in path.read_text()]
    assert roots == ["alone.html", "base.html"]  # the first leans on nothing, also not on a site's own document


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_no_template_style_or_script_assumes_the_root(path):
    text = "" if path.suffix in (".webp", ".png", ".woff2") else path.read_text()
    assert re.findall(r"""(?:href|src|action|data-[\w-]+)=["']/|url\(["']?/|["'`]/[a-z][\w-]*/""", text) == []


def test_whatever_belongs_to_the_app_is_packed_with_it():
    packed = tomllib.loads(Path(settings.BASE_DIR, "pyproject.toml").read_text())["tool"]["setuptools"]
    assert packed["packages"]["find"] == {"include": ["departments*"], "namespaces": False}
    files = {path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    modules = {path for path in files if path.suffix == ".py" and path.with_name("__init__.py") in files}
    patterns = [(one, f"{one}/*") for one in packed["package-data"]["departments"]]  # "**" is of folders
    data = {found for pair in patterns for pattern in pair for found in PACKAGE.glob(pattern)}
    assert files - modules == data & files


def test_the_page_about_it_names_every_fault_of_the_settings_and_of_the_database():
    files = (PACKAGE / "management/site_setup.py", PACKAGE / "migrations/_seen_tables.py")
    raised = {number for path in files for number in re.findall(r"\b[EW]0\d\d\b", path.read_text())}
    told = set()
    for first, last in re.findall(r"`(?:departments\.)?([EW]\d+)`(?: to `([EW]\d+)`)?", DOCS):
        told |= {f"{first[0]}{number:03}" for number in range(int(first[1:]), int((last or first)[1:]) + 1)}
    assert told == raised


def test_the_readme_names_addresses_that_lead_somewhere():
    readme = Path(settings.BASE_DIR, "README.md").read_text()
    addresses = re.findall(r"`(/[\w./-]*)`", readme)
    assert "/print/" in addresses
    assert [address for address in addresses if not _leads(address)] == []


def _leads(address):
    with suppress(Resolver404):
        return resolve(address)


def test_the_page_about_it_names_every_block_and_setting_with_its_default():
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", DOCS, re.M))
    assert {name for name in rows if name.startswith("directory_")} == BLOCKS
    told = {name: row for name, row in rows.items() if name.startswith("DIRECTORY_")}
    for name, setting in SETTINGS.items():
        default = f"`{setting.default!r}`".replace("'", '"') if setting.default is not None else ("a folder", "none")
        assert told.pop(name).startswith(default)
    assert told == {}


@pytest.mark.parametrize(
    "path", sorted(Path(settings.BASE_DIR, "docs/decisions").glob("*.md")), ids=lambda path: path.name
)
def test_every_decision_says_when_it_was_taken_and_how_it_stands(path):
    assert re.match(r"# \S.+\n\n20\d\d-\d\d-\d\d · (accepted|superseded by \d{4})", path.read_text())


def test_the_base_template_it_shows_is_the_one_that_is_tried():
    (shown,) = re.findall(r"```django\n(.+?)```", DOCS, re.S)
    assert shown == Path(__file__).with_name("intranet").joinpath("templates/departments/base.html").read_text()
