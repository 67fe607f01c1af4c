"""The nouns of the directory. A model knows its own data; what is done with it lives in the modules named for verbs."""

from . import called
from .arrival import Arrival
from .asked import Asked
from .contact import Contact
from .department import Department
from .directory_version import DirectoryVersion
from .district import Alert, District, DistrictLine
from .entry import Entry
from .everyday_words import EverydayWords
from .happening import Happening
from .listing import Listing
from .load import Load
from .missed_search import MissedSearch
from .office import Office
from .old_address import OldAddress
from .open_form import OpenForm
from .preview_link import PreviewLink
from .publication import Publication
from .removal import Removal
from .school_year import SchoolYear
from .taken_off import TakenOff

called.in_the_readers_language()
