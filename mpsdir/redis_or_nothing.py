"""Redis as the cache of a site that goes on without it: what cannot be asked is not there, and is not kept."""

import logging

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


class RedisOrNothing(RedisCache):
    """Says once that Redis is gone, and once that it is back."""

    _is_gone = False  # of the process: each thread has a cache of its own

    def get(self, key, default=None, version=None):
        return self._or(default, super().get, key, default, version)

    def set(self, *args, **options):
        return self._or(None, super().set, *args, **options)

    def delete(self, *args, **options):
        return self._or(False, super().delete, *args, **options)

    def _or(self, instead, ask, *args, **options):
        try:
            answer = ask(*args, **options)
        except RedisError as error:
            if not RedisOrNothing._is_gone:
                RedisOrNothing._is_gone = True
                log.error("The cache does not answer, and the site goes on without it: %s", error)
            return instead
        if RedisOrNothing._is_gone:
            RedisOrNothing._is_gone = False
            log.warning("The cache answers again.")
        return answer
