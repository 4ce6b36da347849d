"""How much of damaged text is restored, over many random damages; and that clean text is never touched."""

import random
from pathlib import Path

import pytest

from corpus.readers.text import read_text
from corpus.repair.misaligned import Repaired, repair_misaligned
from tests.corpus.damages import LOSSES, Loss, Outcome, annotated, cut_places, judge, lose_byte

SAMPLES = Path(__file__).parents[2] / "corpus" / "documents"
SHARED = Path(__file__).parents[3] / "shared"
TRADITIONAL = """示例市人民政府關於支持企業遷入的若干措施
為了促進產業發展，對遷入本市的企業給予獎勵，制定本措施。海口高新區管委會負責實施。
企業應當在本市註冊，並且在統計部門登記；投資額超過三億元的，給予一次性獎勵，最高五百萬元。
申請人應當向海口高新區管委會提交申請表、營業執照和審計報告，管委會在十五個工作日內辦結。
對國家高新技術企業，按照實際繳納的租金給予補貼，補貼期限最長三年，每年最高一百萬元。
本措施自公布之日起施行，有效期三年，由市發展和改革委員會負責解釋，法律、法規另有規定的除外。
"""


def damaged_copies(text: str, seed: int, count: int) -> list[tuple[str, str, str]]:
    """Line as it was, damaged line, and repaired line of `count` copies of `text`, each with one byte lost."""
    chance = random.Random(seed)
    lines = [line for line in text.split("\n") if line.strip()]
    found: list[tuple[str, str, str]] = []
    while len(found) < count:
        index = chance.randrange(len(lines))
        line, loss = lines[index], chance.choice(LOSSES)
        places = [at for at in range(len(line) - 1) if len(line[at].encode("gb18030")) == 2]
        if not places:
            continue
        hurt = lose_byte(line, chance.choice(cut_places(line) or places), loss)
        copy = "\n".join((*lines[:index], hurt, *lines[index + 1 :]))
        found.append((line, hurt, repair_misaligned(copy).text.split("\n")[index]))
    return found


def total(copies: list[tuple[str, str, str]]) -> Outcome:
    return sum((judge(*copy) for copy in copies), Outcome(0, 0, 0, 0))


def sample_texts() -> list[str]:
    texts = []
    for path in sorted(SAMPLES.rglob("*.txt")):
        try:
            texts.append(read_text(path.read_bytes().decode("utf-8")).text)
        except UnicodeDecodeError:  # one of them is there to show another encoding
            continue
    return texts


def test_most_of_what_a_lost_byte_garbled_is_restored_and_next_to_nothing_is_made_up() -> None:
    outcome = total(damaged_copies(TRADITIONAL, 1, 40))
    touched = outcome.restored + outcome.marked + outcome.wrong + outcome.left
    assert outcome.restored >= 0.6 * touched
    assert outcome.wrong <= 0.02 * touched


def test_simplified_text_is_restored_to_the_end_of_its_run() -> None:
    outcome = sum((total(damaged_copies(text, 2, 4)) for text in sample_texts()), Outcome(0, 0, 0, 0))
    touched = outcome.restored + outcome.marked + outcome.wrong + outcome.left
    assert outcome.restored >= 0.6 * touched
    assert outcome.wrong <= 0.02 * touched


def test_annotations_inside_the_damage_do_not_stop_the_repair() -> None:
    line = "企業應當在海口高新區註冊，享受國家規定的優惠。"
    hurt = lose_byte(annotated(line, random.Random(3), share=0.0), 5, Loss("?", True, False)).replace("^", "^(qū)", 1)
    assert "在海口高新區" in repair_misaligned(f"{TRADITIONAL}{hurt}").text.split("\n")[-1]


def test_clean_text_stays_as_it_is() -> None:
    for text in (TRADITIONAL, *sample_texts()):
        assert repair_misaligned(text) == Repaired(text, 0, 0)


@pytest.mark.skipif(not (SHARED / "regulations").exists(), reason="../shared/regulations is not here")
def test_real_regulations_stay_as_they_are() -> None:
    for path in sorted((SHARED / "regulations").rglob("*.md"))[::60]:
        text = path.read_text(encoding="utf-8")
        assert repair_misaligned(text).text == text, path.name


@pytest.mark.skipif(not (SHARED / "seeds").exists(), reason="../shared/seeds is not here")
def test_the_scraped_articles_read_whole() -> None:
    from corpus.load import load

    text = load(SHARED / "seeds" / "003_2ee765e503b75925.txt").text
    assert text.count("□") == 1
    assert [word in text for word in ("海口高新區", "海口國家高新區", "林一民告訴", "海口網")] == [True] * 4
    assert "(guó)" not in text
    assert "？诟" not in text
