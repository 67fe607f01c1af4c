"""No loop of a request takes memory from the system and gives it back with each call."""

import resource

from mpsdir.front_door import held
from mpsdir.room_for_frames import with_room


def _one():
    return None


# Larger than a step deeper, so that at some depth it is the one that does not fit.
_one.__code__ = _one.__code__.replace(co_stacksize=200)


def _taken(depth):
    """How many pieces of memory are taken from the system while `_one` is called a hundred times that deep."""
    if depth:
        return _taken(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(100):
        _one()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_no_call_takes_memory_however_deep_it_is():
    assert max(_taken(depth) for depth in range(200)) >= 100  # at the end of a piece, each does
    assert max(with_room(_taken)(depth) for depth in range(200)) < 20


def test_django_has_room_and_what_takes_its_pieces(application):
    from mpsdir.wsgi import django

    assert [call.__code__.co_stacksize for call in (django, held)] == [2**16, 2**16]
