"""Model fields of our own."""

from django_prose_editor.fields import ProseEditorField

from ..words import richtext


class RichTextField(ProseEditorField):
    """
    HTML from the allow-list in `richtext.py`.

    The editor's own field sanitises last in `clean()`, and so takes for a text what has none left. This one does so
    before it asks anything, in forms and `loaddata`, and at every `save()`. `QuerySet.update()` still goes round it,
    which is why freezing sanitises again.
    """

    def __init__(self, *args, extensions=None, **kwargs):
        extensions = extensions or richtext.EDITOR_EXTENSIONS
        super().__init__(*args, extensions=extensions, sanitize=richtext.sanitise, **kwargs)

    def to_python(self, value) -> str:
        value = super().to_python(value)
        return self.sanitize(value) if isinstance(value, str) else value

    def pre_save(self, model_instance, add) -> str:
        value = self.sanitize(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value
