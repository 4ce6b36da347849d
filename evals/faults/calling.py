"""Counting the calls of a chat model where they are made: what a server sees of them comes later, or never."""

from typing import Any


class Calls:
    """How many there were."""

    def __init__(self) -> None:
        self.count = 0

    @property
    def config(self) -> dict[str, Any]:
        """For an assistant: LangChain's config that counts them."""
        from langchain_core.callbacks import BaseCallbackHandler

        calls = self

        class Counting(BaseCallbackHandler):
            def on_chat_model_start(self, *_: Any, **__: Any) -> None:
                calls.count += 1

        return {"callbacks": [Counting()]}
