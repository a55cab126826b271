"""Every form of attribution, by language: role and name read, and the span selects them."""

from __future__ import annotations

import pytest

from features.attribution.claims import Role, claims, spoken
from features.page import Page

A, R, E, S = Role.AUTHOR, Role.REPORTER, Role.EDITOR, Role.SOURCE
BEFORE = "春天的河堤上人来人往，风筝越飞越高。\n"
AFTER = "\n傍晚时分，河堤又安静下来，只剩下几盏灯。\n"

CHINESE = [
    ("作者：林小禾", A, ["林小禾"]),
    ("作者： 林小禾 来源：河堤晚报", A, ["林小禾"]),
    ("作者:dawnriver 阅读(88) 评论(2)", A, ["dawnriver"]),
    ("2021年05月12日 09:14 河堤财经 作者：陈一帆", A, ["陈一帆"]),
    ("文 | 河堤观察", A, ["河堤观察"]),
    ("文｜周望", A, ["周望"]),
    ("文/周望", A, ["周望"]),
    ("文丨周望 编辑丨许青", A, ["周望"]),
    ("文丨周望 编辑丨许青", E, ["许青"]),
    ("撰文：周望 许青", A, ["周望", "许青"]),
    ("撰文 | 周望、许青", A, ["周望", "许青"]),
    ("执笔人：周望 许青 何远山", A, ["周望", "许青", "何远山"]),
    ("本报记者 周望", R, ["周望"]),
    ("□ 本报记者 周望 许青", R, ["周望", "许青"]),
    ("河堤晚报讯（记者 周望 通讯员 许青）昨日起风。", R, ["周望", "许青"]),
    ("河堤晚报讯（记者 周望）昨日起风。", Role.AGENCY, ["河堤晚报"]),
    ("河堤晚报4月3日讯（记者 周望）昨日起风。", Role.AGENCY, ["河堤晚报"]),
    ("（记者 格桑卓玛）", R, ["格桑卓玛"]),
    ("河堤晚报·青苗新闻记者周望/文受访者供图", R, ["周望"]),
    ("新华社杭州4月3日电（记者周望）昨日起风。", Role.AGENCY, ["新华社"]),
    ("新华社杭州4月3日电（记者周望）昨日起风。", Role.DATELINE_PLACE, ["杭州"]),
    ("新华社杭州4月3日电（记者周望）昨日起风。", R, ["周望"]),
    ("中新网4月3日电 昨日起风。", Role.AGENCY, ["中新网"]),
    ("据《河堤晚报》报道，昨日起风。", Role.CITED, ["河堤晚报"]),
    ("据河堤晚报4月3日报道，昨日起风。", Role.CITED, ["河堤晚报"]),
    ("来源：河堤晚报", S, ["河堤晚报"]),
    ("本文来源：河堤晚报 责任编辑：许青", S, ["河堤晚报"]),
    ("信息来源： 河堤晚报", S, ["河堤晚报"]),
    ("转载自河堤晚报", Role.REPRINT, ["河堤晚报"]),
    ("原标题：风筝一路向北", Role.ORIGINAL_TITLE, ["风筝一路向北"]),
    ("责任编辑：许青", E, ["许青"]),
    ("(责编：许青、何远山)", E, ["许青", "何远山"]),
    ("（ 责任编辑：许青 ）", E, ["许青"]),
    ("校对：许青", Role.PROOFREADER, ["许青"]),
    ("编译：许青", Role.TRANSLATOR, ["许青"]),
    ("摄影：许青", Role.PHOTOGRAPHER, ["许青"]),
    ("发布于:青田县", Role.PUBLISH_PLACE, ["青田县"]),
    ("发布于：北京", Role.PUBLISH_PLACE, ["北京"]),
    ("IP属地：浙江", Role.PUBLISH_PLACE, ["浙江"]),
    ("返回搜狐，查看更多", Role.PLATFORM, ["搜狐"]),
    ("返回搜狐,查看更多", Role.PLATFORM, ["搜狐"]),
    ("展开全文", Role.RESIDUE, ["展开全文"]),
    (
        "说明：文中看法仅代表作者自己，汀岸号只为读者存稿，汀岸平台提供信息查询。",
        Role.PLATFORM,
        ["汀岸平台"],
    ),
    ("dawnriver 发表于 2005-9-15 11:46:00", Role.POSTER, ["dawnriver"]),
    ("版权所有 河堤晚报社", Role.COPYRIGHT, ["河堤晚报社"]),
]

OTHERS = [
    ("By Nora Fielding", A, ["Nora Fielding"]),
    ("by Nora Fielding and Tom Ashby | 3 May 2021", A, ["Nora Fielding", "Tom Ashby"]),
    ("May 3, 2021 by Nora Fielding", A, ["Nora Fielding"]),
    ("Posted in Kites by kitefan on August 3, 2019", A, ["kitefan"]),
    ("Written by Nora Fielding", A, ["Nora Fielding"]),
    ("Posted by kitefan", A, ["kitefan"]),
    ("Author: Nora Fielding", A, ["Nora Fielding"]),
    ("Reporting by Nora Fielding; Editing by Tom Ashby", E, ["Tom Ashby"]),
    ("Source: Riverside Gazette", S, ["Riverside Gazette"]),
    ("OSLO (Reuters) - Kites rose above the fjord.", Role.AGENCY, ["Reuters"]),
    ("OSLO (Reuters) - Kites rose above the fjord.", Role.DATELINE_PLACE, ["OSLO"]),
    ("NEW YORK (AP) — Kites rose above the park.", Role.DATELINE_PLACE, ["NEW YORK"]),
    ("© 2019-2021 Riverside Gazette. All rights reserved.", Role.COPYRIGHT, ["Riverside Gazette"]),
    (
        "The post Kites over town appeared first on Riverside Gazette.",
        Role.FEED,
        ["Riverside Gazette"],
    ),
    (
        "This piece was originally published in Riverside Gazette.",
        Role.REPRINT,
        ["Riverside Gazette"],
    ),
    ("Translated by Tom Ashby", Role.TRANSLATOR, ["Tom Ashby"]),
    ("Von Jana Feldmann", A, ["Jana Feldmann"]),
    ("Geschrieben von drachenfreund am 4. Mai 2016", A, ["drachenfreund"]),
    ("4. Mai 2016 von Jana Feldmann", A, ["Jana Feldmann"]),
    ("Autorin: Jana Feldmann", A, ["Jana Feldmann"]),
    ("Autoren Jana Feldmann und Uwe Brandt", A, ["Jana Feldmann", "Uwe Brandt"]),
    ("Von:\nJana Feldmann", A, ["Jana Feldmann"]),
    ("Quelle: Uferkurier", S, ["Uferkurier"]),
    ("Par Lucie Moreau", A, ["Lucie Moreau"]),
    ("Publié par Lucie Moreau le 3 mai 2020", A, ["Lucie Moreau"]),
    ("Traduit par Lucie Moreau", Role.TRANSLATOR, ["Lucie Moreau"]),
    ("Por Marta Quiroga", A, ["Marta Quiroga"]),
    ("Publicado por Marta Quiroga", A, ["Marta Quiroga"]),
    ("Fuente: Diario del Puerto", S, ["Diario del Puerto"]),
    ("Автор: Анна Речная", A, ["Анна Речная"]),
    ("Источник: Речной вестник", S, ["Речной вестник"]),
    ("Фото: Анна Речная", Role.PHOTOGRAPHER, ["Анна Речная"]),
    ("МОСКВА, 3 мая — РИА Новости. Над рекой поднялись змеи.", Role.AGENCY, ["РИА Новости"]),
    ("文＝川辺 凪", A, ["川辺 凪"]),
    ("執筆：川辺凪", A, ["川辺凪"]),
    ("（川辺凪記者）", R, ["川辺凪"]),
    ("出典：川辺新報", S, ["川辺新報"]),
    ("【札幌共同】凧が上がった。", Role.AGENCY, ["共同"]),
    ("강나루 기자", R, ["강나루"]),
    ("(서울=연합뉴스) 강나루 기자 = 연이 올랐다.", Role.AGENCY, ["연합뉴스"]),
    ("(서울=연합뉴스) 강나루 기자 = 연이 올랐다.", R, ["강나루"]),
    ("출처: 강변신문", S, ["강변신문"]),
    ("글쓴이: 강나루", A, ["강나루"]),
]


@pytest.mark.parametrize(("line", "role", "names"), CHINESE + OTHERS)
def test_form_is_read_with_exact_spans(line: str, role: Role, names: list[str]) -> None:
    page = Page(text=BEFORE + line + AFTER)
    found = [claim for claim in claims(page) if claim.role is role]
    assert [claim.name for claim in found] == names
    for claim in found:
        assert claim.span is not None
        assert claim.name_span is not None
        assert claim.span.of(page.text) == claim.text
        assert claim.name_span.of(page.text) == claim.name
        assert claim.name in claim.text
        assert claim.text in line


PROSE = [
    "记者从河堤管理处了解到，风筝节将如期举行。",
    "当天，有路人向记者介绍了风筝的做法。",
    "据了解，风筝节将如期举行。据介绍，今年更热闹。",
    "他与合作者：两位老匠人一起糊风筝。",
    "这条消息的来源于何处，没有人知道。",
    "作者： 来源：",
    "作者：佚名",
    "风筝的图片和文字都保存在档案里。",
    "By the river, kites rose slowly and people cheered until the evening came down.",
    "Kites were flown by children and by their parents all along the embankment that day.",
    "Von der Brücke aus sahen viele Menschen den Drachen lange nach.",
    "Par temps clair, on voit les cerfs-volants depuis le pont.",
    "Por la tarde, las cometas volaron sobre el puerto.",
    "The post office opened at nine and closed at noon.",
    "여러 기자 회견이 열렸다.",
]


@pytest.mark.parametrize("sentence", PROSE)
def test_running_prose_is_no_byline(sentence: str) -> None:
    named = {A, R, Role.AGENCY, Role.CITED, S, Role.FEED}
    found = [claim for claim in spoken(Page(text=sentence)) if claim.role in named]
    assert found == []


def test_a_text_without_triggers_has_no_claims() -> None:
    assert claims(Page(text="kites rose over the water")) == ()


def test_hidden_text_makes_no_claims() -> None:
    from features.blocks import Block, BlockKind

    text = "风筝越飞越高。\n作者：林小禾"
    blocks = (Block(BlockKind.PROSE, 0, 7), Block(BlockKind.HIDDEN, 8, len(text), "display"))
    assert spoken(Page(text=text, blocks=blocks)) == ()
    assert [claim.name for claim in spoken(Page(text=text))] == ["林小禾"]


def test_lone_surrogates_do_not_shift_offsets() -> None:
    page = Page(text="\ud800\udfff作者：林小禾\ud83d")
    (claim,) = spoken(page)
    assert page.text[claim.start : claim.end] == claim.text
    assert claim.name == "林小禾"


def test_cost_stays_linear_on_a_page_of_triggers() -> None:
    import gc
    import time

    def seconds(repeats: int) -> float:
        took = []
        for _ in range(3):
            page = Page(text="作者：记者 来源：据(记者 By by 讯（电" * repeats)
            gc.collect()  # what other tests left behind is not this one's to sweep
            began = time.process_time()
            claims(page)
            took.append(time.process_time() - began)
        return min(took)

    seconds(10)
    assert seconds(4000) < 40 * max(seconds(400), 0.002)
