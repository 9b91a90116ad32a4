"""What a caller hears next, and what his keys mean."""

from atiende.domain import ear as e
from atiende.domain.spoken import Saying

MENU = e.Script(serial="1", sayings=(Saying(text="menu"),), then="listen", keys=("1", "2", "0"))
NUMBER = e.Script(serial="2", sayings=(Saying(text="number"),), then="listen")
QUEUE = e.Script(serial="q", sayings=(Saying(text="welcome"), Saying(text="third")), then="music", again_ms=60_000)


def after(*following: e.Next) -> tuple[e.Ear, list[e.Command]]:
    return following[-1][0], [command for one in following for command in one[1]]


def test_a_menu_is_said_and_a_key_stops_it() -> None:
    ear, said = e.turn_to(e.Ear(), MENU, 0)
    assert said == (e.Say("1", Saying(text="menu")),)
    ear, heard = e.pressed(ear, "2", 100)
    assert heard == (e.Stop("1"), e.Answered("2"))
    assert e.pressed(ear, "1", 200)[1] == (e.Key("1"),), "what he presses before the next words answers nothing"


def test_what_is_said_is_said_again_for_nobody_who_hears_the_same_script() -> None:
    ear, _ = e.turn_to(e.Ear(), MENU, 0)
    assert e.turn_to(ear, MENU, 1) == (ear, ())


def test_silence_counts_only_after_the_last_word() -> None:
    ear, _ = e.turn_to(e.Ear(), MENU, 0)
    assert e.tick(ear, 60_000) == (ear, ())
    ear, _ = e.played(ear, "1", 60_000)
    assert e.tick(ear, 60_000 + e.SILENCE_MS - 1)[1] == ()
    assert e.tick(ear, 60_000 + e.SILENCE_MS)[1] == (e.Quiet(),)


def test_a_number_ends_with_hash_or_with_a_pause() -> None:
    ear, _ = e.turn_to(e.Ear(), NUMBER, 0)
    for key in "4071":
        ear, _ = e.pressed(ear, key, 10)
    assert e.pressed(ear, "#", 20)[1] == (e.Answered("4071"),)
    assert e.tick(ear, 10 + e.BETWEEN_MS)[1] == (e.Answered("4071"),)
    ear, _ = e.pressed(ear, "*", 30)
    assert ear.pressed == "", "a star begins anew"


def test_a_longer_key_is_waited_for_where_one_begins_so() -> None:
    ear, _ = e.turn_to(e.Ear(), e.Script(serial="1", then="listen", keys=("1", "10")), 0)
    ear, heard = e.pressed(ear, "1", 5)
    assert heard == () and e.tick(ear, 5 + e.HURRY_MS)[1] == (e.Answered("1"),)
    assert e.pressed(ear, "0", 6)[1] == (e.Answered("10"),)


def test_secret_keys_are_collected_in_secret_and_no_longer_than_that() -> None:
    ear, begun = e.turn_to(e.Ear(), e.Script(serial="s", then="listen", secret=True), 0)
    assert e.Collect(True) in begun
    ear, _ = e.pressed(ear, "7", 1)
    _, over = e.turn_to(ear, MENU, 2)
    assert e.Collect(False) in over


def test_a_queue_says_its_words_then_plays_music_and_tells_anew() -> None:
    ear, _ = e.turn_to(e.Ear(), QUEUE, 0)
    ear, second = e.played(ear, "1", 1000)
    assert second == (e.Say("2", Saying(text="third")),)
    ear, _ = e.played(ear, "2", 2000)
    assert e.tick(ear, 2000)[1] == (), "nobody who is served at once hears music begin"
    ear, music = e.tick(ear, 2000 + e.BEFORE_MUSIC_MS)
    assert music == (e.Music("3"),)
    ear, told = e.tick(ear, 2000 + e.BEFORE_MUSIC_MS + 60_000)
    assert told == (e.Tell(),)
    ear, news = e.interject(ear, (Saying(text="second"),), 70_000)
    assert news == (e.Stop("3"), e.Say("4", Saying(text="second")))
    ear, _ = e.played(ear, "4", 71_000)
    assert e.tick(ear, 71_000 + e.BEFORE_MUSIC_MS)[1] == (e.Music("5"),)


def test_what_is_new_waits_for_the_word_that_is_being_said() -> None:
    ear, _ = e.turn_to(e.Ear(), e.Script(serial="s", sayings=(Saying(text="sent"),)), 0)
    ear, nothing = e.turn_to(ear, MENU, 10)
    assert nothing == ()
    assert e.played(ear, "1", 20)[1] == (e.Say("2", Saying(text="menu")),)


def test_somebody_comes_and_everything_is_quiet() -> None:
    ear, _ = e.turn_to(e.Ear(), QUEUE, 0)
    ear, hushed = e.hush(ear)
    assert hushed == (e.Stop("1"),)
    assert e.tick(ear, 10**9) == (ear, ())


def test_a_message_is_recorded_after_the_tone_until_a_key_or_its_time() -> None:
    ear, _ = e.turn_to(e.Ear(), e.Script(serial="m", sayings=(Saying(signal="beep"),), then="record", seconds=120), 0)
    ear, record = e.played(ear, "1", 500)
    assert record == (e.Record(120),)
    ear = e.until(ear, 120_500)
    assert e.pressed(ear, "5", 900)[1] == (e.Answered("5"),)
    assert e.tick(ear, 120_500)[1] == (e.Answered("#"),)


def test_the_last_words_are_heard_before_the_line_is_cut() -> None:
    ear, said = e.turn_to(e.Ear(), e.Script(serial="x", sayings=(Saying(text="bye"),), then="leave"), 0)
    assert said == (e.Say("1", Saying(text="bye")),)
    assert e.pressed(ear, "1", 1) == (ear, ())
    ear, left = e.played(ear, "1", 2)
    assert left == (e.Leave(),)
    assert e.tick(ear, 10**9)[1] == (), "once"
