"""Model fields of our own."""

from django_prose_editor.fields import ProseEditorField

from ..words import richtext
from .text_field import Tidied


class RichTextField(Tidied, ProseEditorField):
    """
    HTML from the allow-list in `richtext.py`.

    The editor's own field sanitises last in `clean()`, and so takes for a text what has none left. This one does so
    before it asks anything, in forms and `loaddata`, and at every `save()`. `QuerySet.update()` still goes round it,
    which is why freezing sanitises again.
    """

    kept = staticmethod(richtext.kept)

    def __init__(self, *args, extensions=None, **kwargs):
        extensions = extensions or richtext.EDITOR_EXTENSIONS
        super().__init__(*args, extensions=extensions, sanitize=richtext.sanitise, **kwargs)
