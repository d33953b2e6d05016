"""How a name is heard, in a few letters: people alike by ear meet, whoever wrote them down.

For finding and weighing only. Sundanese and Betawi ears take f, p and v as one, z and j, kh and h,
-e and -ah at the end; eyes used to the old spelling take j and y as one.
"""

import re
from functools import lru_cache

from webapp.rules.spellings import replacements

_TOKENS = 200_000
_LENGTH = 6
# with fewer consonants the vowels tell people apart: Rini, Rani, Roni
_FEW = 3

_CONSONANTS = replacements("sound")
_consonants = re.compile("|".join(sorted(_CONSONANTS, key=len, reverse=True)))
_is_latin = re.compile("[A-Z]+").fullmatch
_double = re.compile(r"(.)\1+")
# Zaenal and Zainal, Sayfudin and Saifudin, Husein and Husen; Maulana and Molana
_front_diphthong = re.compile("[AE][IEY](?=[^AEIOUY]|$)")
_back_diphthong = re.compile("[AO]U(?=[^AEIOUY]|$)")
# Suryadi, Surjadi and Suriadi; Suwardi and Suardi
_front_glide = re.compile("(?:IY|[IYJ])(?=[AEIOU])")
_back_glide = re.compile("UW?(?=[AEI])")
# Rizki and Riski, Aziz and Azis
_hissed = re.compile("J(?=[^AEIOU]|$)")
# Rahmat and Ramat
_breathed = re.compile("H(?=[^AEIOU])")
_vowels = re.compile("[AIU]")
# Fatimah, Fatima and Fatime; Saroh and Sarah
_final_a = re.compile("(?<=.)(?:[EO]H|E)$")
_final_h = re.compile("(?<=[AIUY])H$")
_vowel_class = str.maketrans("EOY", "IUI")
_hardened = {"B": "P", "D": "T", "G": "K"}


@lru_cache(_TOKENS)
def sound(token: str) -> str:
    """What is heard of a canonical word of fold_name, at most 6 letters.

    The last vowel stays as A, I or U, so that Sumarni and Sumarno, Amin and Aminah stay apart.
    """
    if len(token) == 1 or not _is_latin(token):
        return token[:_LENGTH]
    text = _spoken(token)
    last = text[-1]
    if last in "AIU":
        body, ending = text[:-1], last
    else:
        body, ending = text[:-1] + _hardened.get(last, last), ""
    if len(_vowels.sub("", body)) >= _FEW:
        # the ending still shows whether an H stands before a vowel
        body = body[0] + _vowels.sub("", _breathed.sub("", body[1:]))
    return body[: _LENGTH - len(ending)] + ending


def _spoken(token: str) -> str:
    text = _consonants.sub(lambda letters: _CONSONANTS[letters[0]], token)
    text = _double.sub(r"\1", text)
    text = _front_diphthong.sub("E", text)
    text = _back_diphthong.sub("O", text)
    text = _front_glide.sub("J", text)
    text = _back_glide.sub("W", text)
    text = _hissed.sub("S", text)
    text = _final_a.sub("A", text)
    text = _final_h.sub("", text)
    return text.translate(_vowel_class)
