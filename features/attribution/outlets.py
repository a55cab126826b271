"""Outlets under their several names: normalisation, aliases, and whether a host is theirs."""

from __future__ import annotations

import functools
import re

# One outlet a line: its names (``_`` for a space), then after the bar the host labels it uses.
_ALIASES = """
新华社 新华网 新华社客户端 新华 xinhua xinhuanet 新华视点 新华每日电讯 瞭望 | xinhuanet xinhua
人民日报 人民网 人民日报海外版 人民日报客户端 people's_daily 人民日报社 | people
中央广播电视总台 央视 央视网 央视新闻 cctv 中央电视台 央视财经 央视新闻客户端 总台 | cctv cntv
央广网 央广 中央人民广播电台 中国广播网 | cnr
中新社 中新网 中国新闻网 中国新闻社 中国新闻周刊 | chinanews ecns
上证报 中国证券网 上海证券报 上证报中国证券网 中国证券网上证报 | cnstock
中证网 中国证券报 中证报 | cs
证券时报 证券时报网 e公司 券商中国 数据宝 | stcn
证券日报 证券日报网 | zqrb
每日经济新闻 每经网 每经 | nbd
第一财经 第一财经日报 一财网 | yicai
21世纪经济报道 21经济网 21财经 21世纪经济报道网 | 21jingji 21cbh
财联社 科创板日报 | cls
界面新闻 界面 | jiemian
澎湃新闻 澎湃 澎湃新闻网 | thepaper
光明日报 光明网 | gmw
经济日报 中国经济网 | ce
中国青年报 中青网 中国青年网 中青在线 中青报 | youth cyol
环球网 环球时报 环球 | huanqiu globaltimes
参考消息 参考消息网 | cankaoxiaoxi
科技日报 中国科技网 | stdaily
工人日报 中工网 | workercn
法治日报 法制日报 法制网 法治网 | legaldaily
农民日报 中国农网 | farmer
解放军报 中国军网 | 81 chinamil
北京日报 京报网 北京日报客户端 | bjd
新京报 新京报网 | bjnews
北京青年报 北青网 北青报 | ynet
解放日报 上观新闻 上观 | jfdaily shobserver
文汇报 文汇网 | whb
新民晚报 新民网 | xinmin
东方网 | eastday
羊城晚报 羊城派 金羊网 | ycwb
南方日报 南方网 南方+ 南方都市报 奥一网 n视频 南方周末 | southcn infzm oeeee nfnews
广州日报 大洋网 | dayoo gzdaily
深圳特区报 深圳新闻网 读特 深圳商报 晶报 | sznews
浙江日报 浙江在线 潮新闻 钱江晚报 | zjol
新华日报 中国江苏网 交汇点新闻 交汇点 | jschina xhby
扬子晚报 扬子晚报网 紫牛新闻 | yangtse
大众日报 大众网 齐鲁晚报 齐鲁网 | dzwww qlwb iqilu
河南日报 大河网 大河报 河南商报 顶端新闻 | dahe hnrb
湖北日报 荆楚网 | cnhubei
湖南日报 华声在线 红网 | voc rednet
四川日报 四川在线 封面新闻 华西都市报 | scol thecover
成都商报 红星新闻 | cdsb
云南日报 云南网 | yunnan yndaily
重庆日报 华龙网 上游新闻 重庆晨报 | cqnews cqrb
陕西日报 西部网 华商报 华商网 | cnwest hsw sxdaily
辽宁日报 东北新闻网 | nen
吉林日报 中国吉林网 | cnjiwang
黑龙江日报 东北网 | dbw
新浪 新浪网 新浪财经 新浪新闻 新浪科技 新浪体育 新浪微博 微博 sina | sina weibo
搜狐 搜狐网 搜狐号 搜狐新闻 搜狐财经 搜狐体育 搜狐汽车 搜狐娱乐 sohu | sohu
网易 网易新闻 网易财经 网易号 网易体育 网易科技 163 | 163 126 netease
腾讯 腾讯网 腾讯新闻 企鹅号 腾讯财经 腾讯体育 qq | qq tencent
凤凰 凤凰网 凤凰新闻 凤凰财经 凤凰卫视 大风号 ifeng | ifeng
今日头条 头条号 头条 | toutiao
百度 百家号 百度百科 百度知道 百度文库 百度贴吧 | baidu
东方财富 东方财富网 天天基金网 | eastmoney 1234567
和讯 和讯网 | hexun
金融界 | jrj
同花顺 同花顺财经 | 10jqka
36氪 36kr | 36kr
虎嗅 虎嗅网 | huxiu
钛媒体 | tmtpost
雪球 | xueqiu
知乎 知乎专栏 | zhihu
简书 | jianshu
天涯 天涯社区 | tianya
豆瓣 | douban
中华网 | china
中国网 | china
雅虎 雅虎新闻 雅虎中国 yahoo yahoo! yahoo_news yahoo_finance | yahoo
联合早报 早报 | zaobao
中央社 cna 中央通讯社 | cna
联合报 联合新闻网 udn | udn
自由时报 自由时报电子报 | ltn
明报 明報 | mingpao
法新社 afp agence_france-presse agence_france_presse | afp
路透社 路透 reuters thomson_reuters 路透中文网 | reuters
美联社 ap associated_press the_associated_press | apnews ap
彭博社 彭博 bloomberg bloomberg_news | bloomberg
共同社 共同 共同通信 共同通信社 kyodo kyodo_news | kyodonews kyodo
韩联社 연합뉴스 yonhap yonhap_news yonhap_news_agency | yna yonhapnews
塔斯社 тасс tass итар-тасс | tass
俄新社 риа_новости ria_novosti риа sputnik | ria
德新社 dpa deutsche_presse-agentur deutsche_presse_agentur dpa/tmn | dpa
efe agencia_efe | efe
upi united_press_international | upi
华尔街日报 《华尔街日报》 wall_street_journal the_wall_street_journal wsj | wsj
纽约时报 new_york_times the_new_york_times nyt | nytimes
华盛顿邮报 washington_post the_washington_post | washingtonpost
金融时报 financial_times ft | ft ftchinese
卫报 guardian the_guardian | theguardian guardian
bbc bbc_news 英国广播公司 bbc中文 bbc中文网 | bbc
cnn cable_news_network 美国有线电视新闻网 | cnn
朝日新聞 朝日新聞デジタル 朝日新聞社 asahi_shimbun | asahi
読売新聞 読売新聞オンライン yomiuri | yomiuri
毎日新聞 毎日新聞デジタル | mainichi
日本経済新聞 日本経済新聞社 日本経済新聞_電子版 日経 nikkei | nikkei
時事通信 時事通信社 時事 時事ドットコム jiji | jiji
産経新聞 産経ニュース | sankei
中央日報 중앙일보 | joins joongang
조선일보 朝鲜日报 chosun | chosun
동아일보 | donga
한겨레 | hani
интерфакс interfax | interfax
коммерсантъ коммерсант | kommersant
рбк rbc | rbc
spiegel der_spiegel spiegel_online | spiegel
süddeutsche_zeitung sz süddeutsche.de süddeutsche | sueddeutsche
faz frankfurter_allgemeine frankfurter_allgemeine_zeitung faz.net | faz
die_zeit zeit_online | zeit
die_welt welt welt_online | welt
bild bild.de bild_zeitung | bild
orf orf.at | orf
ard tagesschau tagesschau.de das_erste | tagesschau ard daserste
zdf zdfheute heute | zdf
le_monde le_monde.fr lemonde.fr | lemonde
le_figaro lefigaro.fr | lefigaro
libération liberation | liberation
el_país el_pais | elpais
el_mundo | elmundo
europa_press | europapress
"""

_DROP = re.compile(r"[\s《》〈〉“”\"'‘’「」『』【】\[\]()（）,，.。:：·•|丨_\-–—/]+")
_TAIL = re.compile(
    r"(?:最新热点|最新消息|热点新闻|官方网站|官方网|官网|门户网站|新闻客户端|客户端|微信公众号|公众号|官方微博|记者|网站|新闻网|电子版|社区|论坛|频道|首页)$"
)
_MIN_STEM = 2


def normal_name(name: str) -> str:
    """``name`` in lower case without marks, space and words such as 客户端 or 官网."""
    bare = _DROP.sub("", name.lower())
    tail = _TAIL.search(bare)
    while tail and tail.start() >= _MIN_STEM:
        bare = bare[: tail.start()]
        tail = _TAIL.search(bare)
    return bare.removeprefix("the") if len(bare) > 6 else bare


@functools.cache
def _tables() -> tuple[dict[str, int], dict[str, frozenset[int]]]:
    names: dict[str, int] = {}
    hosts: dict[str, set[int]] = {}
    for number, line in enumerate(_ALIASES.strip().splitlines()):
        aliases, _, labels = line.partition(" | ")
        for alias in aliases.split():
            names.setdefault(normal_name(alias.replace("_", " ")), number)
        for label in labels.split():
            hosts.setdefault(label, set()).add(number)
    return names, {label: frozenset(ids) for label, ids in hosts.items()}


@functools.lru_cache(maxsize=4096)
def outlet_key(name: str) -> str:
    """A key equal for all names of one outlet: its alias group, else the normal name."""
    bare = normal_name(name)
    number = _tables()[0].get(bare)
    if number is not None:
        return f"#{number}"
    return bare


def same_outlet(one: str, other: str) -> bool:
    """Whether two names mean one outlet: an alias, or the one begins or ends with the other."""
    a, b = outlet_key(one), outlet_key(other)
    if a == b:
        return True
    if a.startswith("#") or b.startswith("#"):
        return False
    short, long = sorted((a, b), key=len)
    least = 4 if short.isascii() else 2
    return len(short) >= least and (long.startswith(short) or long.endswith(short))


def host_labels(host: str | None) -> tuple[str, ...]:
    """The labels of a host that can name an outlet, most telling last dropped: no ``www``."""
    if not host:
        return ()
    return tuple(label for label in host.lower().split(".")[:-1] if label not in _COMMON_LABELS)


_COMMON_LABELS = frozenset(
    [
        "www",
        "m",
        "com",
        "co",
        "org",
        "net",
        "gov",
        "edu",
        "ac",
        "news",
        "wap",
        "mobile",
        "blog",
        "mp",
        "web",
    ]
)


@functools.lru_cache(maxsize=4096)
def host_is_outlet(host: str | None, name: str) -> bool:
    """Whether ``host`` belongs to the outlet called ``name`` (its labels, or the name in Latin)."""
    labels = host_labels(host)
    if not labels:
        return False
    names, hosts = _tables()
    bare = normal_name(name)
    number = names.get(bare)
    if number is not None and any(number in hosts.get(label, ()) for label in labels):
        return True
    if not bare.isascii() or len(bare) < 3:
        return False
    joined = [label.replace("-", "") for label in labels]
    if any(
        bare == label or (len(bare) >= 4 and (bare in label or label in bare) and len(label) >= 4)
        for label in joined
    ):
        return True
    initials = "".join(word[0] for word in re.findall(r"[a-z]+", name.lower()))
    return len(initials) >= 2 and initials in joined


def known_outlet(name: str) -> bool:
    """Whether ``name`` is in the table of outlets."""
    return outlet_key(name).startswith("#")


def outlets_of_host(host: str | None) -> tuple[str, ...]:
    """The keys (as :func:`outlet_key` gives them) of the known outlets whose host this is."""
    hosts = _tables()[1]
    return tuple(f"#{n}" for label in host_labels(host) for n in sorted(hosts.get(label, ())))
