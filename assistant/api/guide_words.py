"""What the guide says around the descriptions, which are in Chinese as the documents are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """In one language."""

    title: str
    about: str
    version: str
    contents: str
    all: str
    command_line: str
    streamed: str
    found: str
    python: str
    conversation: str
    openai: str
    openai_said: str
    a_key: str
    any_key: str
    optional: str
    mcp: str
    mcp_said: str
    mcp_local: str
    tool: str
    staff: str
    staff_said: str
    rules: str
    errors: str
    keys: str
    crowded: str
    name: str
    type: str
    default: str
    required: str
    meaning: str
    request: str
    reply: str
    events: str
    faults: str


CHINESE = Words(
    title="问策接口",
    about="问策回答招商政策的问题，每一句都标明出处。别的程序、聊天机器人和 AI 助手可以从这里提问、查找、取回文件。",
    version="版本",
    contents="怎么用",
    all="全部接口",
    command_line="从命令行",
    streamed="一边生成一边收取：先是若干个 piece 事件，最后一个 answer 事件是完整的回答，以它为准。",
    found="只查找原文，不作答：",
    python="从 Python",
    conversation="conversation 是调用方自己的对话编号，可以不写；写了，同一次对话的问答在记录里归在一起。",
    openai="用现成的 OpenAI 客户端",
    openai_said="凡是能填“OpenAI 兼容地址”的程序（企业聊天机器人、Open WebUI、LangChain 等）都可以把问策当作一个模型：地址填 /v1，模型名填 wence。"
    "正文末尾附有出处，完整的引文在扩展字段 wence 里。",
    a_key="密钥",
    any_key="没有设置密钥，随便写",
    optional="可以不写",
    mcp="给 AI 助手用（MCP）",
    mcp_said="支持 MCP 的助手在配置里加上这一段，就能查找、提问和看全文，并拿到逐字的出处：",
    mcp_local="助手与问策在同一台机器上时，也可以不开网页，由助手自己启动：",
    tool="工具",
    staff="工作人员接口",
    staff_said="收录、更正、移除文件，查看问答记录和意见，要用工作人员的密钥：由管理员用 wence keys add 名称 --role staff 创建。"
    "普通密钥会得到 403 和一句说明。",
    rules="密钥、限额和出错",
    errors="出错时返回相应的状态码，正文里 code 给程序看，message 给人看（/v1 之下是 OpenAI 的形式）：",
    keys="设置了密钥时，除 /api/health 和本页外，每次都要带上请求头 Authorization: Bearer 密钥；没有密钥或密钥不对得到 401。",
    crowded="同时处理的问题有限，网页和接口共用。排不上时得到 429，请过响应头 Retry-After 所写的秒数再试。请求体最多 256 KiB。",
    name="名称",
    type="类型",
    default="默认",
    required="必填",
    meaning="说明",
    request="请求",
    reply="返回",
    events="逐段返回时：",
    faults="出错",
)
ENGLISH = Words(
    title="Wence API",
    about="Wence answers questions on investment policies and cites a source for every sentence. Other programs, chat bots and AI "
    "assistants can ask, search and fetch documents here. Documents, answers and the descriptions of fields are in Chinese.",
    version="Version",
    contents="How to",
    all="All endpoints",
    command_line="From the shell",
    streamed="As it is written: first some piece events, at last one answer event with the whole answer, which is what counts.",
    found="Search the documents, without an answer:",
    python="From Python",
    conversation="conversation is the caller's own name of a conversation, and optional; the log keeps its answers together.",
    openai="With any OpenAI client",
    openai_said="Whatever takes an “OpenAI-compatible address” (enterprise chat bots, Open WebUI, LangChain …) can use Wence as a model: "
    "the address ends in /v1, the model is wence. Sources follow the text; quotes are in the extension field wence.",
    a_key="KEY",
    any_key="no keys are set: anything will do",
    optional="optional",
    mcp="For AI assistants (MCP)",
    mcp_said="An assistant that speaks MCP can search, ask and read in full, with verbatim sources, once its configuration has this:",
    mcp_local="On the same machine the assistant can start Wence itself, without the page:",
    tool="Tool",
    staff="For staff",
    staff_said="Adding, correcting and removing documents, the log and the feedback need a key of the staff, which an administrator makes "
    "with wence keys add NAME --role staff. Any other key gets 403 and a sentence.",
    rules="Keys, limits and errors",
    errors="A failure has its status; in the body, code is for programs and message for people (below /v1 in OpenAI's form):",
    keys="Where keys are set, every request but /api/health and this page shows one as Authorization: Bearer KEY; none, or a wrong one, "
    "gets 401.",
    crowded="So many questions are worked on at once, for page and API together. Beyond that a program gets 429: try again after the seconds "
    "in Retry-After. A body has at most 256 KiB.",
    name="Name",
    type="Type",
    default="Default",
    required="required",
    meaning="Meaning",
    request="Request",
    reply="Reply",
    events="As a stream:",
    faults="Failures",
)
