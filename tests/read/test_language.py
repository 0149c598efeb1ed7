import pytest

from kgload.read.language import language_of

ENGLISH = "The treaty was signed in the Hall of Mirrors, and it was to be ratified by the parliaments of both states."
FRENCH = (
    "Le président de la République française a reçu à Paris le chancelier allemand pour un entretien consacré à la "
    "construction européenne et aux relations franco-allemandes, a annoncé le palais de l’Élysée dans un communiqué."
)


@pytest.mark.parametrize(
    ("text", "stated", "language"),
    [
        (ENGLISH, None, "en"),
        (FRENCH, None, "und"),
        (FRENCH, "fr-FR", "fr"),
        ("国家主席习近平在北京同普京举行会谈", None, "und"),
        ("Talks begin", None, "en"),
        ("Talks begin", "en_US", "en"),
        ("Talks begin", "???", "en"),
    ],
)
def test_language(text: str, stated: str | None, language: str) -> None:
    assert language_of(text, stated) == language
