from exchange.datasets import (
    claims,
    corridor_factors,
    exchange_rates,
    leads,
    organisations,
    places,
    price_index,
    targets,
    ties,
)

DATASETS = {
    module.NAME: module
    for module in (places, organisations, ties, claims, leads, targets, exchange_rates, price_index, corridor_factors)
}
