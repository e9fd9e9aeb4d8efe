from exchange.datasets import (
    activities,
    agreements,
    claims,
    corridor_factors,
    deliverables,
    exchange_rates,
    leads,
    organisations,
    place_figures,
    places,
    price_index,
    targets,
    ties,
    trade_flows,
)

DATASETS = {
    module.NAME: module
    for module in (
        places, organisations, ties, agreements, activities, deliverables, claims, leads, targets, exchange_rates,
        price_index, corridor_factors, place_figures, trade_flows,
    )  # fmt: skip
}
