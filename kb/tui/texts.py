"""What the browser says by itself: its keys, and what stands there before anything is picked."""

HELP = """\
space, enter   pick a treatment or let it go (in the list; x marks what is picked)
tab            from the list to the table and back; a narrow screen shows the one in use
arrows         move; enter on a cell says why, on a section what is empty
n              filter the list of names          p   hide or show the list
/              filter the rows                   d   only rows that differ
t              rows for the next task            r   the sources
e              export what is on screen          q   quit

The suffix of an exported file picks its format: .md .html .json .csv .txt
For professionals who can review the sources shown; not advice for one patient."""

EMPTY = (
    "Pick treatments in the list with space.\n\nThe comparison stands here and follows your picks."
)
