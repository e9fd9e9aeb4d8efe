"""Where an office stands in the network of ties, and what that network is like (METHODS 9)."""

import random

import numpy as np

from insights.rules.refusals import NoAnswer

PUBLISHED = {  # KONECT "twin", 2017: what a large crawl of such ties looks like
    "places": 14_274, "ties": 20_573, "assortativity": 0.387, "clustering": 0.111, "largest": 10_320,
    "mean_distance": 7.65,
}  # fmt: skip


def graph(ties):
    """An igraph of pairs of places, each pair once. Raises NoAnswer where there is none."""
    import igraph

    pairs = sorted({tuple(sorted(pair)) for pair in ties if pair[0] != pair[1]})
    if not pairs:
        raise NoAnswer("empty", "There are no ties.")
    names = sorted({place for pair in pairs for place in pair})
    number = {name: index for index, name in enumerate(names)}
    network = igraph.Graph(n=len(names), edges=[(number[one], number[other]) for one, other in pairs])
    network.vs["name"] = names
    return network


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


def places(network, *, seed=0):
    """{place: {"degree", "betweenness", "community"}}; betweenness as a share of all pairs, communities by Leiden.

    Communities are numbered by size, the largest 0; the same network and seed give the same ones.
    """
    import igraph

    n = network.vcount()
    igraph.set_random_number_generator(random.Random(seed))
    possible = (n - 1) * (n - 2) / 2 or 1
    between = np.asarray(network.betweenness(directed=False)) / possible
    found = network.community_leiden("modularity", n_iterations=10)
    by_size = sorted(range(len(found)), key=lambda k: (-len(found[k]), min(found[k])))
    rank = {community: place for place, community in enumerate(by_size)}
    degree = network.degree()
    return {
        name: {"degree": degree[k], "betweenness": float(between[k]), "community": rank[found.membership[k]]}
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
    among = {
        tuple(sorted((network.vs[edge.source]["name"], network.vs[edge.target]["name"])))
        for k in near for edge in map(network.es.__getitem__, network.incident(k))
        if edge.source in kept and edge.target in kept
    }  # fmt: skip
    return [network.vs[k]["name"] for k in near], sorted(among)
