"""Every error that Wence raises on purpose.

WenceError
├── UnreadableFile      a file that cannot be turned into a document
├── SettingError        a setting that cannot be used as it stands
├── StoreError          the index folder cannot be opened or written
│   └── VectorsAway     the vectors are at a server that does not answer now, or (VectorsGone) has lost them
├── NoSuchDocument      an id that the catalog does not hold
├── NoSuchEntry         an answer that the log does not hold, or an answer of the staff's
├── NoSuchConversation  a conversation that is not kept, or not the visitor's who asks for it
├── NoSuchCorrection    a correction of a document that was never made
├── BadCorrection       a correction of a document that cannot be made as it stands
├── BadUpload           a file that staff give and that cannot be taken
├── AccountError        an account or a key that cannot be made or changed as asked
├── BadQuestion         a question that cannot be asked (empty, far too long)
├── BadCases            an evaluation file that does not follow its format
└── ModelError          the chat model or the embeddings endpoint failed
    └── ModelResting    it failed so often that it is not called for a while

A message names what was found, what was expected and, where one helps, the next command. Only the command line, the
API and the page turn these into text for a person.
"""


class WenceError(Exception):
    """Root of the tree: its message is written for the person who sees it."""


class UnreadableFile(WenceError):
    """A file that cannot be turned into a document; the message gives the reason, not the path."""


class SettingError(WenceError):
    """A setting that cannot be used as it stands."""


class StoreError(WenceError):
    """The index folder cannot be opened or written."""


class VectorsAway(StoreError):
    """The vectors are at a server that does not answer now: a search goes on without them."""


class VectorsGone(VectorsAway):
    """The server answers, and does not have these vectors (any more)."""


class NoSuchDocument(WenceError):
    """An id that the catalog does not hold; `found` is its message without the next command, for those who have no
    command line."""

    def __init__(self, found: str, way: str = "") -> None:
        """`way` is the next command."""
        super().__init__(f"{found}{way}")
        self.found = found

    def __reduce__(self) -> tuple[type["NoSuchDocument"], tuple[str, str]]:
        return type(self), (self.found, str(self).removeprefix(self.found))


class NoSuchEntry(WenceError):
    """An answer that the log does not hold, or an answer of the staff's that is not there."""


class NoSuchConversation(WenceError):
    """A conversation that is not kept, or is another visitor's."""


class NoSuchCorrection(WenceError):
    """A correction of a document that was never made."""


class BadCorrection(WenceError):
    """A correction of a document that cannot be made as it stands; the message names the field."""


class BadUpload(WenceError):
    """A file that staff give and that cannot be taken; the message gives the reason."""


class AccountError(WenceError):
    """An account or a key that cannot be made or changed as asked."""


class BadQuestion(WenceError):
    """A question that cannot be asked."""


class BadCases(WenceError):
    """An evaluation file that does not follow its format."""


class ModelError(WenceError):
    """The chat model or the embeddings endpoint failed."""


class ModelResting(ModelError):
    """The chat model or the embeddings endpoint failed so often that it is not called for a while."""
