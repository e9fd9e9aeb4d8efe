"""The seven questions, asked of a table that somebody sent in (CONTRACTS 5)."""

import io

from insights.asking import QUESTIONS
from insights.questions import QUESTIONS as ASKED
from insights.rules.frames import read_csv
from insights.studies import OWN
from insights.studies.base import Inputs, Study

SEEDED = ("independence", "effect", "partners")


def gather(answer, as_of):
    """The table as text, and how large it is. Raises NoAnswer where it is none."""
    table = read_csv(io.BytesIO(answer.table_sent))
    facts = {"name": answer.source_name, "rows": len(table), "columns": list(table.columns)}
    return Inputs({"table": table}, {**facts, "options": answer.options})


def work_of(question):
    def work(inputs, options, seed, tell):
        """{"answer": the document of CONTRACTS 5}; under a name of its own, for places may be called anything."""
        tell(10, "Reading the table.")
        given = {name: value for name, value in options.items() if name != "seed"}
        if "weights" in given:
            given["weights"] = read_csv(io.StringIO(given["weights"]))
        if question in SEEDED:
            given["seed"] = seed
        return {"answer": ASKED[question].ask(inputs.tables["table"], **given)}

    return work


STUDIES = {OWN + question: Study(OWN + question, gather, work_of(question)) for question in QUESTIONS}
