"""People who sign in with their e-mail address: no username, no names apart, and a key that is no number."""

import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models


class People(BaseUserManager):
    def create_superuser(self, email, password=None):
        person = self.model(email=email, is_superuser=True)
        person.set_password(password)
        person.save()
        return person


class Person(AbstractBaseUser, PermissionsMixin):
    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    email = models.EmailField(unique=True)

    objects = People()

    USERNAME_FIELD = "email"

    class Meta:
        db_table = "intranet_people"
        verbose_name_plural = "people"

    def __str__(self):
        return self.email

    @property
    def is_staff(self):
        return self.is_superuser or self.groups.exists()
