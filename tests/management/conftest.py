import pytest


@pytest.fixture(autouse=True)
def no_pictures(settings, tmp_path):
    """Those that other tests left tell of a directory that lost its school years."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
