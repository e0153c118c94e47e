"""Which language's Han characters a text uses: Chinese, Japanese and Korean write some of the same characters differently.

Contract. A pure function of the text. One font for all of them (Source Han, Noto CJK) draws a character as its language
writes it when it is told the language; the document's own language says nothing about a quote in another. All these
characters are one em wide, so the answer never changes how lines are broken.
"""

from __future__ import annotations

import re

_KANA = re.compile("[\u3041-\u30fa\u31f0-\u31ff\uff66-\uff9d]")
_HANGUL = re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")
_BOPOMOFO = re.compile("[\u3105-\u312f\u31a0-\u31bf]")
#: Frequent characters that Japanese does not use: as simplified in China, as in Taiwan and Hong Kong, and in both.
_SIMPLIFIED = frozenset(
    "们这说没对过还开关实现问题电话发经从样让给时间个为么吗员务觉帮预约办应该场买卖门长东车书写见请谢谁"
)
_TRADITIONAL = frozenset(
    "們這說沒對過還開關實現問題電話發經從樣讓給時間個為麼嗎員務覺幫預約辦應該場買賣門長東車書寫見請謝誰"
)
_JAPANESE_TOO = frozenset("過開問題電話時間個為員務預約場門長東車書見請")
_CHINESE = frozenset("你您妳她它很呢吧啦啊哪")


def tongue_of(text: str) -> str:
    """A language tag (``ja``, ``ko``, ``zh-Hans``, ``zh-Hant``), or nothing: no Han characters, or no telling."""
    if text.isascii() or max(text) < "\u1100":
        return ""
    if _KANA.search(text):
        return "ja"
    if _HANGUL.search(text):
        return "ko"
    if _BOPOMOFO.search(text):
        return "zh-Hant"
    letters = set(text)
    simplified = len(letters & _SIMPLIFIED)
    traditional = len(letters & (_TRADITIONAL - _JAPANESE_TOO))
    if traditional > simplified:
        return "zh-Hant"
    return "zh-Hans" if simplified or letters & _CHINESE else ""
