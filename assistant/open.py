"""The wiring: settings in, something that can be asked out."""

import datetime
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from assistant.elsewhere import elsewhere_of
from assistant.generate import Writer
from assistant.lexicon import Lexicon
from assistant.model import open_chat_model
from assistant.settings import Settings
from assistant.shelf import Shelves
from corpus.document import Card
from corpus.errors import ModelError
from index.breaker import Breaker
from index.catalog import Catalog
from index.elsewhere import Elsewhere
from index.encoder import Encoder, open_encoder
from index.endpoint import SERVICE, EndpointEncoder
from index.hit import Filters
from index.reading import ReadingLimits
from index.remembered import RememberedEncoder
from index.reranker import CrossEncoderReranker, Reranker
from index.store import Store

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

logger = logging.getLogger(__name__)

_WORDS = 50_000
"""Vectors of words that are remembered."""


@dataclass(frozen=True)
class Assistant:
    """Everything that answering needs; shared by all visitors, so it holds no conversation."""

    store: Store
    settings: Settings
    model: "BaseChatModel | None" = None
    """None: answers are extractive."""
    word_encoder: Encoder | None = field(default=None)
    """Compares single words; None: the store's own encoder, which is right where that one is fast."""
    config: Mapping[str, Any] = field(default_factory=dict)
    """LangChain's config for every call of the model: callbacks that trace it, tags, metadata."""
    breaker: Breaker = field(default_factory=lambda: Breaker("语言模型"))
    """Spares a chat model that fails, for all who ask; tells those who watch over it how it is."""

    @cached_property
    def writer(self) -> Writer | None:
        """The model with what its calls need; None where answers are extractive."""
        model, window = self.model, self.settings.model_window
        return Writer(model, window, self.config, self.breaker) if model is not None else None

    day: datetime.date | None = None
    """What counts as today, where an earlier answer is worked out again; None: the calendar's day."""
    has_desk: bool = True
    """Whether answers that the staff have written are given."""

    @cached_property
    def lexicon(self) -> Lexicon:
        """Word weights and likeness, with a cache that all questions share."""
        return Lexicon(self.store, RememberedEncoder(self.word_encoder or self.store.encoder, _WORDS))

    @cached_property
    def sentence_encoders(self) -> tuple[Encoder, ...]:
        """The store's own, then what stands in for it where it fails, each with a memory that all questions share."""
        own = self.store.encoder
        hurried = own.hurried if isinstance(own, EndpointEncoder) else own
        return tuple(RememberedEncoder(it) for it in (hurried, self.word_encoder) if it is not None)

    @cached_property
    def text_of(self) -> Callable[[Card], str]:
        """The cleaned text of a document; remembers the last ones, for several hits are often of one document."""

        @lru_cache(maxsize=200)
        def read(doc_id: str, _revision: str, _change: int) -> str:  # a revision may have been read again
            return self.store.catalog.document(doc_id).text

        return lambda card: read(card.doc_id, card.revision, self.store.catalog.change())

    @cached_property
    def shelves(self) -> Shelves:
        """What is worked out of all documents, remembered for all questions."""
        return Shelves(self.store)

    def warm_up(self) -> None:
        """Works out once what the first question would otherwise wait for: seconds, over a hundred thousand documents."""
        _ = self.shelves.everything().parks, self.shelves.admitted(Filters(), self.today)
        with suppress(ModelError):  # its endpoint may answer when somebody asks
            self.store.encoder.encode_queries(["园区租金补贴"])

    @property
    def today(self) -> datetime.date:
        """The day on which validity is judged when a question names none."""
        return self.day or datetime.date.today()


@contextmanager
def open_assistant(settings: Settings) -> Iterator[Assistant]:
    """An assistant over the index in `settings.home`, with the configured encoder and chat model.

    Raises:
        SettingError: the encoder or the model cannot be used as configured.
        StoreError: the index cannot be opened.
    """
    with open_store(settings) as store:
        yield assistant_over(store, settings)


def assistant_over(store: Store, settings: Settings) -> Assistant:
    """An assistant over a store that is open already.

    Raises:
        SettingError: the chat model cannot be used as configured.
    """
    words = None if settings.embedder == "builtin" else open_encoder("builtin")
    breaker = Breaker("语言模型", settings.model_failures, settings.model_rest)
    return Assistant(store, settings, open_chat_model(settings), words, breaker=breaker)


def open_store(settings: Settings) -> Store:
    """The store in `settings.home` with the configured encoder and reranker.

    Where the encoder's endpoint does not answer, what is indexed already is searched all the same.
    """
    elsewhere = elsewhere_of(settings)
    try:
        encoder = open_encoder_of(settings)
    except ModelError as error:
        dimensions = built_dimensions(settings, elsewhere)
        if dimensions is None:
            raise
        logger.warning("%s。先按字词检索已收录的文件，它恢复后自动继续按语义检索", error)
        encoder = open_encoder_of(settings, dimensions)
    return Store.open(settings.home, encoder, open_reranker_of(settings), elsewhere=elsewhere)


def built_dimensions(settings: Settings, elsewhere: Elsewhere) -> int | None:
    """Length of the vectors that the index was built of, by the encoder of the settings; None where it was not."""
    if not settings.home.is_dir():
        return None
    with closing(Catalog(settings.home, elsewhere)) as catalog:
        name, _, dimensions = (catalog.value("encoder") or "").rpartition("|")
    return int(dimensions) if name == f"{settings.embedder.strip()}:{dimensions}" else None


def open_reranker_of(settings: Settings) -> Reranker | None:
    """The reranker that the settings name, if they name one."""
    return CrossEncoderReranker.open(settings.reranker) if settings.reranker else None


def open_encoder_of(settings: Settings, dimensions: int | None = None) -> Encoder:
    """The encoder that the settings name; an endpoint is asked for the `dimensions` that are not known."""
    key = settings.embedder_api_key.get_secret_value() if settings.embedder_api_key else None
    breaker = Breaker(SERVICE, settings.model_failures, settings.model_rest)
    return open_encoder(
        settings.embedder, base_url=settings.embedder_base_url, api_key=key, breaker=breaker, dimensions=dimensions
    )


def limits_of(settings: Settings) -> ReadingLimits:
    """What reading a file may take, by the settings."""
    return ReadingLimits(settings.readers, settings.read_seconds, settings.read_memory_mb)
