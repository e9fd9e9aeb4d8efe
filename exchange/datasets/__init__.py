"""The datasets that can be imported. Each is a module with

NAME, COLUMNS (exchange.columns.Column), lacking(given names) -> required columns that are not there,
check(stage): references and rules between cells; classify(stage): `target` and `change` of each good row;
write(stage): the upsert.
"""

from exchange.datasets import claims, organisations, places, ties

DATASETS = {module.NAME: module for module in (places, organisations, ties, claims)}
