"""The words of a programme's table in English and Chinese: its columns and its codes.

The first wording of each is English and the second Chinese; a table is written with
these, and read with all of them.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from summitry.formats.headers import header_key

COLUMNS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "slug": ("short name", "代号", "slug", "id", "编号"),
        "name": ("session", "场次", "title", "session title", "name", "名称", "标题"),
        "name_zh": ("session in Chinese", "场次中文名", "title in Chinese", "中文名称"),
        "kind": ("kind", "类型", "type"),
        "theme": ("theme", "主题", "track"),
        "room": ("room", "会议室", "hall", "会场", "地点"),
        "day": ("day", "日期", "date"),
        "starts": ("starts", "开始", "start", "from", "start time", "开始时间"),
        "ends": ("ends", "结束", "end", "until", "end time", "结束时间"),
        "mode": ("mode", "形式", "format", "参与方式"),
        "online_url": ("online link", "线上链接", "link"),
        "abstract": ("what it is about", "简介", "abstract"),
        "abstract_zh": ("what it is about, in Chinese", "中文简介"),
        "language": ("languages spoken", "语言", "language", "languages"),
        "organisers": ("organisers", "主办单位", "organiser", "organizers"),
        "cancelled": ("cancelled", "已取消", "canceled", "取消"),
        "person": ("person", "人员", "speaker", "嘉宾", "姓名"),
        "person_zh": ("person in Chinese", "人员中文名", "中文姓名"),
        "position": ("position", "职务"),
        "position_zh": ("position in Chinese", "中文职务"),
        "organisation": ("speaks for", "代表单位", "organisation", "单位"),
        "role": ("role", "角色"),
        "person_mode": ("takes part", "出席方式", "person mode"),
        "public": ("may be named", "同意公开姓名", "consent"),
    }
)
KINDS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "plenary": ("plenary", "全体会议", "主论坛"),
        "forum": ("forum", "论坛", "分论坛", "主题论坛"),
        "workshop": ("workshop", "研讨会", "工作坊"),
        "side_event": ("side event", "边会", "配套活动"),
        "ceremony": ("ceremony", "仪式", "开幕式", "闭幕式"),
        "visit": ("visit", "考察", "参观"),
        "break": ("break", "休息", "茶歇", "午餐", "lunch"),
    }
)
MODES: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "in_person": ("in person", "现场", "线下"),
        "online": ("online", "线上"),
        "hybrid": ("hybrid", "线上线下结合", "in person and online", "both"),
    }
)
ROLES: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "chair": ("chair", "主席"),
        "moderator": ("moderator", "主持人"),
        "speaker": ("speaker", "演讲人", "发言人", "嘉宾"),
        "panellist": ("panellist", "对话嘉宾", "panelist"),
        "rapporteur": ("rapporteur", "报告员"),
    }
)
ANSWERS: Mapping[str, Sequence[str]] = MappingProxyType(
    {"yes": ("yes", "是", "y", "true", "1"), "no": ("no", "否", "n", "false", "0")}
)


def code_of(text: str, words: Mapping[str, Sequence[str]]) -> str | None:
    """Return the code that a word stands for in either language, None for none."""
    return _codes(words).get(header_key(text))


def word_of(code: str, words: Mapping[str, Sequence[str]], *, chinese: bool) -> str:
    """Return the word that a table is written with, the code itself if it has none."""
    return words[code][int(chinese)] if code in words else code


def _codes(words: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {
        header_key(word): code
        for code, wordings in words.items()
        for word in (code, *wordings)
    }
