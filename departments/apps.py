from django.apps import AppConfig


class DepartmentsConfig(AppConfig):
    name = "departments"
    verbose_name = "Directory"

    def ready(self):
        from . import checks  # noqa: F401  registered by being read
