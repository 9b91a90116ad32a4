"""The writer's own words are shown, what they quote is folded away: the programs and languages our users meet."""

import pytest

from atiende.channels.email.quotes import split_reply

REPLY = "Gracias, ya funciona.\n\nUn saludo,\nAna"
QUOTED = (
    "\n> Hola Ana:\n> ¿Funciona ya?\n>\n> El lun, 1 ene 2024 a las 9:00, Ana (<ana@x.example>) escribió:\n>> No va\n"
)
BLOCK = "Hola Ana\n\n¿Va?\n"

ENDINGS = {
    "gmail es": f"El mar, 2 ene 2024 a las 10:15, Soporte (<s@x.example>) escribió:\n{QUOTED}",
    "gmail es, broken": f"El mar, 2 ene 2024 a las 10:15, Soporte de Atiende (<\ns@x.example>) escribió:\n{QUOTED}",
    "gmail en": f"On Tue, Jan 2, 2024 at 10:15 AM Support <s@x.example> wrote:\n{QUOTED}",
    "gmail pt": f"Em ter., 2 de jan. de 2024 às 10:15, Suporte <s@x.example> escreveu:\n{QUOTED}",
    "gmail fr": f"Le mar. 2 janv. 2024 à 10:15, Support <s@x.example> a écrit :\n{QUOTED}",
    "gmail de": f"Am Di., 2. Jan. 2024 um 10:15 Uhr schrieb Support <s@x.example>:\n{QUOTED}",
    "gmail it": f"Il giorno mar 2 gen 2024 alle ore 10:15 Supporto <s@x.example> ha scritto:\n{QUOTED}",
    "gmail nl": f"Op di 2 jan 2024 om 10:15 schreef Support <s@x.example>:\n{QUOTED}",
    "gmail pl": f"wt., 2 sty 2024 o 10:15 Support <s@x.example> napisał(a):\n{QUOTED}",
    "gmail ru": f"вт, 2 янв. 2024 г. в 10:15, Support <s@x.example>:\n{QUOTED}",
    "gmail ca": f"Missatge de Suport <s@x.example> del dia dt., 2 de gen. 2024 a les 10:15:\n{QUOTED}",
    "gmail gl": f"O mar., 2 de xan. de 2024 ás 10:15, Soporte (<s@x.example>) escribiu:\n{QUOTED}",
    "gmail eu": f"Hau idatzi du Soporte erabiltzaileak (s@x.example) (2024 urt. 2, ar. (10:15)):\n{QUOTED}",
    "gmail he": (
        "\u202bבתאריך יום ד׳, 3 בפבר׳ 2024 ב-10:00 מאת \u202aS\u202c\u200f"
        f" <\u202as@x.example\u202c\u200f>:\u202c\n{QUOTED}"
    ),
    "gmail ja": f"2024年1月2日(火) 10:15 Support <s@x.example>:\n{QUOTED}",
    "gmail zh": f"Support <s@x.example> 于2024年1月2日周二 10:15写道：\n{QUOTED}",
    "gmail tr": f"Support <s@x.example>, 2 Oca 2024 Sal, 10:15 tarihinde şunu yazdı:\n{QUOTED}",
    "apple es": "> El 2 ene 2024, a las 10:15, Soporte <s@x.example> escribió:\n> \n> Hola\n",
    "iphone es": (
        "Enviado desde mi iPhone\n\n> El 2 ene 2024, a las 10:15, Soporte <s@x.example> escribió:\n> \n> Hola\n"
    ),
    "iphone en": "Sent from my iPhone\n\nOn Jan 2, 2024, at 10:15 AM, Support <s@x.example> wrote:\n\n> Hi\n",
    "iphone fr": "Envoyé de mon iPhone\n\nLe 2 janv. 2024 à 10:15, Support <s@x.example> a écrit :\n\n> Hi\n",
    "iphone de": "Von meinem iPhone gesendet\n\nAm 02.01.2024 um 10:15 schrieb Support <s@x.example>:\n\n> Hi\n",
    "thunderbird es": "El 2/1/24 a las 10:15, Soporte escribió:\n> Hola\n>\n",
    "thunderbird fr": "Le 02/01/2024 à 10:15, Support a écrit :\n> Hola\n>\n",
    "outlook es": (
        f"De: Soporte <s@x.example>\nEnviado el: martes, 2 de enero de 2024 10:15\nPara: Ana\nAsunto: RE: x\n\n{BLOCK}"
    ),
    "outlook web es": f"{'_' * 32}\nDe: Soporte\nEnviado: martes\nPara: Ana\nCC: Luis\nAsunto: RE: x\n\n{BLOCK}",
    "outlook old es": f"-----Mensaje original-----\nDe: Soporte [mailto:s@x.example] \nPara: Ana\nAsunto: x\n\n{BLOCK}",
    "outlook en": f"{'_' * 32}\nFrom: Support <s@x.example>\nSent: Tuesday\nTo: Ana\nSubject: RE: x\n\n{BLOCK}",
    "outlook mobile": (
        f"Obtener Outlook para Android<https://aka.example>\n{'_' * 32}\nDe: S\nEnviado: hoy\nPara: A\n\n{BLOCK}"
    ),
    "outlook pt": f"De: Suporte <s@x.example>\nEnviada em: terça-feira\nPara: Ana\nAssunto: RES: x\n\n{BLOCK}",
    "outlook fr": f"De : Support <s@x.example>\nEnvoyé : mardi\nÀ : Ana\nObjet : RE: x\n\n{BLOCK}",
    "outlook de": f"Von: Support <s@x.example>\nGesendet: Dienstag\nAn: Ana\nBetreff: AW: x\n\n{BLOCK}",
    "yahoo es": f"    En martes, 2 de enero de 2024, 10:15:11 CET, Soporte <s@x.example> escribió:  \n \n {BLOCK}",
    "yahoo en": f"    On Tuesday, January 2, 2024 at 10:15:11 AM GMT+1, Support <s@x.example> wrote:  \n \n {BLOCK}",
    "yahoo mobile": (
        "Enviado desde Yahoo Mail para Android \n \n"
        "  El mar., 2 ene. 2024 a la(s) 10:15, S<s@x.example> escribió:   Hola"
    ),
    "samsung": (
        f"-------- Mensaje original --------\nDe: Soporte\nFecha: 2/1/24 10:15 (GMT+01:00)\nA: a@x.example\n\n{BLOCK}"
    ),
    "zoho": f"---- El mar, 02 ene 2024 10:15:00 +0100 Soporte <s@x.example> escribió ----\n\n{BLOCK}",
    "hotmail": f"Date: Tue, 2 Jan 2024 10:15:00 +0100\nFrom: s@x.example\nTo: a@x.example\nSubject: x\n\n{BLOCK}",
    "mail.ru": ">Вторник, 2 января 2024, 10:15 +03:00 от Support <s@x.example>:\n>\n>Hi\n",
    "forwarded": f"---------- Forwarded message ---------\nFrom: Foo <f@x.example>\nDate: hoy\nSubject: x\n\n{BLOCK}",
}


@pytest.mark.parametrize("program", ENDINGS)
def test_only_the_reply_is_shown(program: str) -> None:
    split = split_reply(f"{REPLY}\n\n{ENDINGS[program]}")
    assert split.visible == REPLY
    assert split.hidden


def test_an_answer_below_the_quotation_is_shown_without_it() -> None:
    assert split_reply(f"El 2/1/24 a las 10:15, Soporte escribió:\n> Hola\n>\n{REPLY}").visible == REPLY


def test_answers_between_quotations_keep_what_they_answer() -> None:
    text = "Hola,\n\nEl 2/1/24 a las 10:15, S escribió:\n> ¿Versión?\nLa 3.2\n> ¿Color?\nRojo\n"
    visible = split_reply(text).visible
    assert [word in visible for word in ("La 3.2", "Rojo", "> ¿Color?", "escribió")] == [True, True, True, False]


@pytest.mark.parametrize(
    "text",
    [
        (
            "Hola:\n\nNecesito ayuda:\n\n- De: Madrid\n- Para: Sevilla\n\n"
            "El 3 de abril me escribió usted que no.\n\nGracias"
        ),
        "On Tuesday I wrote:\nplease fix.\n\nThanks",
        "El cliente dijo a las 10:30:\n\nquiero cancelar\n\nAdiós",
        "Sent from my desk, is much easier than from my telephone.",
        "> Solo una cita.",
        "| a | b |\n| 1 | 2 |",
    ],
)
def test_what_merely_looks_like_a_quotation_stays(text: str) -> None:
    assert split_reply(text).visible == text


def test_nothing_is_lost_between_what_is_shown_and_what_is_folded() -> None:
    for ending in ENDINGS.values():
        text = f"{REPLY}\n\n{ending}"
        split = split_reply(text)
        assert sorted(f"{split.visible}\n{split.hidden}".split()) == sorted(text.split())
