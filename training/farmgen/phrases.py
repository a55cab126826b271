"""Words to build farm pages from: made-up brands, search phrases, outlets, places, links.

Two casts: pages for training and pages for the stress suite share no brand, no outlet and no
emoji alphabet, so that remembering a name is worth nothing. Names are put together from
syllables; any likeness to a living brand is chance.
"""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cast:
    """The vocabulary of one family of made-up farms."""

    brand_heads: tuple[str, ...]
    brand_tails: tuple[str, ...]
    latin_brands: tuple[str, ...]
    emoji: str
    outlets: tuple[str, ...]
    latin_outlets: tuple[str, ...]
    people: tuple[str, ...]
    latin_people: tuple[str, ...]
    places: tuple[str, ...]
    latin_places: tuple[str, ...]


TRAIN = Cast(
    brand_heads=tuple(["金星", "银河", "凤凰", "海豚", "彩虹", "雷霆", "皇冠", "天鹅", "飞鱼", "蓝鲸", "大唐", "新葡", "乐途", "九州", "万象"]),
    brand_tails=tuple(["娱乐", "体育", "彩票", "棋牌", "电竞", "视频", "影院", "直播", "国际", "平台", "娱乐城", "代孕", "贷款", "整形"]),
    latin_brands=tuple(["betora", "cazwin", "slotiva", "viagrol", "lendoro", "luxepill", "fortuno", "pokaria"]),
    emoji="😀😃😄😁😆😅😂🤣😊😇🙂😉😌😍🥰😘😋😛😜🤪😎🤩🥳😏👍🎉💯🔥⭐🌟",
    outlets=tuple(["晨钟报", "江畔日报", "南岭晚报", "财闻社", "科技观察家", "城市新语", "海图网", "商河时报"]),
    latin_outlets=tuple(["Morning Ledger", "Harbor Wire", "The Plain Post", "Northgate Times"]),
    people=tuple(["林致远", "沈若溪", "郭一帆", "何清扬", "赵明溪", "宋知行", "邓云舒", "吕平川"]),
    latin_people=tuple(["Ada Merrow", "Tom Lindqvist", "Nora Whitfield", "Paul Dessau", "Ines Calder"]),
    places=tuple(
        ["北京市东城区", "西城区", "朝阳区", "丰台区", "海淀区", "门头沟区", "房山区", "通州区", "顺义区", "昌平区", "大兴区", "怀柔区", "天津市和平区", "河东区", "河西区", "南开区", "河北区", "红桥区", "滨海新区", "石家庄市长安区", "桥西区", "井陉县", "正定县", "灵寿县", "赞皇县", "无极县", "平山县", "唐山市路南区", "路北区", "古冶区", "开平区", "滦南县", "乐亭县", "玉田县", "太原市小店区", "迎泽区", "杏花岭区", "尖草坪区", "清徐县", "阳曲县", "大同市平城区", "云冈区", "阳高县", "天镇县", "广灵县", "沈阳市沈河区", "大东区", "皇姑区", "铁西区", "康平县", "法库县", "长春市南关区", "宽城区", "农安县", "哈尔滨市道里区", "南岗区", "依兰县", "方正县", "南京市玄武区", "秦淮区", "建邺区", "鼓楼区", "浦口区", "无锡市梁溪区", "惠山区", "徐州市云龙区", "贾汪区", "沛县", "睢宁县"]
    ),
    latin_places=tuple(
        ["Akron", "Albany", "Amarillo", "Boise", "Chandler", "Dayton", "Durham", "El Paso", "Fresno", "Garland", "Gilbert", "Glendale", "Hialeah", "Irving", "Jackson", "Laredo", "Lubbock", "Madison", "Mesa", "Mobile", "Norfolk", "Omaha", "Plano", "Reno", "Salem", "Spokane", "Tacoma", "Toledo", "Tulsa", "Wichita", "Augsburg", "Bielefeld", "Bochum", "Bonn", "Chemnitz", "Kassel", "Kiel", "Krefeld", "Mainz", "Rostock"]
    ),
)
"""Vocabulary of training pages."""

STRESS = Cast(
    brand_heads=tuple(["玉兔", "青龙", "紫荆", "白鹭", "红日", "北斗", "东方", "黑马", "宝石", "龙腾", "亿达", "顺发", "千禧", "华夏", "名门"]),
    brand_tails=tuple(["博彩", "时时彩", "百家乐", "竞猜", "捕鱼", "电玩", "影视", "成人", "商城", "会所", "典当", "开票", "办证", "搬家"]),
    latin_brands=tuple(["rollexo", "jackara", "pharmix", "quickdeb", "winzorro", "ciralto", "escoria", "refundly"]),
    emoji="🐶🐱🐭🐹🐰🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🍎🍐🍊🍋🍌🍉🍇🍓⚽🏀🏈🎾🎲🎯",
    outlets=tuple(["望山新闻", "东湾商报", "星桥网", "知财汇", "云上视点", "西港早报", "物联前线", "瀚海传媒"]),
    latin_outlets=tuple(["Eastbank Courier", "Daily Beacon Hill", "Tidewater Press", "The Copper Mail"]),
    people=tuple(["韩秋白", "许安然", "曹子墨", "谭雨桐", "冯少川", "彭望舒", "蒋怀瑾", "苏问渠"]),
    latin_people=tuple(["Greta Holm", "Ivan Petrak", "Lucy Abernathy", "Marc Oliveira", "Sven Tolland"]),
    places=tuple(
        ["杭州市上城区", "拱墅区", "西湖区", "滨江区", "萧山区", "余杭区", "桐庐县", "淳安县", "宁波市海曙区", "江北区", "镇海区", "鄞州区", "象山县", "宁海县", "温州市鹿城区", "龙湾区", "瓯海区", "永嘉县", "平阳县", "苍南县", "合肥市瑶海区", "庐阳区", "蜀山区", "长丰县", "肥东县", "肥西县", "福州市鼓楼区", "台江区", "仓山区", "闽侯县", "连江县", "罗源县", "南昌市东湖区", "西湖区", "青云谱区", "南昌县", "进贤县", "济南市历下区", "市中区", "槐荫区", "天桥区", "平阴县", "郑州市中原区", "二七区", "管城回族区", "中牟县", "武汉市江岸区", "江汉区", "硚口区", "汉阳区", "武昌区", "长沙市芙蓉区", "天心区", "岳麓区", "长沙县", "广州市荔湾区", "越秀区", "海珠区", "天河区"]
    ),
    latin_places=tuple(
        ["Abilene", "Anaheim", "Aurora", "Baton Rouge", "Billings", "Buffalo", "Carson City", "Cleveland", "Denton", "Erie", "Eugene", "Fargo", "Flint", "Fort Wayne", "Gainesville", "Green Bay", "Lansing", "Macon", "Modesto", "Naperville", "Ogden", "Peoria", "Provo", "Pueblo", "Raleigh", "Rockford", "Savannah", "Stockton", "Topeka", "Yonkers", "Bamberg", "Celle", "Cottbus", "Erfurt", "Fulda", "Gera", "Halle", "Jena", "Passau", "Trier"]
    ),
)
"""Vocabulary of the stress suite."""

_ZH_INTENTS = tuple(
    ["官网", "官方网站", "登录入口", "app下载", "安卓版下载", "手机版", "注册送彩金", "平台怎么样", "哪家好", "多少钱", "价格", "排行榜", "最新版本", "网页版", "在线观看", "免费", "代理", "客服电话", "下载地址", "攻略", "怎么办理", "公司", "厂家", "批发", "一览"]
)
_LATIN_INTENTS = tuple(
    ["near me", "online", "free download", "best price", "cheap", "reviews 2026", "login", "official site", "for sale", "no deposit bonus", "without prescription", "coupon code", "how to get", "top 10", "app", "free spins"]
)


def brand(cast: Cast, rng: random.Random, *, chinese: bool) -> str:
    """A made-up brand such as a farm pushes."""
    if chinese and rng.random() < 0.85:
        tail = rng.choice(cast.brand_tails)
        number = rng.choice(["", "", "", str(rng.randrange(100, 9999))])
        return rng.choice(cast.brand_heads) + tail + number
    return rng.choice(cast.latin_brands) + rng.choice(["", "", "365", "88", "24"])


def search_phrase(cast: Cast, rng: random.Random, subject: str, *, chinese: bool) -> str:
    """What someone might type to find ``subject``."""
    if chinese:
        return subject + rng.choice(_ZH_INTENTS)
    return f"{subject} {rng.choice(_LATIN_INTENTS)}"


def random_host(rng: random.Random) -> str:
    """A host such as farms rent by the thousand."""
    label = "".join(
        rng.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(rng.randint(4, 8))
    )
    return f"{label}.{rng.choice(['example.com', 'example.net', 'example.org'])}"


def random_path(rng: random.Random) -> str:
    """A path with nothing to say."""
    style = rng.randrange(4)
    number = rng.randrange(1000, 10**7)
    word = "".join(rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(rng.randint(3, 7)))
    return (f"/{number}.html", f"/{word}/{number}.html", f"/?{word}={number}", f"/{word}/")[style]
