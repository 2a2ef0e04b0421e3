"""Small datasets, in English, Arabic and Armenian."""

from karabakh import (
    Actor,
    ActorKind,
    Agreement,
    AgreementKind,
    AgreementStatus,
    Certainty,
    Dataset,
    DocTimeRel,
    Event,
    EventKind,
    Name,
    Position,
    Proposition,
    Source,
    Stance,
    StatusChange,
    When,
)

WORDS = {
    "ar": (
        "الحكومة",
        "الجبهة الوطنية",
        "بعثة المراقبة (UNMIK 1244)",
        "يتوقف القتال في الشمال خلال 30 يوما.",
        "تنسحب القوات من العاصمة.",
        "معركة العاصمة",
        "محادثات، الجولة الأولى",
        "هجوم على المطار",
        "هدنة الشمال (388)",
    ),
    "hy": (
        "Կառավարություն",
        "Ազգային ճակատ",
        "Դիտորդական առաքելություն (ԵԱՀԿ)",
        "Հյուսիսում կրակը դադարեցվում է 30 օրում։",
        "Զորքերը դուրս են գալիս մայրաքաղաքից։",
        "Մայրաքաղաքի մարտը",
        "Բանակցություններ, առաջին փուլ",
        "Հարձակում օդանավակայանի վրա",
        "Հյուսիսի զինադադար (388)",
    ),
    "en": (
        "The government",
        "National Front",
        "Monitors (UNMIK 1244)",
        "The fighting in the north stops within 30 days.",
        "The troops leave the capital.",
        "Battle of the capital",
        "Talks, first round",
        "Attack on the airport",
        "Truce of the north (388)",
    ),
}


def event(name, when="", title="", **fields):
    time = When(when) if when else When.unknown()
    return Event(id=name, title=title or name, kind=EventKind.OTHER, when=time, **fields)


def truce(language):
    """Return an invented truce: agreed, lapsed before its time, and disputed."""
    a, b, c, p, q, battle, talks, attack, name = WORDS[language]
    return Dataset.from_records(
        *(
            Actor(id=each, kind=ActorKind.STATE, names=(Name(text=text, language=language),))
            for each, text in zip("abc", (a, b, c), strict=True)
        ),
        Proposition(id="p", text=p),
        Proposition(id="q", text=q),
        Position(id="ap", holder="a", proposition="p", stance=Stance.SUPPORTS),
        Position(id="bp", holder="b", proposition="p", stance=Stance.OPPOSES),
        Position(
            id="cp",
            holder="c",
            proposition="p",
            stance=Stance.SUPPORTS,
            certainty=Certainty.PROBABLE,
        ),
        Position(
            id="bq",
            holder="b",
            proposition="q",
            stance=Stance.SUPPORTS,
            doc_time_rel=DocTimeRel.BEFORE,
        ),
        Position(
            id="bq-2",
            holder="b",
            proposition="q",
            stance=Stance.OPPOSES,
            when=When("2023-01-03"),
        ),
        event("battle", "2016", battle),
        event("talks", "2022-11/2022-12-12", talks),
        event("attack", "2022-12-28", attack),
        event("unknown", "", f"{attack} 2"),
        Agreement(
            id="truce",
            title=name,
            kind=AgreementKind.CEASEFIRE,
            period=When("2022-12-31/2023-06-30"),
            statuses=(
                StatusChange(status=AgreementStatus.AGREED, when=When("2022-12-31")),
                StatusChange(status=AgreementStatus.LAPSED, when=When("2023-01-04")),
            ),
        ),
        Source(id="s", title="s", published=When("2023-01-05")),
        title=name,
    )
