from django.apps import AppConfig


class DepartmentsConfig(AppConfig):
    name = "departments"
    verbose_name = "Directory"

    def ready(self):
        import reversion

        from . import checks  # noqa: F401  registered by being read
        from .models import Contact, Department, Office

        # For django-reversion's own commands and queries; what becomes a version is said in `history/`.
        reversion.register(Contact)
        reversion.register(Department, follow=["contacts"])
        reversion.register(Office, exclude=["editors"], follow=["departments", "contacts"])
