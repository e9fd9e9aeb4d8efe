"""Where an office stands in the network of ties, and what that network is like (METHODS 9)."""

import random

import numpy as np

from insights.rules.refusals import NoAnswer

COMMON = 8  # partners that both ends of a tie have in common, in a ring; from 5 to 10 the public ties give the same
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


def mixing(network):
    """{"assortativity": None where all places have as many ties, "clustering": 3 x triangles / pairs of partners}."""
    assortativity = network.assortativity_degree(directed=False)
    return {
        "assortativity": None if np.isnan(assortativity) else float(assortativity),
        "clustering": float(network.transitivity_undirected(mode="zero")),
    }


def figures(network):
    """{"places", "ties", "assortativity", "clustering", "components", "largest", "mean_distance"}."""
    components = network.connected_components()
    largest = components.giant()
    return {
        "places": network.vcount(), "ties": network.ecount(), **mixing(network),
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


def rings(network, *, common=COMMON):
    """Groups in which nearly every place is tied with every other, largest first: [{"places", "ties": [pair]}].

    What is left when ties whose two places have fewer than `common` partners in common are taken away, again and again
    (a truss, Cohen 2008): towns that joined one charter, each of which lists all the others.
    """
    ties = [tuple(sorted(network.vs[end]["name"] for end in edge.tuple)) for edge in network.es]
    near = {name: set() for name in network.vs["name"]}
    for one, other in ties:
        near[one].add(other)
        near[other].add(one)
    while weak := [tie for tie in ties if len(near[tie[0]] & near[tie[1]]) < common]:
        for one, other in weak:
            near[one].discard(other)
            near[other].discard(one)
        gone = set(weak)
        ties = [tie for tie in ties if tie not in gone]
    if not ties:
        return []
    kept = graph(ties)
    parts = [sorted(kept.vs[part]["name"]) for part in kept.connected_components()]
    found = [{"places": part, "ties": [tie for tie in sorted(ties) if tie[0] in set(part)]} for part in parts]
    return sorted(found, key=lambda ring: (-len(ring["places"]), ring["places"]))


def without(network, found):
    """The network without the ties of its rings."""
    rest = network.copy()
    at = {name: k for k, name in enumerate(rest.vs["name"])}
    rest.delete_edges([(at[one], at[other]) for ring in found for one, other in ring["ties"]])
    return rest


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
