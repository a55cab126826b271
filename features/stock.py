"""Stock phrases of templates: boilerplate, empty widgets, filler."""

from __future__ import annotations

import enum
import functools
from collections.abc import Sequence


class Phrase(enum.IntEnum):
    """What a stock phrase is a sign of."""

    BOILERPLATE = 0
    WIDGET = 1
    FILLER = 2


_PHRASES: dict[Phrase, Sequence[str]] = {
    # Legal and service lines that every site has, in the larger languages of the web.
    Phrase.BOILERPLATE: (
        "版权所有", "版权归", "免责声明", "联系我们", "关于我们", "隐私政策", "服务条款",
        "使用条款", "网站地图", "设为首页", "加入收藏", "广告服务", "友情链接", "法律声明",
        "用户协议", "备案号", "如有侵权", "侵删", "转载请注明", "未经授权", "版權所有",
        "免責聲明", "聯絡我們", "關於我們", "隱私權政策", "all rights reserved", "privacy policy",
        "terms of use", "terms of service", "terms and conditions", "cookie policy", "contact us",
        "about us", "site map", "sitemap", "use of cookies", "uses cookies", "disclaimer",
        "powered by", "datenschutz", "impressum", "alle rechte vorbehalten", "mentions légales",
        "tous droits réservés", "politique de confidentialité", "aviso legal",
        "todos los derechos reservados", "política de privacidad", "todos os direitos reservados",
        "tutti i diritti riservati", "все права защищены", "политика конфиденциальности",
        "プライバシーポリシー", "お問い合わせ", "無断転載", "개인정보처리방침", "이용약관",
    ),
    # What a comment box, counter or list says when nobody ever used it.
    Phrase.WIDGET: (
        "暂无", "还没有人", "没有找到", "没有评论", "没有内容", "没有数据", "抢沙发", "抢首评",
        "快来抢", "尚無", "暫無", "(0)", "（0）", "[0]", "no comments", "0 comments",
        "no reviews yet", "be the first to", "no ratings yet", "0 views", "0 replies",
        "no posts found", "no data", "no results found", "nothing found", "coming soon",
        "keine kommentare", "aucun commentaire", "sin comentarios", "nenhum comentário",
        "nessun commento", "нет комментариев",
    ),
    # Text that stands in for text.
    Phrase.FILLER: (
        "lorem ipsum", "dolor sit amet", "consectetur adipiscing", "placeholder text",
        "your text here", "insert text", "hello world!", "sample page", "just another wordpress",
        "示例文本", "请输入", "请在此", "此处填写", "这里是标题", "这里是内容", "默认描述",
        "默认标题", "测试文章", "文章内容",
    ),
}  # fmt: skip


@functools.cache
def stock_phrases() -> tuple[tuple[str, ...], tuple[Phrase, ...]]:
    """Every phrase as written small, capitalised, as a title and in capitals, and its kind."""
    written: dict[str, Phrase] = {}
    for kind, phrases in _PHRASES.items():
        for phrase in phrases:
            for form in (phrase, phrase.capitalize(), phrase.title(), phrase.upper()):
                written.setdefault(form, kind)
    return tuple(written), tuple(written.values())
