"""Onset, duration, dosing, mechanism and setting (fields 4 to 8)."""

from typing import ClassVar

from kb.model.claim import Answer
from kb.model.composite import Account, RouteValue, SettingValue, Target, Trajectory
from kb.model.dose import Dose
from kb.model.duration import Duration
from kb.model.pace import Pace
from kb.model.slot import Amount, Section, slot
from kb.model.text import Text


class Onset(Section):
    """Three separate intervals from start to effect."""

    key: ClassVar[str] = "onset"
    label: ClassVar[str] = "Onset"
    number: ClassVar[int] = 4

    first_separation: Answer[Duration] = slot(
        "first separation", "First difference from the control group.", "1 week", inherits=True
    )
    response: Answer[Duration] = slot(
        "response", "Clinically meaningful response.", "2-4 weeks", inherits=True
    )
    full_trial: Answer[Duration] = slot(
        "full trial", "How long until lack of response can be judged.", "4-8 weeks", inherits=True
    )


class DurationOfEffect(Section):
    """How long benefit lasts."""

    key: ClassVar[str] = "duration"
    label: ClassVar[str] = "Duration of effect"
    number: ClassVar[int] = 5

    one_dose: Answer[Duration] = slot(
        "after one dose or session", "Effect after one dose or session.", "3-7 days", inherits=True
    )
    course: Answer[Duration] = slot(
        "after a course", "Effect after a course or series.", "median 18 days", inherits=True
    )
    maintained: Answer[Trajectory] = slot(
        "while continued",
        "Effect or relapse while treatment goes on.",
        "39% at 1 year",
        inherits=True,
    )
    stopped: Answer[Trajectory] = slot(
        "after stopping",
        "Relapse when treatment is stopped.",
        "56% v 39% maintenance at 1 year",
        inherits=True,
    )
    maintenance: Answer[Text] = slot(
        "maintenance schedule", "How maintenance is given.", "Weekly or every 2 weeks."
    )


class Dosing(Section):
    """How it is given: doses for drugs, courses for procedures and psychotherapies."""

    key: ClassVar[str] = "dosing"
    label: ClassVar[str] = "Dosing pattern"
    number: ClassVar[int] = 6

    route: Answer[RouteValue] = slot("route", "Route of administration.", "oral")
    form: Answer[Text] = slot("form", "Formulation and strengths.", "tablets of 25, 50 and 100 mg")
    start: Answer[Dose] = slot("start", "Starting dose.", "50 mg/day")
    titration: Answer[Text] = slot("titration", "How the dose is raised.", "By 25-50 mg a week.")
    usual: Answer[Dose] = slot("usual", "Usual dose or range.", "50-200 mg/day")
    maximum: Answer[Dose] = slot(
        "maximum", "Highest dose for the indication and population stated.", "200 mg/day"
    )
    frequency: Answer[Text] = slot("frequency", "How often it is taken or given.", "Once a day.")
    sessions: Answer[Duration] = slot(
        "sessions", "Number of sessions in a course.", "6-12 sessions"
    )
    pace: Answer[Pace] = slot("pace", "Sessions in a unit of time.", "2-3 sessions/week")
    session_length: Answer[Duration] = slot(
        "length of a session", "Length of one session.", "50 minutes"
    )
    course_length: Answer[Duration] = slot("length of a course", "Length of a course.", "4-6 weeks")
    stimulation: Answer[Text] = slot(
        "stimulation", "Stimulation or light parameters.", "10 Hz at 120% of motor threshold"
    )
    adequate_dose: Answer[Amount] = slot(
        "adequate trial, least dose", "Least dose, or sessions, of an adequate trial.", "50 mg/day"
    )
    adequate_time: Answer[Duration] = slot(
        "adequate trial, least time", "Least duration of an adequate trial.", "6 weeks"
    )


class Mechanism(Section):
    """What it does, and how well established each part is."""

    key: ClassVar[str] = "mechanism"
    label: ClassVar[str] = "Mechanism of action"
    number: ClassVar[int] = 7

    targets: Answer[Target] = slot(
        "targets", "Targets with the action at each.", "serotonin transporter", inherits=True
    )
    transmitters: Answer[Text] = slot(
        "transmitter systems", "Transmitter systems changed.", "serotonin", inherits=True
    )
    downstream: Answer[Account] = slot(
        "downstream", "What follows, and how sure it is.", "raises BDNF in mice", inherits=True
    )
    account: Answer[Account] = slot(
        "why relief follows",
        "The explanation of benefit, and how sure it is.",
        "not settled",
        inherits=True,
    )


class SettingOfCare(Section):
    """Where and under what supervision."""

    key: ClassVar[str] = "setting"
    label: ClassVar[str] = "Setting"
    number: ClassVar[int] = 8

    place: Answer[SettingValue] = slot("place", "Where it is taken or given.", "home")
    supervision: Answer[Text] = slot("supervision", "Who is present.", "Nobody: taken at home.")
    observation: Answer[Duration] = slot(
        "observation", "How long people are observed afterwards.", "at least 2 hours"
    )
    anaesthesia: Answer[Text] = slot("anaesthesia", "Anaesthesia and its depth.", "General, short.")
    escort: Answer[Text] = slot("escort", "Whether somebody must see the person home.", "Needed.")
    driving: Answer[Text] = slot("driving", "Restrictions on driving.", "Not until the next day.")
