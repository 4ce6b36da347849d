"""What a judging model is to answer with, and how it is asked."""

from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import ModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_ATTEMPTS = 2


class Strict(BaseModel):
    """What a model must answer with; `true` in quotation marks is not true."""

    model_config = ConfigDict(strict=True)


class Statements(Strict):
    """What an answer says, one by one."""

    statements: list[str]


class Verdicts(Strict):
    """Whether each statement follows from the passages."""

    verdicts: list[bool]


class Questions(Strict):
    """What an answer would be the answer to."""

    questions: list[str] = Field(min_length=1)


Form = TypeVar("Form", bound=Strict)


def ask_model(model: "BaseChatModel", form: type[Form], text: str, *, count: int | None = None) -> Form:
    """What the model answers to `text`, in the form that it was asked for; with `count`, so many verdicts. A malformed
    answer is asked for once more.

    Raises:
        ModelError: the model failed, or was malformed, both times.
    """
    problem = ""
    for _ in range(_ATTEMPTS):
        try:
            written = "".join(str(piece.text) for piece in model.stream(text))
            judged = form.model_validate_json(written[written.find("{") : written.rfind("}") + 1])
        except ValidationError as error:
            problem = f"评分模型没有按格式作答：{error.errors(include_url=False)[0]['msg']}"
        except Exception as error:  # every provider has its own errors
            problem = f"评分模型调用失败：{type(error).__name__}：{error}"
        else:
            if not isinstance(judged, Verdicts) or len(judged.verdicts) == count:
                return judged
            problem = f"评分模型应给 {count} 个判断，给了 {len(judged.verdicts)} 个"
    raise ModelError(problem)
