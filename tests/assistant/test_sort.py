import pytest

from assistant.question import understand
from assistant.sort import Sort, has, sort_of


@pytest.mark.parametrize(
    ("question", "sort"),
    [
        ("云岭园区的入驻企业每年补贴多少万元？", Sort.MONEY),
        ("仓储平台的注册资本最低多少？", Sort.MONEY),
        ("逾期不申报会被罚多少钱？", Sort.MONEY),
        ("品牌奖励怎么算？", Sort.MONEY),
        ("受理以后几个工作日办结？", Sort.PERIOD),
        ("认定以后有效期几年？", Sort.PERIOD),
        ("可以处违法所得的多少倍罚款？", Sort.MULTIPLE),
        ("中介费最高收几成？", Sort.MULTIPLE),
        ("每个项目用地多少亩？", Sort.MEASURE),
        ("咨询电话是多少？", Sort.CONTACT),
        ("云岭园区管委会主任是谁？", Sort.NAME),
        ("入园申请由谁审批？", Sort.ACTOR),
        ("奖励多少家企业？", None),
        ("申请补贴要什么材料？", None),
        ("园区有几个功能区？", None),
        ("谁可以申请人才公寓？", None),
        ("罚款由哪个部门决定？", None),
    ],
)
def test_a_question_tells_what_no_answer_to_it_can_lack(question: str, sort: Sort | None) -> None:
    assert sort_of(understand(question, max_chars=200)) is sort


@pytest.mark.parametrize(
    ("sort", "text", "there"),
    [
        (Sort.MONEY, "每家最高给予二十万元补助。", True),
        (Sort.MONEY, "按照实际租金的60%给予补贴。", True),
        (Sort.MONEY, "办理登记不收取费用。", True),
        (Sort.MONEY, "第一年租金全额返还。", True),
        (Sort.MONEY, "市人民政府设立专项资金，支持平台建设。", False),
        (Sort.MONEY, "第十二条 依照有关法律的规定处罚。", False),
        (Sort.PERIOD, "应当自收到申请之日起十五日内答复。", True),
        (Sort.PERIOD, "材料齐全的，当场办结。", True),
        (Sort.PERIOD, "应当及时答复申请人。", False),
        (Sort.MULTIPLE, "处违法所得一倍以上三倍以下罚款。", True),
        (Sort.MULTIPLE, "预留比例不低于百分之三十。", True),
        (Sort.MULTIPLE, "2021年9月29日修正", False),
        (Sort.MEASURE, "一期用地不超过八十亩。", True),
        (Sort.MEASURE, "用地应当节约集约。", False),
        (Sort.CONTACT, "服务电话：0310-5551234。", True),
        (Sort.CONTACT, "企业可以拨打服务热线咨询。", False),
        (Sort.NAME, "管委会主任陈志远介绍了情况。", True),
        (Sort.NAME, "管委会设主任一名，主持全面工作。", False),
        (Sort.ACTOR, "由县级人民政府批准。", True),
        (Sort.ACTOR, "应当予以公示。", False),
        (None, "应当予以公示。", True),
    ],
)
def test_a_text_holds_it_or_not(sort: Sort | None, text: str, there: bool) -> None:
    assert has(sort, text) is there
