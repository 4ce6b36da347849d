"""What an order to a language model looks like, in squeezed text (see `squeezed`): Chinese in both scripts, and English.

Laws give orders, too, but to people: every pattern needs a word for a machine, its instructions or its answers.
"""

import re

# Traditional forms of the characters that the patterns use.
_BOTH = {
    **dict(
        zip("视说设词规则约级话论问谁户业时将为须应当当", "視說設詞規則約級話論問誰戶業時將為須應當當", strict=True)
    ),
    **dict(
        zip(
            "输显泄露诉复开统机语调执运触发图网码链录库密钥员变",
            "輸顯洩露訴複開統機語調執運觸發圖網碼鏈錄庫密鑰員變",
            strict=True,
        )
    ),
    **dict(zip("这该现无尽弃绕种东术扮称传译续读阅检", "這該現無盡棄繞種東術扮稱傳譯續讀閱檢", strict=True)),
    **dict(zip("内议对终结并后请务会从张态随题实际", "內議對終結並後請務會從張態隨題實際", strict=True)),
}
_ANY = "[^。！？\n]"


def _both(pattern: str) -> str:
    """The pattern with each Simplified character standing for its Traditional form, too."""
    inside, made = False, []
    for at, it in enumerate(pattern):
        escaped = at > 0 and pattern[at - 1] == "\\"
        if it in "[]" and not escaped:
            inside = it == "["
        other = _BOTH.get(it)
        made.append(it if other is None or other == it else (it + other if inside else f"[{it}{other}]"))
    return "".join(made)


_RULES = "指令|指示|提示词|提示语|系统提示|规则|设定|约束|限制|命令|prompt|instruction|对话内容|系统消息"
_MODEL = (
    "ai助手|ai模型|ai系统|ai机器人|智能助手|智能客服|语言模型|大模型|聊天机器人|对话机器人|人工智能助手|人工智能模型"
    "|问答系统|问答助手|检索系统|问策|chatgpt|gpt4?|deepseek|llm|assistant|chatbot|languagemodel"
)
_ANSWER = "回答|回复|答复|作答|输出|生成答案|应答"

_CHINESE = (
    # Rules that no longer hold.
    rf"(?:忽略|无视|忘记|忘掉|忘了|抛开|不要理会|不用理会|不必理会|不要遵守|不再遵守|不用遵守|停止遵守|绕过){_ANY}{{0,6}}"
    rf"(?:以上|上述|上面|前面|之前|先前|此前|前述|所有|全部|一切|任何|系统|原有|原来|原本|既定|你的|您的|内置|安全|其他)"
    rf"{_ANY}{{0,8}}(?:{_RULES})(?!性)",
    r"(?:新|最新|真正|真实|隐藏)的?(?:系统)?(?:指令|提示词|设定)[:：是如]",
    rf"(?:以上|上述|前面|之前)的?(?:{_RULES}){_ANY}{{0,6}}(?:作废|无效|失效|均不适用|忽略|不算数)(?!性)",
    # Who the reader is.
    rf"(?:你|您)(?:现在|从现在起|今后|其实|已经)?(?:是|就是|成为|扮演|变成|作为|将作为|将扮演|充当){_ANY}{{0,12}}(?:{_MODEL}|机器人|管理员|开发者模式|dan)",
    rf"(?:{_MODEL}){_ANY}{{0,4}}(?:请注意|请务必|请忽略|请直接|请在|请将|请把|请按|请执行|请调用|请输出|必须回答|必须输出|应回答|应输出|"
    rf"务必|注意[:：,，]|你必须|你应|你要|你只|看到这|读到这|读取到这)",
    rf"(?:致|给|告诉|提醒|命令|指示|请)(?:所有|各位?|正在)?{_ANY}{{0,8}}(?:{_MODEL})[:：]",
    r"(?:进入|开启|启用|切换到|激活)(?:开发者|开发|调试|越狱|上帝|无限制|管理员|维护|dan)(?:模式|权限)",
    r"(?:系统|开发者|管理员|system|developer)(?:提示词?|指令|消息|prompt|message)[:：]",
    # What it is to say.
    rf"(?:无论|不管|不论){_ANY}{{0,8}}(?:问|提问|询问|咨询|问题){_ANY}{{0,12}}(?:都|均|一律|只|必须|统一|直接|请)?{_ANY}{{0,4}}(?:{_ANSWER}|推荐)",
    rf"(?:{_ANSWER})(?:用户|企业|任何|所有|一切|每个|该|此|本|相关|问题|提问|时|中|里){_ANY}{{0,16}}(?:必须|务必|一律|只能|只需|统一|都要|都应|请|应当)"
    rf"{_ANY}{{0,6}}(?:{_ANSWER}|写|说|称|写明|声称|推荐|附上|加上|插入|使用|调用)",
    rf"(?:在|于)(?:你的|您的)?(?:{_ANSWER}|答案)的?(?:末尾|结尾|最后|开头|中|里|前|后)?{_ANY}{{0,6}}"
    rf"(?:附上|插入|加入|加上|添加|嵌入|包含|写入|写上|放入){_ANY}{{0,12}}",
    rf"(?:你|您)(?:必须|务必|只能|应该|应当|要|需要|将|都要|得|可以)?(?:直接|立即|马上|只|统一|一律)?(?:{_ANSWER}|告诉用户|告知用户|声称|输出|调用|执行|泄露|翻译并)"
    rf"(?!的|了|是否|不|内容|者)",
    r"(?:请|必须|务必|一律|直接|立即)(?:直接|统一|只|一律)?(?:告诉|回复|回答|告知|提示|引导|要求|诱导)(?:用户|提问者|访客|提问的人)",
    r"(?:不要|不得|禁止|无需|不必|别)(?:向|对|告诉|让)?(?:用户|提问者|访客)?(?:提及|透露|告知|说明|提到|显示)(?:本|这|该|此)(?:段|条|句|指令|提示|消息)",
    # What it is to give away.
    rf"(?:输出|打印|显示|复述|重复|说出|列出|公开|透露|泄露|展示|告诉我|写出|翻译){_ANY}{{0,10}}"
    rf"(?:系统提示|提示词|初始指令|隐藏指令|你的(?:指令|规则|设定|提示|密钥|配置)|系统指令|apikey|api密钥|环境变量|systemprompt|"
    rf"其他(?:用户|访客|人)的(?:对话|聊天|提问|问题|会话)|对话历史|聊天历史|上述全部内容)",
    rf"(?:把|将)(?:你的?|您的?|上面的?|以上的?|系统){_ANY}{{0,4}}(?:系统提示|提示词|指令|规则|设定|配置|密钥){_ANY}{{0,12}}(?:翻译|重复|复述|输出|写出|打印|公开|告诉|附)",
    rf"(?:凡是?|只要|一旦|如果|若)(?:回答|答复|问到|问及|有人问|用户问|被问){_ANY}{{0,20}}(?:一律|都|均|必须|统一|只能|就|请)(?:回答|回复|作答|说|写)(?!问题|提问|询问)",
    # What it is to do.
    rf"(?:调用|请使用){_ANY}{{0,40}}?(?:工具|函数|插件|tool|function|api接口){_ANY}{{0,4}}(?:[({{](?![一二三四五六七八九十\d]{{1,3}}\))|[:：发读写删执获把将])",
    r"(?:执行|运行|遵照|遵循|服从|按照)(?:以下|下列|下面|这些|这条|本段|此段|隐藏|解码后)的?(?:指令|指示|代码|脚本|命令|提示)",
    rf"(?:翻译|解码|解密|还原|阅读|读取|总结)(?:以下|下列|下面|这段|上面|后面|本段){_ANY}{{0,12}}(?:并|然后|后|再)(?:执行|照做|遵照|按其|遵守|服从|运行)",
    rf"(?:以下|下列|下面|这段|上面|本段){_ANY}{{0,12}}(?:翻译|解码|解密|还原|转换)(?:并|然后|后|再)+(?:执行|照做|遵照|按其|遵守|服从|运行)",
    rf"(?:访问|打开|请求|点击|发送(?:到|至|给)?|上传(?:到|至)?|获取)(?:以下|下列|下面)?{_ANY}{{0,6}}https?:/+{_ANY}{{0,80}}"
    rf"(?:对话|问题|提问|密钥|提示词|会话|=\{{|\?q=|\?d=|cookie)",
)

_ENGLISH = (
    r"(?:ignore|disregard|forget|override|bypass|discard)(?:all|any|the|your|every|these|those|of|previous|prior|above|earlier|"
    r"preceding|system|former|my|safety|other|foregoing){1,5}(?:instruct|prompt|rule|direction|guideline|command|context|message|"
    r"restriction|constraint)",
    r"(?:youare|youre|actas|pretendtobe|pretendyouare|roleplayas|behaveas)(?:now|acting|a|an|the|my|in|no|longer|fully|new){0,4}[a-z]{0,16}"
    r"(?:ai(?![a-z])|assistant|languagemodel|chatbot|dan(?![a-z])|gpt|developermode|jailbr|unrestricted|administrator|rootuser)",
    r"(?:reveal|print|output|show|repeat|display|leak|disclose|dump|expose|recite)(?:me|us|out|back|verbatim|all|of|the|your|full|entire|"
    r"whole|exact){0,5}(?:system|hidden|initial|secret|original|internal|developer)?(?:prompt|instruction|apikey|environmentvariable|"
    r"secretkey|openaiapikey|otherusers|conversationhistory)",
    r"(?:system|developer|admin)(?:prompt|message|instruction|override|note)[:：]",
    r"(?:newinstruction|updatedinstruction|realinstruction|hiddeninstruction)s?[:：]",
    r"(?:note|attention|important|message|instruction|warning|dear|hey|hello)(?:to|for)?(?:all|any|the|every)?(?:ai|llm|assistant|"
    r"languagemodel|chatbot|model)s?(?:system|assistant|model|agent|reader|reading)?s?[:：,，]",
    r"(?:always|only|must|should|please|instead|simply|just)(?:say|answer|respond|reply|tellth?e?m?(?:user|visitor)|telltheuser)",
    r"whenansw?ering|inyour(?:answer|reply|response|output)|when(?:the)?(?:user|visitor|anyone)asks?",
    r"(?:call|invoke|use|run|trigger|execute)(?:the|this|a|following|your){0,2}[a-z]{0,20}(?:tool|function|plugin|shell)(?:s|call)?(?:with|[({:：]|to)",
    r"jailbreak|developermode|donotfollow(?:the|your|any)|donttelltheuser|donotmentionth(?:is|ese)|tellthe?user(?:that|to|s)",
)

CHINESE = re.compile(_both("|".join(_CHINESE)))
ENGLISH = re.compile("|".join(_ENGLISH))

MARKS = re.compile(
    r"<\|?(?:im_start|im_end|system|endoftext|assistant|user|tool_call)\|?>|\[/?inst\]|<</?sys>>|</?(?:system|assistant|tool_call|function_calls?)>"
    r"|^[ \t#>*]{0,6}(?:system|assistant|developer|user|human)[ \t]{0,3}[:：]"
    r"|^[ \t]{0,6}(?:系统|系統|助手|用户|用戶)[ \t]{0,3}[:：].{0,60}(?:忽略|指令|规则|規則|回答|输出|輸出|密钥|提示)"
    r"|\"(?:tool_calls?|function_call|tool_use)\"\s{0,5}:|\"name\"\s{0,5}:\s{0,5}\"\w{1,60}\"\s{0,5},\s{0,5}\"(?:arguments|parameters|input)\"\s{0,5}:"
    r"|^[ \t]{0,6}(?:<<<|>>>)[ \t]{0,6}$|===\s{0,3}用户消息|===\s{0,3}系统"
    r"|!\[[^\]\n]{0,200}\]\(\s{0,5}(?:https?:)?//",
    re.MULTILINE | re.IGNORECASE,
)
"""What only the inside of a conversation with a model has: marks of roles, calls of tools, and images from elsewhere."""
