"""While the application is away nobody waits in silence without end."""

from tests.doubles.studio import Studio, tone_file, tones_in


async def studio() -> Studio:
    made = Studio(("customer", "agent"))
    await made.core.keep("music", tone_file(2000, 1))
    made.core.safety("music")
    made.core.bridge("call", {"customer", "agent"})
    made.pass_by(1)
    return made


async def test_whose_partner_left_hears_music_within_five_seconds() -> None:
    made = await studio()
    made.core.away(True)
    made.core.disconnect("agent")
    made.pass_by(4.5)
    made.phones["customer"].sent.clear()
    made.pass_by(0.5)
    assert tones_in(made.phones["customer"].heard()) == {"music"}


async def test_whose_partner_does_not_come_through_hears_music_until_he_does() -> None:
    made = await studio()
    made.core.away(True)
    made.phones["agent"].silent = True
    made.pass_by(4.5)
    made.phones["customer"].sent.clear()
    made.pass_by(0.5)
    assert tones_in(made.phones["customer"].heard()) == {"music"}
    made.phones["agent"].silent = False
    made.pass_by(1)
    assert made.hears()["customer"] == {"agent"}


async def test_without_any_sound_of_the_centre_it_is_a_soft_tone() -> None:
    made = Studio(("customer",))
    made.core.away(True)
    made.pass_by(8)
    assert len(made.phones["customer"].packets()) > 3 * 50


async def test_while_the_application_is_there_silence_is_its_own_affair() -> None:
    made = await studio()
    made.core.disconnect("agent")
    made.pass_by(1)
    made.phones["customer"].sent.clear()
    made.pass_by(6)
    assert made.phones["customer"].packets() == []


async def test_the_music_ends_when_the_application_is_back() -> None:
    made = await studio()
    made.core.away(True)
    made.core.disconnect("agent")
    made.pass_by(5)
    made.core.away(False)
    made.phones["customer"].sent.clear()
    made.pass_by(1)
    assert made.phones["customer"].packets() == []
    assert made.core.census_parts().plays == {}
