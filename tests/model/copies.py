"""Texts in many scripts, and the copies that people have of them.

The documentation shows what binds as a table.
"""

import random
import re
import unicodedata
from collections.abc import Callable
from typing import Final

from karabakh.model import Alignment, Document, Source

__all__ = ["COPIES", "SENTENCES", "TEXTS", "binding", "lost", "word_changed"]

TEXTS: Final = {
    "Latin": (
        "The two towns—Ost and Vell—signed a cease-fire on 3 May. “We’ll keep it,” the mayor"
        " said; nobody objected.\n\n"
        "Their office filed the final offer… Vell’s council (23 members) has not answered yet."
    ),
    "Cyrillic": (
        "Два города подписали мир 3 мая. — Мы согласны? — спросил мэр. — Да.\n\n"
        "Совет «Нового Острова» ещё не ответил. Что дальше?"
    ),
    "Greek": (
        "Οι δύο πόλεις υπέγραψαν ειρήνη. Ποιος διαφώνησε; Κανείς.\n\n"
        "Το συμβούλιο δεν απάντησε ακόμη."
    ),
    "Armenian": (
        "Երկու քաղաքները ստորագրեցին համաձայնագիր։ Ովքե՞ր և ինչո՞ւ են դեմ: Ոչ ոք։\n\n"
        "Խորհուրդը դեռ չի պատասխանել։"
    ),
    "Georgian": (
        "ორმა ქალაქმა ხელი მოაწერა ზავს. ვინ იყო წინააღმდეგი? არავინ.\n\nსაბჭოს ჯერ არ უპასუხია."
    ),
    "Arabic": ("وقّعت المدينتان هدنة في 3 مايو. من عارض؟ لا أحد، قال العمدة.\n\nلم يرد المجلس بعد."),
    "Hebrew": "שתי הערים חתמו על הפסקת־אש. מי התנגד? אף אחד.\n\nהמועצה (״החדשה״) טרם השיבה.",
    "Devanagari": (
        "दोनों नगरों ने 3 मई को युद्धविराम किया। किसने विरोध किया? किसी ने नहीं।\n\n"
        "परिषद ने अभी उत्तर नहीं दिया।"
    ),
    "Ethiopic": "ሁለቱ ከተሞች ስምምነት ፈረሙ። ማን ተቃወመ፧ ማንም።\n\nምክር ቤቱ ገና አልመለሰም።",
    "Chinese": "两座城市在2020年签署了停火协议。“谁反对？”市长问。没有人。\n\n议会尚未答复。",
    "Japanese": (
        "二つの町は停戦に合意した。「誰が反対か？」と市長は言った。\n\nガス会社はまだ答えていない。"
    ),
    "Thai": "สองเมืองลงนามหยุดยิง ไม่มีใครคัดค้าน\n\nสภายังไม่ตอบ",
    "Burmese": "မြို့နှစ်မြို့ ငြိမ်းချမ်းရေး သဘောတူသည်။ ဘယ်သူမှ မကန့်ကွက်ပါ။\n\nကောင်စီ မဖြေသေးပါ။",
}
"""Invented texts of two paragraphs: two towns have signed a cease-fire."""

SENTENCES: Final[dict[str, tuple[tuple[int, ...], ...]]] = {
    "Latin": ((10, 8), (6, 8)),
    "Cyrillic": ((6, 6, 2), (6, 2)),
    "Greek": ((5, 2, 1), (5,)),
    "Armenian": ((4, 5, 2), (4,)),
    "Georgian": ((5, 3, 1), (4,)),
    "Arabic": ((6, 2, 4), (4,)),
    "Hebrew": ((5, 2, 2), (4,)),
    "Devanagari": ((8, 3, 3), (6,)),
    "Ethiopic": ((4, 2, 1), (4,)),
    "Chinese": ((14, 3, 3, 3), (6,)),
    "Japanese": ((12, 5, 7), (13,)),
    "Thai": ((17, 11), (10,)),
    "Burmese": ((14, 10), (7,)),
}
"""The words of each sentence of each paragraph, counted twice by hand, at different times.

By the rules of `Document.outline` and without the library: in scripts with blanks, what stands
between them; in the others each letter that a reader would point at, with the marks on it, and a
number as one. So a vowel that Thai writes as a letter of its own counts, and one that Burmese
writes around a letter does not.
"""

_DIVIDED: Final = 0.1
"""How likely a word is divided between two letters."""


def _as_coded(text: str, _: random.Random) -> str:
    return text


def _rewrapped(text: str, chance: random.Random) -> str:
    """Break lines at any blank, and between letters where a script has none."""
    broken = re.sub(r"(?<=\S) (?=\S)", lambda _: chance.choice(" \n"), text)
    return re.sub(
        r"(?<=[\u3041-\u9fff])(?=[\u3041-\u9fff])",
        lambda _: chance.choice(["", "", "\n"]),
        broken,
    ).replace("\n\n", "\n \n")


def _pdf(text: str, chance: random.Random) -> str:
    """Return a text with ligatures, divided words, page headers and page numbers."""
    text = text.replace("fi", "\ufb01").replace("ff", "\ufb00").replace("fl", "\ufb02")
    text = re.sub(
        r"(?<=[^\W\d_]{3})(?=[^\W\d_]{3})",
        lambda match: "-\n" if _divides(match.string, match.start(), chance) else "",
        text,
    )
    lines = re.sub(r"(?:\S+\s+){5}\S*[^\s-](?=\s)", r"\g<0>\n", text).split("\n")
    middle = len(lines) // 2
    pages = ["\n".join(lines[:middle]), "\n".join(lines[middle:])]
    return "\n\f".join(
        f"Report on the towns — page {number} of 2\n\n{page}\n\n{number}"
        for number, page in enumerate(pages, start=1)
    )


def _divides(text: str, place: int, chance: random.Random) -> bool:
    """Return whether to divide a word: in the scripts whose words are divided."""
    script = unicodedata.name(text[place], "").partition(" ")[0]
    is_divided = script in {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN"}
    return is_divided and chance.random() < _DIVIDED


def _web(text: str, chance: random.Random) -> str:
    """Return a text with what can't be seen, and blanks that don't break."""
    unseen = "\u00ad\u200b\u200e\u200f\u2060\u2066\u2069\ufe0f\ufeff"
    return "".join(
        ("\u00a0" if each == " " and chance.random() < 0.3 else each)
        + (chance.choice(unseen) if chance.random() < 0.2 else "")
        for each in text
    )


def _ocr(text: str, _: random.Random) -> str:
    """Return a text with straight quotation marks and dashes, and other forms."""
    text = text.translate(str.maketrans("“”«»״’", '"""""\''))
    text = text.replace("—", "--").replace("…", "...").replace("־", "-")
    text = (
        text.replace("և", "եւ").replace("لا", "\ufefb").replace("سّ", "ســّ").replace("مايو", "مـايو")
    )
    text = text.replace("ガス", "ｶﾞｽ").replace("2020", "２０２０")
    return text.replace("፡፡", "።").replace("。", "｡")


def _columns(text: str, _: random.Random) -> str:
    """Lay out the text in two columns and read them line by line."""
    words = re.sub(r"\s+", " ", text).split(" ")
    lines = [" ".join(words[start : start + 3]) for start in range(0, len(words), 3)]
    half = (len(lines) + 1) // 2
    left, right = lines[:half], [*lines[half:], ""]
    width = max(map(len, left)) + 4
    return "\n".join(
        f"{one:{width}}{other}".rstrip() for one, other in zip(left, right, strict=False)
    )


def _with_title(text: str, _: random.Random) -> str:
    return "PEACE AT LAST\nby a correspondent\n" + text


def _joined(text: str, _: random.Random) -> str:
    return text.replace("\n\n", " ")


def _sentence_added(text: str, _: random.Random) -> str:
    return text.replace("\n\n", "\n\nThis was added.\n\n")


COPIES: Final[dict[str, Callable[[str, random.Random], str]]] = {
    "as coded": _as_coded,
    "re-wrapped": _rewrapped,
    "PDF": _pdf,
    "two columns": _columns,
    "web": _web,
    "OCR": _ocr,
    "title before it": _with_title,
    "paragraphs joined": _joined,
    "paragraph added": _sentence_added,
}
"""What makes a copy of a text that has the same words; each may be made of another copy."""


def word_changed(text: str) -> str:
    """Change the last letter of a text."""
    return re.sub(r"\w(\W*)\Z", r"x\1", text)


def binding(text: str, copy: str) -> Alignment:
    """Bind a copy to the outline of a text."""
    outline = Document.from_text(text).outline()
    source = Source(id="text", title="A text", paragraphs=outline)
    return Alignment(source=source, document=Document.from_text(copy))


def lost(alignment: Alignment) -> list[str]:
    """Return the passages of a text that a copy does not have."""
    return [str(place).partition("#")[2] for place in alignment.missing()]
