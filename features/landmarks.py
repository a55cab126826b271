"""Phrases that open, end and credit an article, or say that a page is unused."""

from __future__ import annotations

import functools

ENDINGS = (
    "查看更多",
    "责任编辑",
    "责编",
    "展开全文",
    "（完）",
    "(完)",
    "举报/反馈",
    "编辑：",
    "校对：",
    "阅读原文",
    "未经授权",
    "Read more",
    "Copyright",
    "Share this",
    "Filed under",
    "rights reserved",
    "Continue reading",
    "©",
    "Tags:",
    "appeared first on",
    "Mehr zum Thema",
    "Lire aussi",
    "Lire la suite",
    "Leer más",
    "Comparte",
    "Teilen",
    "Partager",
    "Читать далее",
    "Leggi anche",
    "Compartilhe",
    "(ENDS)",
    "###",
)
"""What stands at the foot of an article."""
FEED_CREDITS = (
    "appeared first on",
    "first appeared on",
    "originally appeared",
    "originally published",
    "首发于",
    "首先出现在",
    "最先出现在",
    "最早出现在",
    "阅读原文",
    "查看原文",
    "erschien zuerst auf",
    "est apparu en premier sur",
    "apareció primero en",
    "apareceu primeiro em",
    "è apparso prima su",
    "verscheen eerst op",
    "впервые появилась",
    "впервые появилось",
    "pojawił się",
    "最初に登場",
)
"""What a feed writes behind a lead it has cut."""
WRITER, ORIGIN = 0, 1
"""What a credit names: who wrote, or where it stood."""
LATIN_CREDITS = (
    ("By ", WRITER),
    ("Written by ", WRITER),
    ("Von ", WRITER),
    ("Par ", WRITER),
    ("Por ", WRITER),
    ("Author: ", WRITER),
    ("Autor: ", WRITER),
    ("Автор: ", WRITER),
    ("Auteur : ", WRITER),
    ("Source: ", ORIGIN),
    ("Originally published on ", ORIGIN),
    ("Originally published in ", ORIGIN),
    ("Originally published by ", ORIGIN),
    ("First published in ", ORIGIN),
    ("First published on ", ORIGIN),
    ("Reprinted from ", ORIGIN),
    ("Republished from ", ORIGIN),
    ("Quelle: ", ORIGIN),
    ("Fuente: ", ORIGIN),
    ("Fonte: ", ORIGIN),
    ("Source : ", ORIGIN),
    ("Источник: ", ORIGIN),
    ("Zuerst erschienen in ", ORIGIN),
    ("Publicado originalmente en ", ORIGIN),
    ("appeared first on ", ORIGIN),
    ("Via: ", ORIGIN),
)
"""Credit labels in alphabets; a name in capitals follows."""
HAN_CREDITS = (
    ("文 | ", WRITER),
    ("文|", WRITER),
    ("文/", WRITER),
    ("文｜", WRITER),
    ("作者：", WRITER),
    ("作者:", WRITER),
    ("撰文：", WRITER),
    ("来源：", ORIGIN),
    ("来源:", ORIGIN),
    ("转载自", ORIGIN),
    ("首发于", ORIGIN),
    ("原载", ORIGIN),
    ("转自", ORIGIN),
    ("出处：", ORIGIN),
)
"""Credit labels in Chinese."""
DATELINE_ENDS = ("讯（记者", "讯(记者", ") - ", ") — ")
"""What ends the outlet of a dateline."""


UNUSED = (
    "还没有人评论",
    "暂无评论",
    "抢首评",
    "暂无数据",
    "没有了",
    "快来抢沙发",
    "lorem ipsum",
    "no comments yet",
    "be the first",
    "dolor sit amet",
    "noch keine kommentare",
    "sin comentarios",
)
"""What a comment box or list says that nobody has used, in small letters."""


@functools.cache
def landmarks() -> tuple[str, ...]:
    """All of them, each once."""
    labels = [label for label, _ in (*LATIN_CREDITS, *HAN_CREDITS)]
    return tuple(dict.fromkeys((*ENDINGS, *FEED_CREDITS, *labels, *DATELINE_ENDS, *UNUSED)))
