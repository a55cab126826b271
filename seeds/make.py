"""Writes the seed pages from the articles in ``articles/`` and the templates in this file.

Every sentence here was written for darnel. People, outlets, brands, hosts and phone numbers are
made up (hosts under ``.example``, ``.test`` and ``.invalid``); place names are plain facts.
Run it again after an edit: ``python seeds/make.py``. The output is the same every time.
"""

from __future__ import annotations

import gzip
import html
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
EMOJI = "😀😂😍🥳🤔😎👍🔥🎉🚀⭐💯😴🙌🤩"
COUNTIES = (
    "东城区、西城区、朝阳区、丰台区、石景山区、海淀区、门头沟区、房山区、通州区、顺义区、昌平区、"
    "大兴区、怀柔区、平谷区、密云区、延庆区、和平区、河东区、河西区、南开区、河北区、红桥区、东丽区、"
    "西青区、津南区、北辰区、武清区、宝坻区、滨海新区、宁河区、静海区、蓟州区、长安区、桥西区、新华区、"
    "井陉矿区、裕华区、藁城区、鹿泉区、栾城区、井陉县、正定县、行唐县、灵寿县、高邑县、深泽县、赞皇县、"
    "无极县、平山县、元氏县、赵县、路南区、路北区、古冶区、开平区、丰南区、丰润区、曹妃甸区、滦南县、"
    "乐亭县、迁西县、玉田县"
).split("、")
US_TOWNS = (
    "Akron OH, Albany NY, Amarillo TX, Austin TX, Baton Rouge LA, Boise ID, Buffalo NY, Chandler AZ, "
    "Charlotte NC, Cleveland OH, Columbus OH, Dallas TX, Dayton OH, Denver CO, El Paso TX, Fresno CA, "
    "Houston TX, Irving TX, Laredo TX, Lubbock TX, Memphis TN, Mesa AZ, Omaha NE, Plano TX, Reno NV, "
    "Tampa FL, Toledo OH, Tucson AZ, Tulsa OK, Wichita KS"
).split(", ")
DE_TOWNS = (
    "Aachen Augsburg Bielefeld Bochum Bonn Bremen Chemnitz Dortmund Dresden Duisburg Erfurt Essen "
    "Freiburg Gelsenkirchen Halle Hannover Karlsruhe Kassel Kiel Krefeld Leverkusen Magdeburg Mainz "
    "Mannheim Oberhausen Rostock Solingen Wiesbaden Wuppertal"
).split()


@dataclass(frozen=True)
class Seed:
    """One seed page: ``form`` is the file it is written to, ``kind`` says what it re-creates."""

    id: str
    label: str
    lang: str
    kind: str
    form: str
    body: str
    title: str = ""
    byline: str | None = None
    published: str | None = None

    @property
    def url(self) -> str:
        return self.id if "://" in self.id else f"https://{self.id}"


def article(name: str) -> tuple[str, list[str]]:
    title, _, body = (
        (HERE / "articles" / f"{name}.txt").read_text(encoding="utf-8").partition("\n\n")
    )
    return title, body.strip().split("\n")


def document(lang: str, title: str, body: str, head: str = "") -> str:
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{html.escape(title)}</title>\n{head}</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def paragraphs(lines: list[str]) -> str:
    return "\n".join(f"<p>{html.escape(line)}</p>" for line in lines)


def honest_html(
    name: str, lang: str, host: str, site: str, byline: str, source: str, date: str
) -> str:
    title, lines = article(name)
    ld = json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": title,
            "datePublished": date,
            "author": {"@type": "Person", "name": byline},
            "publisher": {"@type": "Organization", "name": site},
        },
        ensure_ascii=False,
    )
    head = (
        f'<meta property="og:site_name" content="{site}">\n<meta property="og:title" content="{title}">\n'
        f'<link rel="canonical" href="https://{host}/{name}">\n'
        f'<script type="application/ld+json">{ld}</script>\n'
    )
    body = (
        f'<header><nav><a href="/">{site}</a> <a href="/local">1</a> <a href="/about">2</a></nav></header>\n'
        f"<main><article><h1>{title}</h1>\n<p class='meta'>{date} {source}</p>\n"
        f"{paragraphs(lines)}\n</article></main>\n"
        f"<footer><p>© {date[:4]} {site}</p></footer>"
    )
    return document(lang, title, body, head)


def with_emoji(text: str, rng: random.Random, every: int = 30) -> str:
    out, left = [], every
    for character in text:
        out.append(character)
        left -= 1
        if left == 0:
            out.append(rng.choice(EMOJI))
            left = every - rng.randint(0, 3)
    return "".join(out)


def stitched_page(rng: random.Random) -> str:
    """The pattern that started darnel, with our own sentences."""
    title, lines = article("zh_tidal")
    title2, lines2 = article("zh_bridge")
    disguised = with_emoji(" ".join(lines), rng)
    lead = lines[0]
    padding = [" ".join(COUNTIES[i : i + 9]) for i in range(0, 54, 9)]
    stamps = [
        f"2025-09-19 0{rng.randint(1, 5)}:{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d}"
        for _ in range(14)
    ]
    headlines = [
        "深夜一则消息传来，所有人都沉默了",
        "专家提醒：这件事千万不要再做",
        "刚刚宣布，下周起正式执行",
        "他只说了一句话，全场起立鼓掌",
        "价格突变，很多人还蒙在鼓里",
        "画面曝光，网友直呼看不懂",
        "这个县城火了，原因让人意外",
        "三十年前的谜团终于有了答案",
        "突然宣布退出，背后真相耐人寻味",
        "第一批吃到红利的人已经出现",
        "一夜之间，朋友圈都在转",
        "最后一个细节，看完后背发凉",
        "多地回应，情况比想象的复杂",
        "这种水果正在大量上市，别贪吃",
    ]
    recommended = "\n".join(
        f"<li><a href='/n/{rng.randrange(10**7)}.html'>{headline}</a> 作者：潮点财经 {stamp} 阅读({rng.randint(1000, 9999)})</li>"
        for headline, stamp in zip(headlines, stamps, strict=True)
    )
    body = (
        f"<h1>{title}</h1>\n<p>爆料星球最新热点:{title}</p>\n<p>更新时间: 浏览次数:{rng.randint(1000, 9999)}</p>\n"
        f"<p>文 | 海风观察 文 | 海风观察 {lead}</p>\n"
        f"<p>{disguised} 返回搜狐，查看更多</p>\n"
        + "\n".join(f"<p>{row}</p>" for row in padding[:3])
        + f"\n<p>华信证券网讯(记者 陆一鸣) {' '.join(lines2)} 返回搜狐，查看更多</p>\n<p>{title2}</p>\n"
        + "\n".join(f"<p>{row}</p>" for row in padding[3:])
        + f"\n<p>发布于:道县</p>\n<ul>{recommended}</ul>\n<p>还没有人评论过,快来抢首评</p>"
    )
    return document("zh", f"{title}-爆料星球", body)


def spider_pool(rng: random.Random) -> str:
    words = "手机 登录 入口 官网 平台 网址 下载 注册 免费 最新 体育 彩票 棋牌 娱乐 真人".split()

    def phrase() -> str:
        return "".join(rng.sample(words, 3))

    def token() -> str:
        return "".join(rng.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=7))

    def encoded(text: str) -> str:
        return "".join(f"&#{ord(c)};" if rng.random() < 0.5 else c for c in text)

    lines = "".join(
        f"<div class='{token()}'><p class='{token()}'>{encoded(phrase() + '，' + phrase() + '。' + phrase())}{rng.choice(EMOJI)}</p></div>\n"
        for _ in range(20)
    )
    links = "".join(
        f"<a class='{token()}' href='/{token()}/{rng.randrange(10**8)}.html'>{phrase()}</a>\n"
        for _ in range(160)
    )
    return document(
        "zh",
        f"{phrase()}_{phrase()}_{phrase()}(2026上线)",
        f"<h1>{phrase()}</h1>\n{lines}<div>{links}</div>",
    )


def hacked_page() -> str:
    """An honest catalogue with hidden links pushed in: the page is honest, the block is not."""
    casino = "".join(
        f"<a href='http://{name}.invalid/{n}.php?id={n * 7}'>{text}</a> "
        for n, (name, text) in enumerate(
            [
                ("xk3v9q", "真人百家乐"),
                ("bq7zt1", "时时彩计划"),
                ("vv82pd", "葡京娱乐场"),
                ("lo0q4w", "澳门赌场开户"),
            ]
            * 12
        )
    )
    body = (
        "<h1>青石陶艺工作室</h1><p>我们在城南的老窑厂里做日用的碗和杯，每周三、周六开放参观。</p>"
        "<p>本月的课程从揉泥开始，学员自己修坯、上釉，烧成后由工作室寄出。</p>"
        "<ul><li>粗陶饭碗</li><li>青釉茶杯</li><li>柴烧花器</li></ul>"
        f"<div style='position:absolute;left:-9999px;top:0'>{casino}</div>"
        f"<div style='display:none'>{casino}</div><footer>© 2024 青石陶艺</footer>"
    )
    return document("zh", "真人百家乐_时时彩计划_葡京娱乐场开户-青石陶艺工作室", body)


def seeds() -> Iterator[Seed]:
    rng = random.Random(20261123)
    zh, en = "zh", "en"
    # honest pages
    yield Seed(
        "news.qingluo.example/zh_tidal",
        "legit",
        zh,
        "news article with one byline",
        "warc",
        honest_html(
            "zh_tidal",
            zh,
            "news.qingluo.example",
            "青螺日报",
            "程雨舟",
            "来源：青螺日报 记者 程雨舟",
            "2025-09-12",
        ),
    )
    yield Seed(
        "www.linxi.example/zh_library",
        "legit",
        zh,
        "news article with one byline",
        "html",
        honest_html(
            "zh_library",
            zh,
            "www.linxi.example",
            "临溪时报",
            "沈知夏",
            "来源：临溪时报 作者：沈知夏",
            "2025-03-04",
        ),
    )
    title, lines = article("zh_bees")
    yield Seed(
        "https://songling.example/a/zh_bees",
        "legit",
        zh,
        "article as plain text",
        "jsonl",
        "\n".join(["松岭周报 记者 段家明 2025年5月20日", *lines]),
        title,
        "段家明",
        "2025-05-20",
    )
    yield Seed(
        "https://gov.luze.example/zh_bridge",
        "legit",
        zh,
        "credited wire copy",
        "jsonl",
        "\n".join(
            [
                "2025-06-02 来源：山河通讯社",
                f"山河社石门沟6月2日电（记者 康以宁）{lines_of('zh_bridge')[0]}",
                *lines_of("zh_bridge")[1:],
                "（责任编辑：杜若）",
            ]
        ),
        article("zh_bridge")[0],
        None,
        "2025-06-02",
    )
    yield Seed(
        "https://wire.shanhe.example/zh_bridge",
        "legit",
        zh,
        "the wire's own page",
        "jsonl",
        "\n".join(
            [
                f"山河社石门沟6月2日电（记者 康以宁）{lines_of('zh_bridge')[0]}",
                *lines_of("zh_bridge")[1:],
            ]
        ),
        article("zh_bridge")[0],
        "康以宁",
        "2025-06-02",
    )
    yield Seed(
        "tj.gov.example/quhua",
        "legit",
        zh,
        "government list of districts",
        "html",
        document(
            zh,
            "全市行政区划一览",
            "<h1>全市行政区划一览</h1><p>根据最新的行政区划调整，全市现辖十六个区，名单如下，供办事群众查询。</p><ul>"
            + "".join(f"<li>{name}</li>" for name in COUNTIES[16:32])
            + "</ul><p>区划代码以民政部门公布的为准。如有疑问，请在工作日拨打咨询电话。</p><footer>主办单位：市民政局</footer>",
        ),
    )
    yield Seed(
        "weather.qiyun.example/index",
        "legit",
        zh,
        "weather index",
        "warc",
        document(
            zh,
            "华北天气预报 - 气云天气",
            "<h1>华北天气预报</h1><p>未来三天，华北大部晴到多云，早晚温差较大。</p><table>"
            + "".join(
                f"<tr><td><a href='/c/{i}'>{name}</a></td><td>多云</td><td>{14 + i % 7}℃/{2 + i % 5}℃</td></tr>"
                for i, name in enumerate(COUNTIES[:36])
            )
            + "</table><p>数据每三小时更新一次，由气云天气提供。</p>",
        ),
    )
    yield Seed(
        "city.tongcheng-life.example/choose",
        "legit",
        zh,
        "city chooser",
        "html",
        document(
            zh,
            "选择城市 - 同里生活",
            "<h1>请选择您所在的城市</h1><p>当前定位：北京。热门城市：</p><div>"
            + " ".join(
                f"<a href='//{i}.tongli.example/'>{name}</a>"
                for i, name in enumerate(
                    "北京 上海 广州 深圳 杭州 南京 苏州 成都 武汉 西安 重庆 天津 青岛 大连 厦门 长沙 郑州 沈阳 宁波 无锡".split()
                )
            )
            + "</div><footer>客服时间：每日九点到二十一点</footer>",
        ),
    )
    yield Seed(
        "https://bank.heyuan.example/branches",
        "legit",
        zh,
        "branch address book",
        "jsonl",
        "\n".join(
            [
                "河原银行营业网点",
                "各网点对公业务办理时间为工作日九点至十六点三十分，节假日以门店公告为准。",
            ]
            + [
                f"{name}支行 地址：{name}{road}{17 + 6 * i}号 电话：010-5550{100 + i}"
                for i, (name, road) in enumerate(
                    zip(
                        COUNTIES[:14],
                        "建设路 人民路 团结街 新华路 解放路 文化街 光明路 和平路 胜利街 中山路 北环路 南门街 东风路 长江路".split(),
                        strict=True,
                    )
                )
            ]
        ),
        "营业网点-河原银行",
    )
    yield Seed(
        "https://weiyu.example/p/8821",
        "legit",
        zh,
        "emoji-rich post",
        "jsonl",
        "今天终于去了海边🌊🌊🌊！！风好大，帽子都吹飞了😂😂 晚上吃了超大一份海鲜面🍜，老板还送了两个生蚝，幸福😭❤️❤️ 明天继续冲👨‍👩‍👧出发🚗💨 大家周末都去哪儿玩啦？🙋‍♀️",
    )
    yield Seed(
        "https://chufang.example/r/311",
        "legit",
        zh,
        "recipe with repeated steps",
        "jsonl",
        "家常葱油饼\n用料：面粉三百克，温水一百八十克，小葱一把，盐五克，油适量\n1. 面粉加盐，倒入温水，揉成光滑的面团，盖上湿布醒二十分钟。\n2. 把面团擀开，刷一层油，撒葱花，卷起来，醒十分钟。\n3. 再把面团擀开，刷一层油，撒葱花，卷起来，醒十分钟。\n4. 平底锅烧热，刷一层油，放入饼坯，中小火烙三分钟，翻面再烙三分钟。\n5. 两面金黄后出锅，切块，趁热吃。\n小贴士：温水揉面更软，冷水揉面更有嚼劲，两种都可以试试。",
        "家常葱油饼的做法",
    )
    for name, lang, host, site, who, line, date, form in (
        (
            "en_ferry",
            en,
            "orrinvalleypost.example",
            "Orrin Valley Post",
            "Tamsin Okafor",
            "By Tamsin Okafor, Orrin Valley Post",
            "2025-02-18",
            "html",
        ),
        (
            "en_clock",
            en,
            "hallowby-gazette.example",
            "Hallowby Gazette",
            "Piers Lindqvist",
            "By Piers Lindqvist and Ana Reyes. Additional reporting by Joon Seo",
            "2025-03-09",
            "warc",
        ),
        (
            "de_orgel",
            "de",
            "talbote.example",
            "Talbote",
            "Greta Sommerfeld",
            "Von Greta Sommerfeld, Talbote",
            "2025-04-27",
            "html",
        ),
        (
            "ja_lighthouse",
            "ja",
            "kitahama-shimbun.example",
            "北浜新聞",
            "三枝遼",
            "北浜新聞 記者 三枝遼",
            "2025-01-30",
            "html",
        ),
        (
            "fr_four",
            "fr",
            "echoduplateau.example",
            "L'Écho du plateau",
            "Maëlle Guérin",
            "Par Maëlle Guérin",
            "2025-05-11",
            "warc",
        ),
    ):
        yield Seed(
            f"{host}/{name}",
            "legit",
            lang,
            "news article with byline",
            form,
            honest_html(name, lang, host, site, who, line, date),
        )
    title, lines = article("en_seeds")
    yield Seed(
        "https://countyherald.example/seeds",
        "legit",
        en,
        "credited wire copy",
        "jsonl",
        "\n".join(
            [
                "By the Meridian Press newswire",
                f"LOWCASTER (MP) — {lines[0]}",
                *lines[1:],
                "© Meridian Press. Reprinted with permission.",
            ]
        ),
        title,
        None,
        "2025-02-01",
    )
    yield Seed(
        "https://softhouse.example/LICENCE",
        "legit",
        en,
        "licence text",
        "jsonl",
        "\n\n".join(
            [
                "Sample Tool Licence, version 2",
                "You may use the tool for any purpose. You may copy the tool. You may change the tool.",
            ]
            + [
                f"{n}. {act} of the tool must carry this notice. {act} of the tool must not use our name. {act} of the tool comes without warranty of any kind, to the extent that the law allows."
                for n, act in enumerate(
                    (
                        "A copy",
                        "A changed copy",
                        "A part",
                        "A translation",
                        "A service built on any part",
                    ),
                    1,
                )
            ]
        ),
        "Licence",
    )
    yield Seed(
        "https://hallowby-gazette.example/live/flood",
        "legit",
        en,
        "live blog",
        "jsonl",
        "\n".join(
            f"{hour:02d}:{minute:02d} {text}"
            for hour, minute, text in (
                (
                    6,
                    10,
                    "The river gauge at Mill Lane reads 2.9 metres, forty centimetres below the wall.",
                ),
                (
                    7,
                    25,
                    "Buses on the valley road are running to the old timetable until further notice.",
                ),
                (
                    8,
                    40,
                    "The primary school will stay closed. The library is open to anyone who needs a warm room.",
                ),
                (
                    10,
                    5,
                    "Water is over the car park behind the bakery; the market has moved up to the square.",
                ),
                (
                    11,
                    50,
                    "The gauge has been steady for an hour. Wardens say they will keep watching until dusk.",
                ),
                (14, 30, "Mill Lane is open again to one line of traffic."),
            )
        ),
        "Flood watch: live updates",
    )
    yield Seed(
        "https://refrain.example/songs/rope",
        "legit",
        en,
        "song with a refrain",
        "jsonl",
        "\n\n".join(
            part
            for verse in (
                "The rope is wet, the morning late,\nthe gulls are up before the tide.",
                "We sold the boat, we kept the chain,\nwe keep a lamp on the weather side.",
                "My father's hands were slow and kind,\nhe tied the knots that we untied.",
            )
            for part in (
                verse,
                "Haul away the long, long rope,\nhaul away till evening.\nHaul away the long, long rope,\nhaul away till evening.",
            )
        ),
        "Haul away",
    )
    yield Seed(
        "portal.tongcheng.example/",
        "legit",
        zh,
        "portal home page",
        "warc",
        document(
            zh,
            "同城门户首页",
            "".join(
                f"<h2>{section}</h2><ul>"
                + "".join(
                    f"<li><a href='/{section_id}/{i}.html'>{head}</a></li>"
                    for i, head in enumerate(heads)
                )
                + "</ul>"
                for section_id, (section, heads) in enumerate(
                    {
                        "本地": [
                            "地铁四号线延长段开始铺轨",
                            "老城区三条小巷恢复石板路面",
                            "市民广场周末举办旧书市集",
                            "秋季植树点位今起网上预约",
                        ],
                        "文化": [
                            "县剧团重排失传的皮影戏",
                            "博物馆夜场增加讲解场次",
                            "少年合唱团赴外地交流演出",
                            "一封百年家书被修复展出",
                        ],
                        "体育": [
                            "环湖长跑吸引六百人报名",
                            "中学生篮球联赛进入决赛",
                            "社区游泳馆改造后重新开放",
                            "象棋老将连赢九盘",
                        ],
                    }.items()
                )
            )
            + "<footer>同城门户 编辑部 联系我们</footer>",
        ),
    )
    # farm pages
    yield Seed(
        "k7x2m.baoliaoxq.invalid/n/88213.html",
        "farm",
        zh,
        "stitched article: emoji, padding, five names, invented counts",
        "html",
        stitched_page(rng),
    )
    title, lines = article("zh_library")
    yield Seed(
        "https://rd31.kuaibao-sd.invalid/a/1",
        "farm",
        zh,
        "republished behind zero-width characters, foreign tail",
        "jsonl",
        "\n".join(
            [
                "小编：热点君 来源：网络",
                "\u200b".join(_pieces(" ".join(lines), 7)),
                "展开全文",
                "返回搜狐，查看更多",
                "发布于:保靖县",
            ]
        ),
        f"{title}_{title}",
    )
    title, lines = article("zh_bees")
    yield Seed(
        "https://m.zgnyxx.invalid/show-20931.html",
        "farm",
        zh,
        "wrapped characters and a brand pushed in",
        "jsonl",
        "\n".join(
            line.replace("蜂", "【鑫】【运】【体】【育】", 2).replace("云图", "鑫运体育app下载", 1)
            for line in lines
        )
        + "\n鑫运体育app下载|鑫运体育官网|鑫运体育登录入口|鑫运体育2026",
        "鑫运体育app下载_鑫运体育官网登录_山里的养蜂人学会了看卫星云图",
    )
    title, lines = article("zh_bridge")
    pinyin = {
        "桥": "橋(qiáo)",
        "学": "學(xué)",
        "风": "風(fēng)",
        "护": "護(hù)",
        "县": "縣(xiàn)",
        "为": "為(wéi)",
        "从": "從(cóng)",
    }
    yield Seed(
        "https://hqw.wholestore.invalid/2291.html",
        "farm",
        zh,
        "converted to traditional here and there, pinyin in brackets",
        "jsonl",
        "\n".join(
            "".join(pinyin.get(c, c) if rng.random() < 0.7 else c for c in line) for line in lines
        ),
        title,
    )
    routes = [f"{a}到{b}物流" for a, b in zip(COUNTIES[10:44], COUNTIES[11:45], strict=True)]
    yield Seed(
        "https://shunda56.invalid/xianlu",
        "farm",
        zh,
        "doorway: pairs of places",
        "jsonl",
        "顺达物流专线，"
        + "，".join(routes)
        + "。\n"
        + "\n".join(
            f"{route}专线，{route}公司，{route}货运，天天发车，上门提货，价格优惠，欢迎来电咨询。"
            for route in routes[:18]
        ),
        "顺义区到通州区物流_顺义区物流公司_专线直达_天天发车",
    )
    yield Seed(
        "https://dy.zhentan.invalid/x/92",
        "farm",
        zh,
        "contacts in disguise",
        "jsonl",
        "专业找人调查取证咨询，十年经验，保密可靠。加薇①③⑤-⑤⑤⑤⑤-０１２３，或扣扣：４４５-５５０-１２３。电话一三五 五五五五 零一二三。\n诚信调查，先办事后付款，咨询薇信：l35五5五5o123。\n"
        + "\n".join(
            f"{name}调查公司，{name}私家调查，{name}婚姻咨询，加薇①③⑤-⑤⑤⑤⑤-０１２３。"
            for name in COUNTIES[:16]
        ),
        "调查公司|私家调查|婚姻咨询|找人|收费标准",
    )
    questions = [
        "潮汐发电站一年能发多少电",
        "潮汐发电站投资多少钱",
        "潮汐电站为什么建在海湾",
        "青螺湾潮汐电站怎么样",
    ]
    yield Seed(
        "https://wenda.zhidao-so.invalid/q/51203",
        "farm",
        zh,
        "question page that cuts its answers",
        "jsonl",
        "\n".join(
            f"{q}？_问答百科\n提问者：匿名 回答数：{rng.randint(1000, 9999)} 浏览：{rng.randint(1000, 9999)}\n最佳答案：{q}，一般来说价格在...查看全部\n来源：问答百科\n展开"
            for q in questions * 3
        ),
        f"{questions[0]}？_{questions[1]}_问答百科_问答百科",
    )
    yield Seed("b2k9f.pool77.invalid/", "farm", zh, "spider pool page", "warc", spider_pool(rng))
    yield Seed(
        "qingshi-taoyi.example/",
        "farm",
        zh,
        "honest shop with hidden links pushed in",
        "warc",
        hacked_page(),
    )
    trade = "emergency plumber"
    yield Seed(
        "bestplumbernow.invalid/areas",
        "farm",
        en,
        "doorway: one service, every town",
        "html",
        document(
            en,
            "Emergency Plumber Near Me | Emergency Plumber | 24/7 Emergency Plumber",
            f"<h1>Emergency Plumber Near Me</h1><p>Looking for an {trade}? Our {trade} team is the best {trade} for all your {trade} needs. Call an {trade} today.</p>"
            + "".join(
                f"<h2>{trade.title()} {town}</h2><p>If you need an {trade} in {town}, our {trade} in {town} is the cheapest {trade} {town} has. {town} {trade} available now in {town}.</p>"
                for town in US_TOWNS
            )
            + "<p>"
            + ", ".join(
                f"<a href='/{t.replace(' ', '-').lower()}'>{trade} {t}</a>" for t in US_TOWNS
            )
            + "</p>",
        ),
    )
    title, lines = article("en_clock")
    yield Seed(
        "https://dailybuzzz.invalid/town-lost-clock",
        "farm",
        en,
        "feed lead as a whole article",
        "jsonl",
        f"{title}\n{title}\nadmin\n{lines[0]} {lines[1][:90]} […]\nThe post {title} appeared first on Hallowby Gazette.\nRead more Read more Read more",
        f"{title} - Daily Buzzz - Latest News, Trending News",
    )
    title, lines = article("en_ferry")
    look = str.maketrans({"a": "а", "e": "е", "o": "о", "c": "с", "p": "р"})
    yield Seed(
        "https://rt5.viralstory.invalid/p?id=9931",
        "farm",
        en,
        "copied behind look-alike letters and soft hyphens",
        "jsonl",
        "\n".join(
            [
                "By Editor Team",
                *(
                    " ".join(
                        w.translate(look) if i % 2 else w[:3] + "\u00ad" + w[3:]
                        for i, w in enumerate(line.split())
                    )
                    for line in lines
                ),
            ]
        ),
        title,
    )
    words = [
        "best cordless drill",
        "cheap cordless drill",
        "cordless drill review",
        "cordless drill 2026",
        "buy cordless drill online",
    ]
    yield Seed(
        "https://topgear-picks.invalid/drill",
        "farm",
        en,
        "keyword stuffing, thin affiliate",
        "html",
        document(
            en,
            "Best Cordless Drill 2026 | Cheap Cordless Drill | Cordless Drill Review",
            "<h1>Best Cordless Drill 2026</h1>"
            + "".join(
                f"<p>The {rng.choice(words)} is the {rng.choice(words)} you want. When you look for the {rng.choice(words)}, pick the {rng.choice(words)}. "
                f"<a rel='nofollow sponsored' href='https://shop.invalid/dp/B0{rng.randrange(10**6)}?tag=topgear-{rng.randrange(90)}'>Check price</a> Our {rng.choice(words)} guide has every {rng.choice(words)}.</p>"
                for _ in range(16)
            ),
            f'<meta name="keywords" content="{", ".join(words * 6)}">\n',
        ),
    )
    yield Seed(
        "https://schluessel-sofort.invalid/orte",
        "farm",
        "de",
        "doorway: one service, every town",
        "jsonl",
        "\n".join(
            f"Schlüsseldienst {town}: Ihr günstiger Schlüsseldienst in {town}. Der Schlüsseldienst {town} ist rund um die Uhr in {town} und Umgebung für Sie da. Schlüsseldienst {town} jetzt anrufen!"
            for town in DE_TOWNS
        )
        + "\nSchlüsseldienst "
        + ", Schlüsseldienst ".join(DE_TOWNS),
        "Schlüsseldienst | Schlüsseldienst günstig | Schlüsseldienst in Ihrer Nähe",
    )
    title, lines = article("ja_lighthouse")
    yield Seed(
        "https://matome-x.invalid/8712",
        "farm",
        "ja",
        "copied with emoji pushed in, search phrases at the end",
        "jsonl",
        "\n".join(
            [
                title,
                title,
                with_emoji("".join(lines), rng, 24),
                "灯台 中学生 気温|灯台 北浜 観測|岬 灯台 霧 予測|灯台守 帳面 無料|北浜岬 行き方 最新|灯台 口コミ 評判 2026",
            ]
        ),
        f"{title}【2026最新】口コミ評判まとめ",
    )
    title, lines = article("fr_four")
    yield Seed(
        "https://actu-flash.invalid/four",
        "farm",
        "fr",
        "stitched: two unrelated articles, towns as padding",
        "jsonl",
        "\n".join(
            [
                title,
                title,
                "Par Rédaction",
                with_emoji(" ".join(lines), rng),
                "Lyon Marseille Toulouse Nice Nantes Strasbourg Montpellier Bordeaux Lille Rennes Reims Toulon Grenoble Dijon Angers Nîmes Villeurbanne Clermont-Ferrand Limoges Tours Amiens Metz Besançon Perpignan Orléans Rouen Mulhouse Caen Nancy",
                "Der Artikel erschien zuerst auf Talbote.",
                *lines_of("de_orgel")[:3],
            ]
        ),
        title,
    )


def _pieces(text: str, size: int) -> list[str]:
    return [text[i : i + size] for i in range(0, len(text), size)]


def lines_of(name: str) -> list[str]:
    return article(name)[1]


def warc_record(kind: str, url: str, content_type: str, payload: bytes, number: int) -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-10-01T08:00:{number:02d}Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(payload)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + payload + b"\r\n\r\n", mtime=0)


def main() -> None:
    """Write pages/ (pages.jsonl, html/, crawl.warc.gz) and labels.jsonl beside this file."""
    pages = HERE / "pages"
    folder = pages / "html"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.html"):
        old.unlink()
    records, labels, members = [], [], []
    members.append(
        warc_record(
            "warcinfo",
            "urn:darnel:seeds",
            "application/warc-fields",
            b"software: seeds/make.py\r\n",
            0,
        )
    )
    for seed in seeds():
        if seed.form == "html":
            name = (
                seed.id.strip("/").replace("https://", "").replace("/", "_").removesuffix(".html")
                + ".html"
            )
            (folder / name).write_text(seed.body, encoding="utf-8", newline="\n")
            key = f"seeds/pages/html/{name}"
        elif seed.form == "warc":
            body = seed.body.encode()
            http = (
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n"
                % len(body)
            )
            members.append(
                warc_record(
                    "response",
                    seed.url,
                    "application/http;msgtype=response",
                    http + body,
                    len(members),
                )
            )
            key = seed.url
        else:
            record = {
                "id": seed.url,
                "url": seed.url,
                "text": seed.body,
                "title": seed.title,
                "byline": seed.byline,
                "published": seed.published,
            }
            records.append({k: v for k, v in record.items() if v})
            key = seed.url
        labels.append({"id": key, "label": seed.label, "kind": seed.kind, "lang": seed.lang})
    (pages / "crawl.warc.gz").write_bytes(b"".join(members))
    for path, rows in ((pages / "pages.jsonl", records), (HERE / "labels.jsonl", labels)):
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
