"""Words that people try as commands, with the command that answers what they mean."""

from __future__ import annotations

from kb.problems import UsageFault

GUESSES: dict[str, str] = {
    "show sertraline": "info view drug treatment record details summary",
    "show sertraline dosing": "dose doses dosing dosage",
    "show sertraline mechanism": "mechanism targets pharmacology",
    "show sertraline kinetics": "half-life halflife kinetics metabolism",
    "show sertraline regulatory": "approval approved status licence license regulatory",
    "show sertraline warnings": "warning warnings boxed contraindications",
    "compare sertraline lithium --fields pregnancy,breastfeeding":
        "pregnancy pregnant breastfeeding lactation perinatal",
    "compare ketamine ssri snri": "versus vs against side-by-side table",
    "compare ketamine ssri ect --fields duration": "duration durability relapse lasting",
    "timeline ketamine ssri snri": "onset speed time chart",
    "effects sertraline escitalopram":
        "efficacy effect benefit harm harms nnt side-effects adverse response remission",
    "find --avoid weight-gain": "filter query where avoid options",
    "find --onset-within 7d": "fast rapid",
    "search torsade": "grep text",
    "switch fluoxetine phenelzine": "washout taper cross-taper crosstaper change convert wash-out",
    "combine sertraline linezolid":
        "interaction interactions interact combination augment augmentation together mix",
    "consider citalopram --age 78 --egfr 25 --qtc 480":
        "elderly renal kidney liver hepatic age qtc care patient",
    "trial sertraline --dose \"100 mg/day\" --weeks 8": "adequate adequacy failed past-trial",
    "guidelines --for treatment-resistant": "recommend recommended recommendations line lines nice "
        "canmat trd resistant",
    "monitor lithium": "monitoring checks labs bloods",
    "predictors ect": "predict prediction modifiers",
    "rank escitalopram mirtazapine --by onset": "order sort best",
    "why ketamine onset.response": "explain source evidence-for reason",
    "sources": "references citations bibliography",
    "glossary": "define definition terms meaning",
    "stale": "outdated old overdue",
    "evidence forest --outcome response": "meta-analysis nma network forest league",
    "export summary sertraline -o sertraline.docx": "docx word pdf handout print",
    "--version": "version",
    "--help": "help commands",
}  # fmt: skip
"""A command as an example of itself, and the words for it, with blanks between them."""


def guess(word: str) -> str:
    """The command line that a mistaken command means, such as "kb switch fluoxetine phenelzine"."""
    wanted = word.strip().lower().replace("_", "-")
    for command, words in GUESSES.items():
        if wanted in words.split():
            return f"kb {command}"
    return ""


def refuse_unknown(word: str) -> None:
    """Raise UsageFault with the command that a word means; silent where it means none."""
    command = guess(word)
    if command:
        raise UsageFault(f'No command is called "{word}". For that: {command}')
