"""How a name is heard, in a few letters: people alike by ear meet, whoever wrote them down.

For finding and weighing only. Sundanese and Betawi ears take f, p and v as one, z and j, kh and h,
-e and -ah at the end; eyes used to the old spelling take j and y as one.
"""

import re
from functools import lru_cache

from webapp.rules.spellings import replacements

_TOKENS = 200_000
_LENGTH = 6
_VOWELS = frozenset("AEIOU")
# with fewer different consonants only vowels tell people apart: Rini, Rani; Maman, Mimin
_FEW = 3
# in so few letters the first vowel still does: Fitri, Putri
_SHORT = 5


@lru_cache(_TOKENS)
def sound(token: str) -> str:
    """What is heard of a canonical word of fold_name, at most 6 letters.

    The last vowel stays as A, I or U: Sumarni is not Sumarno, nor Amin Aminah. Of the others only
    I or E before the last consonant: Salim is not Salam, nor Husen Hasan.
    """
    if len(token) == 1 or not _is_latin(token):
        return token[:_LENGTH]
    text = _spoken(token)
    if len(text) == 1:
        return text
    first, inner, last = text[0], text[1:-1], text[-1]
    if len(frozenset(text) - _VOWELS) >= _FEW:
        inner = _skeleton(text)
    first, last = first.translate(_first_letter), last.translate(_last_letter)
    if last in _VOWELS:
        return (first + inner)[: _LENGTH - 1] + last
    return (first + inner + last)[:_LENGTH]


def _skeleton(text: str) -> str:
    """What stays of the letters between the first and the last."""
    inner = _lost_h.sub("", text[1:])[:-1]
    consonants = _vowels.sub("", inner)
    if len(text) <= _SHORT and text[0] not in _VOWELS and text[1] in "IE":
        consonants = "I" + consonants
    if text[-1] not in _VOWELS and text[-2] in "IE":
        consonants += "I"
    return consonants


def _spoken(token: str) -> str:
    text = _vowel_y.sub("I", token)
    text = _consonants.sub(lambda letters: _CONSONANTS[letters[0]], text)
    text = _palatal_s.sub("S", text)
    text = _front_diphthong.sub("E", text)
    text = _final_a.sub("A", text)
    # from here O is what is left of AU
    text = _double.sub(r"\1", text.replace("O", "U"))
    text = _back_diphthong.sub("O", text)
    text = _front_glide.sub("J", text)
    text = _back_glide.sub("W", text)
    text = _hissed.sub("S", text)
    return _final_h.sub("", text)


_CONSONANTS = replacements("sound")
_consonants = re.compile("|".join(sorted(_CONSONANTS, key=len, reverse=True)))
_is_latin = re.compile("[A-Z]+").fullmatch
# Rizky and Rizki, Yin and Iin
_vowel_y = re.compile("Y(?=[^AEIOUY]|$)|^Y(?=I)")
# Samsyah and Samsiah
_palatal_s = re.compile("SI(?=[AEOU])")
_double = re.compile(r"(.)\1+")
# Zaenal and Zainal, Khoirul and Khaerul, Husein and Husen
_front_diphthong = re.compile("(?:[AEO]I|AE)(?=[^AEIOUY]|$)")
# Fauzi and Fawzi, but not Puji
_back_diphthong = re.compile("A[UW](?=[^AEIOUY]|$)")
# Suryadi, Surjadi and Suriadi; Suwardi and Suardi
_front_glide = re.compile("(?:I?Y|I|J)(?=[AEIOU])")
_back_glide = re.compile("UW?(?=[AEI])")
# Rizki and Riski, Aziz and Azis
_hissed = re.compile("J(?=[^AEIOU]|$)")
# Fatimah, Fatima and Fatime; Saroh and Sarah; Ocih and Oci
_final_a = re.compile("(?<=.)(?:[EO]H|E)$")
_final_h = re.compile("(?<=[AIU])H$")
# Rahmat and Ramat
_lost_h = re.compile("H(?=[^AEIOU])")
_vowels = re.compile("[AEIOU]")
_first_letter = str.maketrans("EO", "IU")
# the others are as hard to hear apart: Ahmad and Ahmat, Ayub and Ayup
_last_letter = str.maketrans("OEBDG", "UAPTK")
