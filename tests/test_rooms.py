"""The rooms of `departments/`: imports point one way, and a module's name says what it is also from outside."""

import ast
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

import departments

HOME = Path(departments.__file__).parent
# Each imports from those above it and from itself. Rooms on one line do not import each other.
ROOMS = """
    words
    models
    page
    publishing
    drafts
    school_years
    old_site removal
    reading
    search exports
    management
    views api admin templatetags
"""
FLOOR = {room: floor for floor, rooms in enumerate(ROOMS.split("\n")) for room in rooms.split()}
MODULES = [path.relative_to(HOME) for path in sorted(HOME.rglob("*.py")) if path.relative_to(HOME).parts[0] in FLOOR]


def _imported(path: Path, text: str):
    """What a module imports of the package, as `["models", "Office"]`."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = ["departments", *path.parent.parts][: len(path.parts) - node.level + 1] if node.level else []
            module = [*above, *(node.module or "").split(".")]
            names = [[*filter(None, module), alias.name] for alias in node.names]
        else:
            continue
        yield from (name[1:] for name in names if name[0] == "departments")


def _against_the_direction(path: Path, text: str):
    room = path.parts[0]
    for name in _imported(path, text):
        other = name[0] if name else ""
        # What is no room, such as urls.py, stands above all of them; but for what the package itself offers.
        if other != room and FLOOR.get(other, len(FLOOR)) >= FLOOR[room]:
            yield f"{path}: {'.'.join(name)}"


def test_imports_point_one_way():
    broken = chain.from_iterable(_against_the_direction(path, (HOME / path).read_text()) for path in MODULES)
    assert list(broken) == []


def test_one_name_means_one_thing():
    """But for the shapes of the API, which are called as what they show."""
    modules = [path for path in MODULES if path.parts[0] != "api" and "commands" not in path.parts]
    defined = [node for path in modules for node in ast.parse((HOME / path).read_text()).body]
    names = Counter(node.name for node in defined if isinstance(node, ast.ClassDef) and node.name[0] != "_")
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(
    ("path", "text", "broken"),
    [
        ("page/pictures.py", "from ..models import Office", False),
        ("page/pictures.py", "from .storage import keep", False),
        ("page/pictures.py", "from .. import publishing", True),
        ("page/pictures.py", "from ..publishing.verbs import publish", True),
        ("page/pictures.py", "def late():\n    import departments.search", True),
        ("drafts/history/store.py", "from ..state import state", False),
        ("drafts/history/store.py", "from ...reading.directory import Directory", True),
        ("drafts/history/store.py", "from departments.urls import urlpatterns", True),
        ("views/pages.py", "from departments.admin.office import OfficeAdmin", True),
        ("exports/cards.py", "from ..search import finding", True),
    ],
)
def test_this_test_would_notice(path, text, broken):
    assert bool(list(_against_the_direction(Path(path), text))) == broken


def test_every_folder_is_a_room():
    folders = {path.name for path in HOME.iterdir() if path.is_dir()}
    assert folders - {"migrations", "static", "templates", "__pycache__"} == set(FLOOR)
    assert len([path for path in HOME.iterdir() if path.name != "__pycache__"]) <= 25


def test_every_public_function_says_what_it_returns():
    silent = [f"{path}: {name}" for path in MODULES for name in _silent(ast.parse((HOME / path).read_text()))]
    assert silent == []
    module = "class Lead:\n    def post(self): ...\n    def _kept(self): ...\n\ndef told() -> str: ..."
    assert list(_silent(ast.parse(module))) == ["Lead.post"]


def _silent(body, owner=""):
    """The public functions of a module, and of its public classes, without a return type."""
    for node in body.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from _silent(node, f"{owner}{node.name}.")
        elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.returns is None:
            yield f"{owner}{node.name}"


def test_no_two_modules_have_one_name():
    """But for those of the faces, which may bear the name of the verb or noun whose page they are."""
    faces = ("admin", "views", "management/commands")
    inside = [path for path in MODULES if not path.as_posix().startswith(faces) and path.name != "__init__.py"]
    assert [name for name, count in Counter(path.name for path in inside).items() if count > 1] == []
