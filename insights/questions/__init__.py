"""The seven questions of CONTRACTS 5, each from a table of text to an answer; screens and command ask the same."""

from insights.questions import conversion, counts, effect, gravity, independence, market, partners

QUESTIONS = {
    module.__name__.rpartition(".")[2]: module
    for module in (conversion, counts, effect, gravity, independence, market, partners)
}
