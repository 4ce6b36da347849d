"""Characters of private use: what a typesetting system kept for itself, and no other program can show."""

import re

# Founder's typesetting keeps a full-width decimal point here: 身高低于1<U+E010>4米 is 1.4米.
_DECIMAL_POINT = re.compile(r"(?<=\d)\ue010(?=\d)")
# At the ends of lines, behind a sentence, or beside a blank it was a blank or a bullet; inside a word it is a loss.
_PRIVATE = "[\ue000-\uf8ff]"
_ORNAMENT = re.compile(rf"^{_PRIVATE}{{1,9}}|{_PRIVATE}{{1,9}}$|(?<=[。；：！？\s]){_PRIVATE}{{1,9}}", re.MULTILINE)


def restore_private(text: str) -> tuple[str, int]:
    """Text with decimal points restored and ornaments dropped, and how many of both there were."""
    text, points = _DECIMAL_POINT.subn(".", text)
    text, ornaments = _ORNAMENT.subn("", text)
    return text, points + ornaments
