"""What is told in the log once an hour."""

from departments.words import news


def test_it_is_news_once_an_hour_each(monkeypatch):
    monkeypatch.setattr(news.time, "monotonic", lambda: now)
    now = 0.0
    assert [news.is_news("an alert"), news.is_news("an alert"), news.is_news("a page")] == [True, False, True]
    now = news.AN_HOUR - 1
    assert (news.is_news("an alert"), news.is_news("an alert", 60)) == (False, True)
    now = 2 * news.AN_HOUR
    assert [news.is_news("an alert"), news.is_news("an alert")] == [True, False]


def test_it_takes_no_more_and_more_memory():
    for number in range(10_001):
        news.is_news(f"page {number}")
    assert len(news._told) == 1
