.PHONY: demo test golden fuzz mutants naive bench clean evidence evidence-write

PYTHON ?= python3
VENV := .venv
STAMP := $(VENV)/.ready

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $(STAMP)

demo: $(STAMP)  ## set up and print the founding comparison
	$(VENV)/bin/kb compare ketamine ssri snri

test: $(STAMP)  ## set up, check style and types, run the tests and see what they ran
	$(VENV)/bin/ruff format --check -q .
	$(VENV)/bin/ruff check -q .
	$(VENV)/bin/mypy
	$(VENV)/bin/python -m slipcover --out .coverage.json -m pytest -n auto --dist loadgroup
	$(VENV)/bin/python bench/covered.py .coverage.json

golden: $(STAMP)  ## rewrite the golden files
	$(VENV)/bin/pytest tests/code/test_golden.py tests/code/test_evidence_views.py tests/code/test_problem_words.py tests/code/test_question_views.py tests/code/test_publish.py tests/code/test_file_formats.py tests/data/test_questions.py tests/data/test_founding_exports.py --golden

EVIDENCE ?= ../shared/evidence

evidence: $(STAMP)  ## recompute the shipped results from trial data and fail on any difference
	$(VENV)/bin/python -m kb.evidence.ship $(EVIDENCE) data/evidence --check

evidence-write: $(STAMP)  ## compute the shipped results anew and write them
	$(VENV)/bin/python -m kb.evidence.ship $(EVIDENCE) data/evidence

fuzz: $(STAMP)  ## 1,000,000 mutated files, 1,000 killed writers, every hostile file: some 20 minutes
	$(VENV)/bin/python bench/fuzz.py
	$(VENV)/bin/python bench/kills.py
	$(VENV)/bin/python bench/hostile.py

mutants: $(STAMP)  ## change the code line by line and see that a test fails: hours, no part of `test`
	$(VENV)/bin/pip install -q --disable-pip-version-check -c constraints.txt -e '.[mutants]'
	KB_CACHE=off nice -n 15 $(VENV)/bin/mutmut run $(MUTANTS)
	$(VENV)/bin/python bench/mutants.py

naive: $(STAMP)  ## 10,000 generated bases, judged by two implementations of lookup and of --where
	$(VENV)/bin/python -c "from tests.code.naive import disagreements as d; print(d(10_000, 1) or 'agree')"
	$(VENV)/bin/python -c "from tests.code.naive_where import disagreements as d; print(d(10_000, 1)[:9] or 'agree')"

bench: $(STAMP)  ## times as ratios to an empty typer program
	$(VENV)/bin/python bench/speed.py

clean:
	rm -rf $(VENV) build dist mutants *.egg-info
