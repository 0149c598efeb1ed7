import pytest

from kgload.read.titles import clean_title, publisher_name, publisher_of


@pytest.mark.parametrize(
    ("title", "clean", "publisher"),
    [
        ("Nixon lands in Peking - Houston Chronicle", "Nixon lands in Peking", "Houston Chronicle"),
        ("Nixon lands in Peking | Al Bawaba", "Nixon lands in Peking", "Al Bawaba"),
        ("Nixon lands in Peking | World News - Times of India", "Nixon lands in Peking", "Times of India"),
        ("Nixon lands in Peking – Reuters", "Nixon lands in Peking", "Reuters"),
        ("Nixon lands in Peking - Newspaper - DAWN.COM", "Nixon lands in Peking", "DAWN.COM"),
        ("Nixon lands in Peking - Pakistan", "Nixon lands in Peking - Pakistan", None),
        ("Nixon lands in Peking :", "Nixon lands in Peking", None),
        ("US-China thaw - what comes next", "US-China thaw - what comes next", None),
        ("Nixon in China - A Turning Point", "Nixon in China - A Turning Point", None),
        ("Nixon goes | BBC News", "Nixon goes | BBC News", None),
        (
            "Watergate: how two reporters - and a source - won",
            "Watergate: how two reporters - and a source - won",
            None,
        ),
    ],
)
def test_the_site_behind_a_headline(title: str, clean: str, publisher: str | None) -> None:
    assert clean_title(title) == (clean, publisher)


@pytest.mark.parametrize(
    ("url", "publisher"),
    [
        ("https://www.theguardian.com/world/1", "The Guardian"),
        ("https://english.news.cn/20231108/1", "Xinhua"),
        ("https://nottheguardian.com/world/1", None),
        ("https://[broken/", None),
        ("https://com/", None),
        (None, None),
    ],
)
def test_publisher_of_a_host(url: str | None, publisher: str | None) -> None:
    assert publisher_of(url) == publisher


def test_one_spelling_of_a_publisher() -> None:
    assert publisher_name("times of india") == "The Times of India"
    assert publisher_name("The Village Voice of Somewhere") == "The Village Voice of Somewhere"
