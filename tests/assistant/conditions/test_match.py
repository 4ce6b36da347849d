import datetime

import pytest

from assistant.conditions.ground import Ground, ground_of
from assistant.conditions.match import judge
from assistant.situation import situation
from tests.fakes import make_card

TODAY = datetime.date(2026, 11, 22)
PARK = Ground("", frozenset({"云台"}))
CITY = Ground("江北省云州市", frozenset({"云州", "云台"}))

RESEARCH = "（二）上年度研发费用总额不低于200万元，且占营业收入总额比重不低于5%；"
PATENTS = "（三）拥有两项以上发明专利，或者五项以上实用新型专利；"
SAFETY = "（四）近三年未发生重大安全、环保事故；"
SITE = "在云台高新区注册、纳税并具有独立法人资格"


@pytest.mark.parametrize(
    ("condition", "told", "met"),
    [
        # Amounts and rates, with what follows from them.
        (RESEARCH, "营收5000万，研发占比6%", True),
        (RESEARCH, "营收5000万，研发投入300万", True),
        (RESEARCH, "营收8000万，研发投入300万", False),
        (RESEARCH, "研发费用150万元", False),
        (RESEARCH, "研发占比6%", None),
        ("上年度营业收入在1000万元以上", "去年营业收入一千万元", True),
        ("上年度营业收入超过1000万元", "去年营业收入1000万元", False),
        ("上年度营业收入在1000万元以上", "今年预计营收3000万", None),
        ("上年度营业收入在1000万元以上", "主营业务收入3000万", None),
        ("营业收入在1000万元以上", "营收1000万左右", None),
        ("营业收入在1000万元以上", "营收约2000万", True),
        ("实缴注册资本达到5000万元以上", "注册资本8000万", None),
        ("注册资本不低于500万元", "实缴注册资本800万", True),
        ("新落户企业实缴注册资本达到5000万元以上", "实缴注册资本3000万", False),
        ("新落户企业实缴注册资本达到5000万元以上", "实缴注册资本6000万", None),
        ("资产负债率不超过70%", "资产负债率75%", False),
        # Counts, areas and periods.
        (PATENTS, "有2件发明专利", True),
        (PATENTS, "没有发明专利，只有3项实用新型专利", False),
        (PATENTS, "有1项发明专利", None),
        ("拥有一项以上与主导产品相关的发明专利", "有2项发明专利", None),
        ("带动本市配套企业不少于10家", "带动配套企业8家", False),
        ("带动本市配套企业不少于10家", "带动配套企业12家", None),
        ("从业人员不少于20人", "员工18人", False),
        ("用地面积不少于30亩", "用地面积2公顷", True),
        ("经营满18个月", "已经经营两年", True),
        ("注册满两年", "成立于2019年", True),
        ("注册满两年", "2024年11月底成立", None),
        ("连续两年盈利", "已经连续三年盈利", True),
        # What was plainly said or denied, and how far that reaches.
        (SAFETY, "没有发生过任何事故", True),
        (SAFETY, "没有发生过安全事故", None),
        (SAFETY, "近一年没有发生过任何事故", None),
        (SAFETY, "近五年没有发生过任何事故", True),
        (SAFETY, "去年发生过一起重大安全事故", False),
        (SAFETY, "去年出过一起一般安全事故", None),
        ("依法纳税，财务管理制度健全", "一直正常纳税", None),
        ("依法纳税，财务管理制度健全", "一直按时缴税，财务管理制度健全", True),
        ("未被列入严重失信主体名单", "没有失信记录", True),
        ("取得高新技术企业或者专精特新中小企业资质", "我们是高企", True),
        ("取得高新技术企业资质", "我们不是高新技术企业", False),
        (SITE, "我司在云台注册纳税，是独立法人", True),
        (SITE, "我司在云台注册", None),
        (SITE, "我司在北京注册", False),
        ("有固定的经营场所", "没有固定场所", False),
        # What only looks alike decides nothing.
        ("有相应的安全事故责任承担能力", "没有发生过安全事故", None),
        ("种植面积达到一千亩以上", "厂房面积2000平方米", None),
        ("有从事该业务所要求的注册资本、固定场所、设备设施", "有固定场所", None),
    ],
)
def test_a_condition_is_met_unmet_or_left_open_but_never_guessed(condition: str, told: str, met: bool | None) -> None:
    assert judge(condition, situation([told], TODAY), PARK).holds is met


@pytest.mark.parametrize(
    ("condition", "told", "met"),
    [
        ("（一）被列入严重失信主体名单的；", "没有被列入失信名单", True),
        ("（一）被列入严重失信主体名单的；", "被列入了严重失信主体名单", False),
        ("（二）近两年内发生较大以上生产安全事故的；", "没发生过安全事故", True),
        ("（二）近两年内发生较大以上生产安全事故的；", "我们注册了两年", None),
        ("（三）资产负债率超过80%的", "资产负债率60%", True),
        ("（四）被列入严重失信主体名单尚未修复的；", "没有失信记录", True),
        ("（四）被列入严重失信主体名单尚未修复的；", "被列入了严重失信主体名单", None),
        ("（四）被列入严重失信主体名单尚未修复的；", "被列入了严重失信主体名单，没有修复", False),
        ("（五）欠缴税款或者社会保险费的；", "没有欠缴税款和社保", True),
        ("（五）欠缴税款或者社会保险费的；", "没有欠税", None),
    ],
)
def test_of_what_shuts_out_the_absence_is_what_is_asked_for(condition: str, told: str, met: bool | None) -> None:
    assert judge(condition, situation([told], TODAY), PARK, excluded=True).holds is met


@pytest.mark.parametrize(
    ("told", "met"),
    [
        ("在云台注册三年，是中小企业", True),
        ("在本市注册一年", False),
        ("在江北省云州市注册三年，是中小企业", True),
        ("注册三年，是中小企业", None),
    ],
)
def test_a_park_of_the_city_lies_in_the_city(told: str, met: bool | None) -> None:
    assert judge("在本市注册满两年的中小企业", situation([told], TODAY), CITY).holds is met


def test_what_is_told_and_what_is_not_stand_apart() -> None:
    judged = judge(SAFETY, situation(["没有发生过安全事故"], TODAY), PARK)
    assert judged.told == ("没有发生过安全事故",)
    assert judged.untold == ("重大环保事故",)


def test_the_ground_of_a_city_policy_takes_in_its_parks() -> None:
    city = make_card("云州市专精特新企业认定办法")
    park = make_card("云台高新技术产业开发区扶持办法")
    assert ground_of(park, [city, park]).names == {"云台"}
