"""What is configured, what works, and what to do about what does not."""

import datetime
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass

from assistant.accounts.accounts import Accounts
from assistant.accounts.keys import all_keys
from assistant.accounts.notices import has_admin, notices, state
from assistant.accounts.opening import people
from assistant.accounts.proxies import proxies_of
from assistant.accounts.reach import is_loopback
from assistant.api.keys import keys_of
from assistant.elsewhere import elsewhere_of
from assistant.log.reader import extent
from assistant.log.unanswered import unanswered
from assistant.model import open_chat_model
from assistant.open import open_encoder_of, open_reranker_of
from assistant.operations.explained import Origins, explained
from assistant.settings import Keeping, Settings
from corpus.errors import WenceError
from index.agreement import unnamed
from index.catalog import Catalog
from index.chroma.server import Server
from index.encoder import Encoder
from index.originals import originals_at
from index.store import Store

_KEEPING = {
    Keeping.OFF: "已关闭（WENCE_LOG=off）",
    Keeping.MASKED: "开启，隐去个人信息",
    Keeping.FULL: "开启，原样保存",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    name: str
    ok: bool
    found: str
    advice: str = ""


def examine(settings: Settings) -> list[Finding]:
    """Looks at the encoder, the index and the chat model, in the order in which they depend on each other."""
    findings, encoder = _encoder(settings)
    if encoder is not None:
        findings += _vectors(settings)
        findings += _index(settings, encoder)
        findings += _originals(settings)
        findings += _log(settings, encoder)
    return [*findings, *_reranker(settings), _model(settings), *_service(settings), _settings(settings)]


def _settings(settings: Settings) -> Finding:
    """Which settings were made, and whether all that was said is one."""
    try:
        origins = Origins()
        made = [it for it in explained(settings) if not it.is_default]
    except WenceError as error:
        return Finding("设置", False, str(error))
    said = "，".join(f"{it.variable}（{it.origin}）" for it in made) or "全部是默认值"
    unknown = origins.unknown()
    return Finding("设置", not unknown, said, "；".join(unknown) or "每一项的值和意思见 wence doctor --settings")


def _encoder(settings: Settings) -> tuple[list[Finding], Encoder | None]:
    try:
        encoder = open_encoder_of(settings)
        encoder.encode_queries(["园区租金补贴"])
    except WenceError as error:
        return [Finding("编码器", False, str(error), "检查 WENCE_EMBEDDER；删去它即用内置编码器")], None
    return [Finding("编码器", True, f"{settings.embedder}（{encoder.name}，{encoder.dimensions} 维）")], encoder


def _index(settings: Settings, encoder: Encoder) -> Iterator[Finding]:
    try:
        with Store.open(settings.home, encoder, elsewhere=elsewhere_of(settings)) as store:
            documents, chunks = len(store.catalog.cards()), store.catalog.size()
            vectors, postings = store.dense.size, store.lexical.size
            agree = chunks == vectors == postings
            database = store.catalog.database
            where = f"{settings.home}，目录数据库 {database.place}" if database.is_shared else settings.home
            found = f"{where}：{documents} 份文件，目录 {chunks} 段，向量 {vectors}，词项 {postings}"
            if (until := store.follower.until) is not None:
                found += f"；本机词项已跟到目录的第 {until} 次变化，落后 {store.follower.lag().changes} 次"
            yield Finding("索引", agree, found, "" if agree else "三者数目应相同；运行 wence reindex 从目录重建")
            if not documents:
                yield Finding(
                    "文件", False, "还没有收录文件", "运行 wence ingest 文件夹；或 wence serve，首次启动会收录示例文件"
                )
    except WenceError as error:
        yield Finding("索引", False, str(error))


def _vectors(settings: Settings) -> Iterator[Finding]:
    """Whether the server of vectors answers, and is one that may be used."""
    if not settings.chroma_url:
        return
    elsewhere = elsewhere_of(settings)
    try:
        version = Server(settings.chroma_url, elsewhere.vectors_token).version()
        yield Finding("向量服务", True, f"{settings.chroma_url} 有应答（Chroma 接口版本 {version}）")
    except WenceError as error:
        yield Finding("向量服务", False, str(error))


def _originals(settings: Settings) -> Iterator[Finding]:
    """Whether the originals can be kept and read, where they are not in the home."""
    if not settings.originals:
        return
    try:
        elsewhere = elsewhere_of(settings)
        originals = originals_at(elsewhere, settings.home)
        originals.check()
        with closing(Catalog(settings.home, elsewhere)) as catalog:
            lost = unnamed(catalog)
        found = f"存放在 {originals.place}" + (f"，其中找不到目录所指的 {lost} 份" if lost else "")
        yield Finding(
            "原件", not lost, found, "检查它是否已挂载、地址是否正确；再运行 wence doctor --deep" if lost else ""
        )
    except WenceError as error:
        yield Finding("原件", False, str(error))


def _log(settings: Settings, encoder: Encoder) -> Iterator[Finding]:
    """Whether answers are kept, how many there are, since when, and what waits for the staff."""
    with (
        suppress(WenceError),
        Store.open(settings.home, encoder, elsewhere=elsewhere_of(settings)) as store,
    ):  # the index has said what is wrong
        held, open_questions = extent(store.catalog.engine), len(unanswered(store, datetime.date.today()))
        since = f"，最早 {held.oldest.astimezone():%Y-%m-%d}" if held.oldest else ""
        kept = f"保存 {settings.log_days} 天" if settings.log_days else "一直保存"
        found = f"{_KEEPING[settings.log]}，{held.entries} 条{since}，{kept}；{open_questions} 个问题没有答上来"
        yield Finding(
            "问答记录", True, found, "用 wence log unanswered 查看，用 wence log answer 答复" if open_questions else ""
        )


def _reranker(settings: Settings) -> Iterator[Finding]:
    try:
        reranker = open_reranker_of(settings)
        if reranker is not None:
            reranker.scores("园区租金补贴", ["入驻园区的企业，租金减免三年。"])
            yield Finding("重排模型", True, f"{settings.reranker} 可用")
    except WenceError as error:
        yield Finding("重排模型", False, str(error), "检查 WENCE_RERANKER；删去它即不重排")


def _model(settings: Settings) -> Finding:
    from assistant.generate import Writer

    try:
        model = open_chat_model(settings)
        if model is None:
            return Finding(
                "模型", True, "未配置，回答从原文摘取", "可设 WENCE_MODEL，例如 openai:qwen-plus 或 ollama:qwen3:8b"
            )
        Writer(model, settings.model_window).condense("你好", (), timeout=min(settings.model_timeout, 20))
    except WenceError as error:
        return Finding(
            "模型", False, str(error), "检查 WENCE_MODEL、地址（OPENAI_BASE_URL 等）和密钥；期间回答仍从原文摘取"
        )
    return Finding("模型", True, f"{settings.model} 有应答，窗口按 {settings.model_window} 个词元计")


def _service(settings: Settings) -> Iterator[Finding]:
    yield Finding("网页", True, f"http://{settings.host}:{settings.port}")
    with (
        suppress(WenceError),
        people(settings.home, elsewhere_of(settings)) as engine,
    ):  # the index has said what is wrong
        accounts = Accounts(engine, settings)
        yield _accounts(accounts)
        yield _api(accounts)
    yield Finding(
        "联系方式",
        True,
        settings.contact or "未设置",
        "" if settings.contact else "可设 WENCE_CONTACT，答不上来时告诉用户找谁",
    )


def _accounts(accounts: Accounts) -> Finding:
    """Whether the desk needs a login, and whether anybody can."""
    try:
        proxies_of(accounts.settings.trusted_proxies)
    except WenceError as error:
        return Finding("账号", False, str(error))
    return Finding("账号", has_admin(accounts), state(accounts), "；".join(notices(accounts)))


def _api(accounts: Accounts) -> Finding:
    """Whether programs need a key; the keys themselves are never shown."""
    settings = accounts.settings
    address = f"http://{settings.host}:{settings.port}/api/docs"
    try:
        count = len(keys_of(settings.api_keys)) + len(all_keys(accounts.engine))
    except WenceError as error:
        return Finding("接口", False, str(error))
    if count:
        return Finding("接口", True, f"{address}，需要密钥（共 {count} 个）")
    advice = "连得上这台机器的程序都能提问；可用 wence keys add 添加密钥，或设 WENCE_API_KEYS=密钥，多个用逗号隔开"
    return Finding("接口", True, f"{address}，不需要密钥", "" if is_loopback(settings.host) else advice)
