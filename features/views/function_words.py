"""Little words that give away the language of a sentence written in Latin letters."""

from __future__ import annotations

import functools
from collections.abc import Collection
from typing import Any

from features.twins import twin_of

_twin = twin_of(__name__)

_WORDS = {
    "en": "the of and to is that was for with are this which they have from been were would their "
    "there when what will can has had said about more who",
    "de": "der die das und ist nicht mit ein eine den dem von zu auf sich auch werden wird sind "
    "wurde nach bei aus einer eines über für noch nur aber",
    "fr": "le les des une est dans pour qui que sur avec pas plus par sont au aux cette ce ont "
    "ses mais comme leur était été ou nous vous",
    "es": "el los las una es en que por con para se del su más como pero este esta ha fue sus "
    "sobre también muy hasta desde años",
    "it": "il lo gli della di che per con una è sono non nel alla dei delle più anche come ha "
    "questo questa dal ma ed nella degli",
    "pt": "os uma é em que por com para não do da dos das mais como mas seu sua ao pelo pela foi "
    "são também até à às",
    "nl": "het een van en dat niet zijn op voor met aan ook maar bij naar wordt werd deze haar "
    "hebben heeft uit worden nog",
    "sv": "och att det som är av inte den för på med har till om ett ska kan från eller också "
    "efter vid blev denna",
    "no": "og det som er av ikke på med har til om et skal fra eller også etter ved ble denne "
    "jeg vi hun han",
    "pl": "nie się jest na do że to jak ale przez był była od po dla oraz tym są będzie tego "
    "które który już może",
    "cs": "se je na že to jako ale byl byla od pro které který už může jsou podle při jeho tak "
    "také až před kteří",
    "tr": "ve bir bu için ile da de çok olarak daha olan gibi kadar sonra ancak ise olduğu ne "
    "her değil var",
    "id": "yang dan di dari untuk dengan ini itu tidak pada dalam akan adalah ke juga oleh "
    "sebagai telah bisa ada mereka",
    "la": "et in est non ad ut cum sed quod qui quae ab ex per esse enim atque nec etiam sunt "
    "autem eius",
    "fi": "ja on ei että se hän oli mutta kun niin kuin myös ovat tai joka sen ole jotka mukaan",
    "et": "ja on ei et see ta oli aga kui nii ka või mis kes selle ole ning tema mida",
    "lt": "ir yra kad tai su iš buvo bet kaip ne jis apie savo jau nuo dėl bei kuris",
    "ca": "el els les una és en que per amb del al més com però aquest aquesta ha seva dels "
    "també fins des",
    "hu": "a az és hogy nem is egy van volt meg ez csak már de mint még lesz kell után",
    "ro": "și de la în nu este cu o pe din care mai să au fost ca pentru sunt lui",
    "sw": "ya na wa kwa ni katika za la kuwa hiyo huo cha vya pia hii kama lakini baada",
    "vi": "và của là có được cho không trong một các người với những này đã khi",
}


@functools.cache
def function_words() -> dict[str, str]:
    """Each word that is of one of the languages only, with that language."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for language, listed in _WORDS.items():
        for word in set(listed.split()):
            if word in found:
                shared.add(word)
            found[word] = language
    return {word: language for word, language in found.items() if word not in shared}


def little_words_in(text: str) -> Collection[str]:
    """Those of all these words that stand in ``text`` between white space, each once."""
    if _twin:
        found: list[str] = _quick().within(text)
        return found
    return function_words().keys() & text.split()


@functools.cache
def _quick() -> Any:
    return _twin.Words(function_words())
