"""What went wrong with the chat model, in words for whoever runs the service."""

from index.fault import Fault as Fault
from index.fault import ServiceFault, kind_of, quoted, status_of

ADVICE = {
    Fault.UNREACHABLE: "连接不上模型服务，请检查 OPENAI_BASE_URL（或 OLLAMA_HOST）和网络",
    Fault.TIMEOUT: "模型没有在时限内答完，请查看模型服务的负载，或调大 WENCE_MODEL_TIMEOUT",
    Fault.CREDENTIALS: "模型服务不接受密钥，请检查 OPENAI_API_KEY 等密钥变量和账户权限，更正后重启",
    Fault.UNKNOWN_MODEL: "模型服务没有这个模型或地址，请检查 WENCE_MODEL 中的模型名和 OPENAI_BASE_URL",
    Fault.REDIRECTED: "模型服务要转到别处，出于安全没有跟随，请把 OPENAI_BASE_URL 改成最终的地址",
    Fault.BUSY: "模型服务限流或额度用尽，请稍后再试，或联系服务方提高额度",
    Fault.SERVER: "模型服务内部出错，请查看它的日志",
    Fault.REJECTED: "模型服务拒绝了这次请求",
    Fault.MALFORMED: "模型服务的应答不合格式，请确认地址指向 OpenAI 兼容的接口（通常以 /v1 结尾）或 Ollama",
    Fault.EMPTY: "模型没有给出任何文字",
    Fault.ENDLESS: "模型服务的应答过长，已停止读取",
    Fault.CUT: "模型没有答完就断开了",
}
"""What was found and what to do."""


class ModelFault(ServiceFault):
    """A failed call of the chat model."""

    def __init__(self, fault: Fault, detail: str = "", error: BaseException | None = None) -> None:
        super().__init__(fault, ADVICE[fault] + (f"（{detail}）" if detail else ""), error)


def fault_of(error: BaseException) -> ModelFault:
    """The failure that an error of any provider's client tells of."""
    status = status_of(error)
    detail = " ".join(filter(None, (type(error).__name__, f"HTTP {status}" if status else "", quoted(str(error)))))
    return ModelFault(kind_of(error), detail, error)
