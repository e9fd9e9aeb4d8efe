"""Where an office stands in the network of ties, and what that network is like (METHODS 9)."""

import numpy as np

from insights.rules.refusals import NoAnswer


def graph(ties):
    """An igraph of pairs of places, each pair once. Raises NoAnswer where there is none."""
    import igraph

    pairs = sorted({tuple(sorted(pair)) for pair in ties if pair[0] != pair[1]})
    if not pairs:
        raise NoAnswer("empty", "There are no ties.")
    return igraph.Graph.TupleList(pairs)


def figures(network):
    """{"places", "ties", "assortativity", "clustering", "components", "largest", "mean_distance"}."""
    components = network.connected_components()
    largest = components.giant()
    assortativity = network.assortativity_degree(directed=False)
    return {
        "places": network.vcount(), "ties": network.ecount(),
        "assortativity": None if np.isnan(assortativity) else float(assortativity),
        "clustering": float(network.transitivity_undirected(mode="zero")),
        "components": len(components), "largest": largest.vcount(),
        "mean_distance": float(largest.average_path_length(directed=False)) if largest.vcount() > 1 else None,
    }  # fmt: skip


def places(network, *, sources=None, rng=None):
    """{place: {"degree", "betweenness", "community"}}; betweenness as a share of all pairs, communities by Leiden.

    sources: from how many places shortest ways are counted, for large networks; None: from all.
    """
    import random

    import igraph

    n = network.vcount()
    random.seed(0)
    igraph.set_random_number_generator(random)
    possible = (n - 1) * (n - 2) / 2 or 1
    between = np.asarray(network.betweenness(directed=False)) / possible
    community = network.community_leiden("modularity", n_iterations=-1).membership
    degree = network.degree()
    return {
        name: {"degree": degree[k], "betweenness": float(between[k]), "community": community[k]}
        for k, name in enumerate(network.vs["name"])
    }


def country_pairs(ties, country_of):
    """{(country, country): ties}, each pair in order, inland ties too."""
    found = {}
    for one, other in ties:
        pair = tuple(sorted((country_of[one], country_of[other])))
        found[pair] = found.get(pair, 0) + 1
    return found


def ego(network, name, *, most=40):
    """(neighbours of a place, most tied first; the ties among them): what a small picture draws."""
    vertex = network.vs.find(name=name)
    near = sorted(network.neighbors(vertex), key=lambda k: (-network.degree(k), network.vs[k]["name"]))[:most]
    kept = set(near)
    among = [
        (network.vs[e.source]["name"], network.vs[e.target]["name"])
        for k in near for e in map(network.es.__getitem__, network.incident(k))
        if e.source in kept and e.target in kept
    ]  # fmt: skip
    return [network.vs[k]["name"] for k in near], sorted(set(among))
