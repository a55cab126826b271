"""Chinese family names: the common single ones and the compound ones (facts, by frequency)."""

from __future__ import annotations

SINGLE = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季"
    "裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄"
    "窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻"
    "苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉"
    "禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯"
    "隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由萧葉陳張劉黃趙吳"
    "孫馬鄭謝許韓馮鄧曾蕭蔣餘葉蘇魏呂盧鍾陸賈韋鄒閻龍賀顧龔萬錢嚴湯溫龐顏倪莊聶魯齊歐關蘭單駱簡連麥婁竇衛應"
    "闞蒯占操青代纳才扎格次旦洛拉达"
)
"""One-character family names (simplified and the traditional forms of the common ones)."""

COMPOUND = frozenset(
    [
        "欧阳",
        "上官",
        "司马",
        "诸葛",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "司徒",
        "司空",
        "夏侯",
        "长孙",
        "宇文",
        "端木",
        "独孤",
        "南宫",
        "西门",
        "轩辕",
        "百里",
        "呼延",
        "东郭",
        "拓跋",
        "申屠",
        "太史",
        "公冶",
        "赫连",
        "澹台",
        "濮阳",
        "淳于",
        "单于",
        "歐陽",
        "司馬",
        "諸葛",
        "東方",
        "長孫",
        "尉遲",
    ]
)
"""Two-character family names."""


def is_personal(name: str) -> bool:
    """Whether ``name`` has the shape of a Chinese personal name (family name first)."""
    size = len(name)
    if not 2 <= size <= 4 or not name.isalpha():
        return False
    if name[:2] in COMPOUND:
        return size >= 3
    return name[0] in SINGLE and size <= 3
