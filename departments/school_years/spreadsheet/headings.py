"""Which column a heading means, as offices write it in English and Spanish, and as what stands below it. Pure."""

import re
from collections.abc import Sequence

from ...models.facts import Column, Standing
from ...words.folding import fold
from ...words.typed_number import read as typed_number
from .sheet_columns import (
    ADDRESS,
    BY_HEADING,
    DEPARTMENT,
    EXTENSION,
    FACTS,
    FIRST_NAME,
    HOLDER,
    LAST_NAME,
    LINE,
    OFFICE,
    UNIT,
    UNIT_OF,
)

BY_FACT = {fact.name: column for column, fact in FACTS.items()}
NAME, TITLE, STANDING = BY_FACT["lead_name"], BY_FACT["lead_title"], BY_FACT["lead_standing"]
PHONE, FAX, EMAIL = BY_FACT["phone"], BY_FACT["fax"], BY_FACT["email"]
LOCATION, WEBSITE, HOURS = BY_FACT["location"], BY_FACT["website"], BY_FACT["hours"]

# Folded, and without what says no more than that it is a number.
_SYNONYMS = {
    OFFICE: "office name, name of office, division, division name, bureau, branch, oficina, nombre de la oficina,"
    " division office, office division, directorate, despacho",
    DEPARTMENT: "dept, departments, department name, dept name, name of department, department program, program,"
    " program name, departamento, depto, dpto, nombre del departamento, programa, department office",
    UNIT: "unit, unit name, section, team, subdepartment, sub department, subunit, unidad, seccion, equipo",
    UNIT_OF: "parent department, part of, unidad de, parte de",
    TITLE: "position, job title, position title, title position, role, post, working title, titulo, puesto, cargo,"
    " titulo del puesto, lead title, title of lead",
    NAME: "contact, contact name, contact person, contact s, lead, lead name, leader, head, head of department,"
    " department head, dept head, staff, staff name, staff member, employee, employee name, person, full name,"
    " incumbent, responsible, in charge, nombre, nombre completo, nombre y apellido, contacto, persona de contacto,"
    " responsable, encargado, encargada",
    HOLDER: "director, director name, chief, superintendent, supervisor, manager, administrator, coordinator,"
    " principal, executive director, senior director, department director, gerente, jefe, jefa, directora,"
    " coordinador, coordinadora",
    FIRST_NAME: "first name, first, given name, given names, forename, fname, nombre de pila, primer nombre, nombres",
    LAST_NAME: "last name, last, surname, family name, lname, apellido, apellidos, primer apellido",
    STANDING: "status, appointment status, appointment, situacion, estatus, estado",
    PHONE: "telephone, tel, ph, main, main phone, main telephone, main line, office phone, office telephone,"
    " phone main, telephone main, work phone, business phone, direct, direct phone, direct line, contact phone,"
    " dept phone, department phone, phone line, telefono, tel principal, telefono principal, telefono de oficina",
    FAX: "facsimile, fax line, telefax, fax phone, facsimil, telecopia",
    EMAIL: "mail, email, email address, e mail address, work email, work e mail, contact email, office email,"
    " correo, correo electronico, direccion de correo, email id",
    EXTENSION: "ext, extn, xtn, x, phone ext, phone extension, extension tel, anexo, interno",
    LOCATION: "room, rm, building, bldg, building room, office location, floor, suite, site, where, street address,"
    " mailing address, room location, ubicacion, lugar, salon, sala, edificio, piso, direccion, cuarto, oficina sala",
    HOURS: "office hours, hours of operation, open, horario, horas, horario de atencion",
    BY_FACT["languages"]: "language, languages spoken, spoken languages, idioma, idiomas, lenguas",
    WEBSITE: "web, web site, web page, webpage, url, site url, homepage, home page, link, sitio web, pagina web,"
    " enlace",
    BY_FACT["summary"]: "description, about, purpose, what we do, resumen, descripcion",
    BY_FACT["also_known_as"]: "other name, acronym, acronyms, abbreviation, aka, also known as, otros nombres, siglas,"
    " acronimo",
    LINE: "tty, tdd, tty tdd, toll free, tollfree, alternate phone, other phone, second phone, phone 2, telephone 2,"
    " main 2, alt phone, after hours, secretary, assistant, administrative assistant, admin assistant, secretaria,"
    " asistente, numero gratuito",
}
_MEANT = {words.strip(): column for column, said in _SYNONYMS.items() for words in said.split(",")}
_ONLY_A_NUMBER = {"no", "nr", "num", "nbr", "number", "numbers", "numero", "s", "es"}
# Beside these a number or an address belongs to somebody else, or is not meant for a directory.
_ASIDE = re.compile(
    r"\b(old|former|previous|prior|supervisor|reports?|emergency|home|personal|private|cell|mobile|parent|backup|id|code"
    r"|anterior|personal|celular|movil|casa|emergencia)\b"
)
_STRUCTURE = (OFFICE, DEPARTMENT, UNIT)
_EMAIL = re.compile(r"\S+@\S+\.\w+")
_STANDINGS = {fold(word) for choice in Standing.choices for word in choice}


def meant(heading: str) -> Column | None:
    """The column that `heading` says by itself, None where it says none that is known."""
    folded = fold(heading)
    words = [word for word in folded.split() if word not in _ONLY_A_NUMBER]
    plain = " ".join(words)
    return BY_HEADING.get(folded) or _MEANT.get(folded) or BY_HEADING.get(plain) or _MEANT.get(plain)


def matched(headings: dict[int, str], below: dict[int, Sequence[str]]) -> dict[int, Column]:
    """
    By place the column that each of `headings` means, with the texts `below` it. Where several mean one that holds one
    text, it is the heading that says it in the template's words, or else the first; a further phone is a line.
    """
    said = {place: column for place, heading in headings.items() if (column := _with_cells(heading, below[place]))}
    _weigh_against_each_other(said, headings, below)
    found, taken = {}, set()
    is_exact = {place: BY_HEADING.get(fold(headings[place])) is column for place, column in said.items()}
    for place in sorted(said, key=lambda place: (not is_exact[place], place)):
        column = said[place]
        is_twin = any(fold(headings[place]) == fold(headings[other]) for other in found)
        if column in taken and column not in (LINE, LOCATION) and not is_twin:
            column = LINE if column is PHONE else None
        if column:
            found[place] = column
            taken.add(column)
    for place in headings.keys() - said.keys():
        column = _by_cells(below[place])
        if column and column not in taken and not _ASIDE.search(fold(headings[place])):
            found[place] = column
            taken.add(column)
    return dict(sorted(found.items()))


def _with_cells(heading, cells):
    column, words = meant(heading), fold(heading)
    by_cells = _by_cells(cells)
    if words in ("contact", "contacto", "main", "direct", "contacts") and cells:
        return by_cells or (NAME if words.startswith("contact") else PHONE)
    if column is ADDRESS and cells and not all(re.fullmatch(r"[-\w]+", cell) for cell in cells):
        return LOCATION
    if column is STANDING and words != "standing" and not all(fold(cell) in _STANDINGS for cell in cells):
        return None
    return column


def _weigh_against_each_other(said, headings, below):
    """What a heading means because of another: rooms beside a division, a first name before a last one."""
    columns = set(said.values())
    for place, column in said.items():
        words = fold(headings[place])
        if column is NAME and LAST_NAME in columns and FIRST_NAME not in columns and words in ("nombre", "name"):
            said[place] = FIRST_NAME
        elif column is OFFICE and words in ("office", "oficina") and _are_rooms(below[place]):
            said[place] = LOCATION
        elif column is UNIT and DEPARTMENT not in columns:
            said[place] = DEPARTMENT
        elif column is HOLDER and NAME in columns:
            del said[place]
            return _weigh_against_each_other(said, headings, below)
    return None


def _are_rooms(cells):
    rooms = [cell for cell in cells if re.search(r"\d|^(rm|room|suite)\b", cell, re.IGNORECASE)]
    return len(rooms) * 2 > len(cells)


def _by_cells(cells):
    """What all that stands in a column is, where that is certain: e-mail addresses, numbers, addresses of pages."""
    if len(cells) >= 2:
        for column, is_one in ((EMAIL, _EMAIL.fullmatch), (WEBSITE, _is_page), (PHONE, _is_number)):
            if all(map(is_one, cells)):
                return column
    return None


def _is_page(text):
    return text.lower().startswith(("http://", "https://", "www."))


def _is_number(text):
    found = typed_number(text)
    return bool(found and found.is_all and len(found.digits) == 10)


def score(row: dict) -> int:
    """How much like headings the cells of a row are; 0 where they are none."""
    columns = {column for cell in row.values() if isinstance(cell, str) and len(cell) < 60 and (column := meant(cell))}
    return len(columns) + 2 * bool(columns & set(_STRUCTURE)) if len(columns) > 1 else 0
