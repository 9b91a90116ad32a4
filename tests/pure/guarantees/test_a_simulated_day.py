"""A day of the twin is a day: the same guarantees hold in its log, and its offers are decided again alike."""

from atiende.domain import facts as f
from atiende.ports.twin import Stream
from atiende.routing.guarantees.watch import violations
from atiende.routing.rederive import Rederiving
from tests.pure.sim.days import at, plan, played, queue, setting, stream, told, whole_day


def busy() -> list[Stream]:
    return [
        stream(per_hour=(40.0,), patience_seconds=120, no_answer_percent=5, transfer_percent=10, transfer_to="mail"),
        stream(queue="mail", channel="email", per_hour=(20.0,), handle_seconds=400, vip_percent=20),
        stream(channel="webchat", per_hour=(30.0,), patience_seconds=300, skills=(("tech", 1),), repeat_percent=10),
    ]


def test_a_simulated_day_breaks_no_guarantee() -> None:
    people = {
        name: f.Ability(skills={"tech": 3} if number % 2 else {}, languages={"es": 5})
        for number, name in enumerate(("ana", "eva", "luis", "noa", "teo", "zoe"))
    }
    documents = {"queue/help": queue(wrap_up_seconds=20), "queue/mail": queue(name="Mail", order="deadline")}
    morning = setting(whole_day(*people), documents=documents, people=people)
    log, _ = played(plan(morning, streams=tuple(busy()), begins=at(9), ends=at(13)))
    assert (
        len(told(log, f.InteractionOffered)) > 200 and told(log, f.OfferExpired) and told(log, f.InteractionTransferred)
    )
    assert violations(log) == []
    again = Rederiving()
    assert [*again.follow(log[:1500]), *again.finish()] == []
    assert again.offers > 50
