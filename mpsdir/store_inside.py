"""Pictures in an object store behind the fence: pages name an address of ours, which leads on to one that ends."""

from django.urls import reverse
from storages.backends.s3 import S3Storage


class StoreInside(S3Storage):
    """`url` is the application's address of a picture; `signed_url` the store's own, which ends."""

    def url(self, name, **options) -> str:
        return reverse("departments:picture", args=[name.removeprefix("images/")])

    def signed_url(self, name: str) -> str:
        return super().url(name)
