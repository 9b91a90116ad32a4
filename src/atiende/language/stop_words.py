"""Words that say little by themselves, Spanish and English, as stems: a small collection cannot know it of itself."""

from functools import cache

from atiende.language.features import stems

SAID = """
a an the this that these those i me my we our us you your he his she her it its they them their is are was
were be been am do does did doing have has had having will would shall should can could may might must to of
in on at by for with about from into as and or but if then than so not no what which who whom whose how when
where why there here just some any all please want need like get got help know tell thanks hello hi el la los
las un una unos unas de del al en a con por para sin sobre y o u e ni que cual quien como cuando donde cuanto
porque si no es son era ser estar esta estan este esto esa ese eso estos estas mi mis tu tus su sus me te se
le les lo nos yo usted ustedes he ha han hay puedo puede quiero quisiera necesito hola gracias favor muy mas
pero tengo tiene hacer saber
"""


@cache
def stop_words() -> frozenset[str]:
    """Their stems; made with the first question, as stemming takes memory."""
    return frozenset(stems(SAID))
