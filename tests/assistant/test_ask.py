import datetime
from pathlib import Path

import pytest

from assistant.answer import Answer, Outcome, Turn
from assistant.ask import ask
from assistant.open import Assistant, assistant_over
from assistant.settings import Settings
from corpus.document import Card
from corpus.errors import BadQuestion
from evals.scripted import ChatServer, Reply, chat_server, citing
from index.hit import Filters
from index.ingest import ingest
from index.store import Store


def last(assistant: Assistant, question: str, *history: str, filters: Filters = Filters()) -> Answer:
    *_, answer = ask(assistant, question, [Turn(asked, "略") for asked in history], filters)
    assert isinstance(answer, Answer)
    return answer


def with_model(store: Store, server: ChatServer, monkeypatch: pytest.MonkeyPatch, timeout: float = 20) -> Assistant:
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setenv("OPENAI_API_KEY", "test")
    return assistant_over(store, Settings(model="openai:scripted", model_timeout=timeout, contact="示例热线 12345"))


def test_the_answer_is_the_sentence_with_its_place(assistant: Assistant) -> None:
    answer = last(assistant, "东湖园区的租金补贴是多少？")
    assert answer.outcome is Outcome.ANSWERED
    assert "80%" in answer.text
    assert "100万元" in answer.text
    assert answer.text.endswith("[1]")
    (citation,) = answer.citations
    assert citation.hit.chunk.path[-1] == "第二条"
    document = assistant.store.catalog.document(citation.hit.chunk.card.doc_id)
    assert document.text[citation.start :].startswith(citation.quote)


def test_the_pieces_of_an_extractive_answer_add_up_to_it(assistant: Assistant) -> None:
    *pieces, answer = ask(assistant, "申请东湖园区扶持资金要符合哪些条件？")
    assert isinstance(answer, Answer)
    assert "".join(piece for piece in pieces if isinstance(piece, str)) == answer.text


def test_a_list_comes_whole(assistant: Assistant) -> None:
    text = last(assistant, "申请东湖园区扶持资金的企业要符合哪些条件？").text
    assert [fact in text for fact in ("依法纳税", "重大安全事故", "统计数据")] == [True, True, True]


def test_a_follow_up_swaps_the_park(assistant: Assistant) -> None:
    answer = last(assistant, "那青岚园区呢？", "东湖园区的租金补贴是多少？")
    assert answer.standalone_question == "青岚园区的租金补贴是多少？"
    assert "50%" in answer.text
    assert "80%" not in answer.text


def test_what_is_repealed_does_not_answer(assistant: Assistant) -> None:
    assert "20%" not in last(assistant, "青岚园区的租金补贴是多少？").text


def test_it_does_answer_as_of_a_day_on_which_it_was_in_force(assistant: Assistant) -> None:
    as_of = Filters(as_of=datetime.date(2021, 1, 1), include_past=False)
    hits = last(assistant, "青岚园区第一年租金补贴是多少？", filters=as_of).hits
    assert any("20%" in hit.chunk.text for hit in hits)


def test_a_question_about_a_past_time_is_answered_as_of_then_and_says_so(assistant: Assistant) -> None:
    answer = last(assistant, "2021年1月时，青岚园区第一年租金补贴最高多少？")
    assert answer.text.startswith("以下按 2021-01-31 当日有效的文件回答。")
    assert "20%" in answer.text
    assert answer.scope == "时点 2021-01-31"


def test_what_is_repealed_answers_only_when_asked_for_and_says_so_first(assistant: Assistant) -> None:
    answer = last(assistant, "《青岚园区招商扶持政策（试行）》第一条规定了什么？", filters=Filters(include_past=True))
    assert answer.text.startswith(
        "注意：《青岚园区招商扶持政策（试行）》已废止（2025年3月1日被《青岚园区招商扶持政策》废止）"
    )
    assert "20%" in answer.text


def test_the_validity_of_a_named_document_is_told_with_what_repealed_it(assistant: Assistant) -> None:
    text = last(assistant, "《青岚园区招商扶持政策（试行）》还有效吗？").text
    assert "已废止" in text
    assert "《青岚园区招商扶持政策》" in text


def test_an_article_is_given_word_for_word(assistant: Assistant) -> None:
    answer = last(assistant, "东湖园区产业扶持办法第四条规定了什么？")
    assert answer.text == "第四条 园区提供人才公寓300套。[1]"


def test_parks_stand_side_by_side_and_silence_is_said(assistant: Assistant) -> None:
    answer = last(assistant, "东湖园区和青岚园区的物流补贴有什么区别？")
    assert answer.outcome is Outcome.PARTIAL
    assert "**青岚园区**：" in answer.text
    assert "30万元" in answer.text
    assert "**东湖园区**：未见规定" in answer.text


@pytest.mark.parametrize("question", ["明天天气怎么样？", "量子计算机的原理是什么？", "东湖园区的物流补贴是多少？"])
def test_without_evidence_there_is_no_answer_but_the_nearest_documents_and_a_contact(
    assistant: Assistant, question: str
) -> None:
    answer = last(assistant, question)
    assert answer.outcome is Outcome.NOT_FOUND
    assert answer.citations == ()
    assert "示例热线 12345" in answer.text


def test_a_greeting_is_answered_without_citing(assistant: Assistant) -> None:
    answer = last(assistant, "你好！")
    assert "问策" in answer.text
    assert answer.citations == ()


def test_nothing_asked_is_a_bad_question(assistant: Assistant) -> None:
    with pytest.raises(BadQuestion):
        last(assistant, "  ")


def test_a_model_writes_the_answer_and_cites_what_it_was_shown(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with chat_server(citing("前两年补贴租金的80%，每年最高100万元。[{n}]", "实际租金")) as server:
        answer = last(with_model(store, server, monkeypatch), "东湖园区的租金补贴是多少？")
    assert answer.model == "openai:scripted"
    assert answer.outcome is Outcome.ANSWERED
    assert answer.citations[0].quote in answer.citations[0].hit.chunk.text
    (request,) = server.requests
    assert request["stream"] is True
    asked = server.asked()
    assert "标题：《东湖园区产业扶持办法》\n文号：示东管〔2024〕6号\n" in asked
    assert "位置：第二条\n施行：2024年5月1日\n有效期至：2029年4月30日\n时效：现行有效\n" in asked
    assert "标题：《青岚园区招商扶持政策（试行）》" not in asked  # it is repealed; what repeals it may name it


def test_a_false_figure_of_the_model_does_not_reach_the_reader(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    reply = citing("前两年补贴租金的80%。[{n}]每年最高500万元。[{n}]另有人才公寓。[77]", "实际租金")
    with chat_server(reply) as server:
        answer = last(with_model(store, server, monkeypatch), "东湖园区的租金补贴是多少？")
    assert answer.outcome is Outcome.PARTIAL
    assert "80%" in answer.text
    assert "500" not in answer.text
    assert "77" not in answer.text
    assert "2 句未能" in answer.text
    assert [one.reason for one in answer.left_out] == ["所引原文没有这样的数字", "引用的材料编号不存在"]


def test_a_model_that_finds_nothing_refuses(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with chat_server("未找到依据") as server:
        answer = last(with_model(store, server, monkeypatch), "东湖园区的租金补贴是多少？")
    assert answer.outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize(
    "reply", [500, 429, "", "租金全免。", 3.0], ids=["500", "429", "empty", "unproved", "too slow"]
)
def test_when_the_model_fails_the_extractive_answer_stands_in(
    store: Store, monkeypatch: pytest.MonkeyPatch, reply: Reply
) -> None:
    with chat_server(reply) as server:
        answer = last(with_model(store, server, monkeypatch, timeout=1), "东湖园区的租金补贴是多少？")
    assert answer.outcome is Outcome.DEGRADED
    assert "80%" in answer.text
    assert answer.model == "extractive"


def test_a_model_makes_a_follow_up_stand_alone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with chat_server("青岚园区的租金补贴是多少？", citing("第一年补贴50%。[{n}]", "50%")) as server:
        answer = last(with_model(store, server, monkeypatch), "青岚那边怎么样", "东湖园区的租金补贴是多少？")
    assert answer.standalone_question == "青岚园区的租金补贴是多少？"
    assert answer.question == "青岚那边怎么样"
    assert "50%" in answer.text


def test_a_model_is_not_asked_when_nothing_was_found(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with chat_server("天气晴朗。[1]") as server:
        answer = last(with_model(store, server, monkeypatch), "明天天气怎么样？")
    assert answer.outcome is Outcome.NOT_FOUND
    assert server.requests == []


def test_of_two_tiers_the_one_that_rules_the_case_answers(store: Store, tmp_path: Path) -> None:
    rule = tmp_path / "分档.txt"
    rule.write_text(
        "示例市制造业投资奖励办法\n第一条 新引进的制造业项目投资达到1亿元以上不足3亿元的，奖励最高2000万元；"
        "达到3亿元以上的，奖励最高3000万元。",
        encoding="utf-8",
    )
    ingest(store, [rule])
    text = last(Assistant(store, Settings()), "投资3亿以上的制造业项目奖励最高多少？").text
    assert "3000万元" in text


def test_a_place_that_the_words_lead_away_from_is_searched_by_itself(store: Store, tmp_path: Path) -> None:
    for number in range(14):
        other = tmp_path / f"杭州{number}.txt"
        other.write_text(f"杭州市企业支持办法{number}\n第一条 杭州市对高新技术企业给予支持{number}。", encoding="utf-8")
    own = tmp_path / "广州.txt"
    own.write_text("广州市促进条例\n第一条 广州市支持高新技术企业，奖励研发。", encoding="utf-8")
    ingest(store, sorted(tmp_path.glob("*.txt")))
    answer = last(Assistant(store, Settings()), "广东省对高新技术企业有什么支持？")
    assert answer.outcome is Outcome.ANSWERED
    assert {citation.hit.chunk.card.region for citation in answer.citations} == {"广东省广州市"}


def test_several_questions_in_one_message_are_each_answered_under_their_words(assistant: Assistant) -> None:
    answer = last(assistant, "东湖园区企业租用标准厂房给多少补贴？青岚园区的物流补贴每年最高多少？")
    assert answer.outcome is Outcome.ANSWERED
    assert "**东湖园区企业租用标准厂房给多少补贴**：" in answer.text
    assert "80%" in answer.text
    assert "30万元" in answer.text
    assert {citation.hit.chunk.card.title for citation in answer.citations} == {
        "东湖园区产业扶持办法",
        "青岚园区招商扶持政策",
    }


def test_of_several_questions_the_one_without_evidence_is_named(assistant: Assistant) -> None:
    answer = last(assistant, "东湖园区企业租用标准厂房给多少补贴？飞船发射场的轨道倾角是多少？")
    assert answer.outcome is Outcome.PARTIAL
    assert "80%" in answer.text
    assert "**飞船发射场的轨道倾角是多少**：已收录的文件中没有找到相应规定。" in answer.text


def test_a_follow_up_with_nothing_but_an_attribute_is_asked_of_the_matter(assistant: Assistant) -> None:
    answer = last(assistant, "每年最高多少？", "东湖园区企业租用标准厂房给多少补贴？")
    assert "100万元" in answer.text


def test_work_of_another_trade_is_declined_with_what_can_be_asked(assistant: Assistant) -> None:
    answer = last(assistant, "帮我写一首关于园区的诗")
    assert answer.outcome is Outcome.NOT_FOUND
    assert answer.hits == ()
    assert "政策文件" in answer.text


def test_whether_a_matter_still_applies_is_told_of_the_text_that_rules_it(assistant: Assistant) -> None:
    answer = last(assistant, "企业货运的物流补贴现在还有效吗？")
    assert answer.text.startswith("《青岚园区招商扶持政策》现行有效，自2025年3月1日起施行")


def test_whether_a_matter_applies_that_no_text_rules_is_not_told_of_another(assistant: Assistant) -> None:
    answer = last(assistant, "飞船发射保险现在还有效吗？")
    assert answer.outcome is Outcome.NOT_FOUND


def test_the_first_question_after_a_warm_up_reads_no_list_of_all_documents(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    cards, read = assistant.store.catalog.cards, []

    def reading() -> list[Card]:
        read.append("cards")
        return cards()

    monkeypatch.setattr(assistant.store.catalog, "cards", reading)
    assistant.warm_up()
    assert read
    read.clear()
    assert last(assistant, "东湖园区的租金补贴是多少？").outcome is Outcome.ANSWERED
    assert read == []


def test_a_comparison_is_a_table_from_the_texts_and_no_matter_for_a_model(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with chat_server("东湖的补贴是200%。[1]") as server:
        answer = last(with_model(store, server, monkeypatch), "东湖园区和青岚园区的租金补贴有什么区别？")
    assert server.requests == []
    assert answer.model == "extractive"
    assert "80%" in answer.text
    assert "50%" in answer.text


def test_a_park_by_its_bare_name_is_not_answered_with_the_rule_of_another(assistant: Assistant) -> None:
    assert "30万元" in last(assistant, "青岚的物流补贴每年最高多少？").text
    answer = last(assistant, "东湖的物流补贴每年最高多少？")
    assert answer.outcome is Outcome.NOT_FOUND
    assert "30万元" not in answer.text


def test_one_word_is_asked_back_and_not_answered_with_any_sentence_that_has_it(assistant: Assistant) -> None:
    answer = last(assistant, "补贴")
    assert answer.outcome is Outcome.NOT_FOUND
    assert "请说明想了解哪个园区的哪一项" in answer.text


def test_a_long_story_is_answered_by_what_it_asks(assistant: Assistant) -> None:
    story = "我们公司是2019年成立的，做芯片设计，员工60人，准备搬到东湖园区，想知道租用标准厂房给多少补贴？"
    assert "80%" in last(assistant, story).text


def test_signs_without_a_word_are_no_question(assistant: Assistant) -> None:
    with pytest.raises(BadQuestion, match="空"):
        last(assistant, "？？。")


def test_a_grant_is_not_answered_with_a_sentence_that_only_shares_its_words(assistant: Assistant, store: Store) -> None:
    folder = store.home / "more"
    folder.mkdir()
    (folder / "规划.txt").write_text("临港园区规划\n第一条 临港园区重点发展现代物流产业。\n", encoding="utf-8")
    assert ingest(store, [folder]).failed == ()
    assert last(assistant, "临港园区的物流补贴是多少？").outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("青岚园区招商扶持政策（试行）还有效吗？", "已废止"),
        ("《飞船管理办法》还有效吗？", "没有找到"),
        ("东湖园区产业扶持办法第九条是什么？", "《东湖园区产业扶持办法》共5条，没有第9条。"),
    ],
)
def test_a_document_or_article_that_is_not_there_is_not_taken_for_the_nearest(
    assistant: Assistant, question: str, said: str
) -> None:
    assert said in last(assistant, question).text


def test_a_document_that_is_known_only_from_its_repeal_is_told_to_be_repealed(
    store: Store, assistant: Assistant
) -> None:
    old = next(card for card in store.catalog.cards() if "试行" in card.title)
    store.remove(old.doc_id)
    answer = last(assistant, "《青岚园区招商扶持政策（试行）》还有效吗？")
    assert answer.text.startswith("《青岚园区招商扶持政策（试行）》已被《青岚园区招商扶持政策》废止")
    assert "同时废止" in answer.citations[0].quote
