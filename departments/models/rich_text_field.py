"""Model fields of our own."""

from django_prose_editor.fields import ProseEditorField

from ..words import richtext


class RichTextField(ProseEditorField):
    """
    HTML from the allow-list in `richtext.py`.

    The editor's own field sanitises in `clean()` only; this one does so at every `save()` as well. Raw saves
    (`loaddata`) and `QuerySet.update()` still go round it, which is why freezing sanitises again.
    """

    def __init__(self, *args, extensions=None, **kwargs):
        extensions = extensions or richtext.EDITOR_EXTENSIONS
        super().__init__(*args, extensions=extensions, sanitize=richtext.sanitise, **kwargs)

    def pre_save(self, model_instance, add) -> str:
        value = self.sanitize(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value
