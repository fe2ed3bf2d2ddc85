"""Circles in a graph: nodes from which one comes back to where one began."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

N = TypeVar("N", bound=Hashable)


def cycles(edges: Mapping[N, Sequence[N]]) -> Iterator[list[N]]:
    """Each largest set of nodes that all lead to each other, a node that leads to itself included.

    Tarjan's algorithm, without recursion: linear in nodes and edges.
    """
    order: dict[N, int] = {}
    low: dict[N, int] = {}
    stack: list[N] = []
    on_stack: set[N] = set()
    for root in edges:
        if root in order:
            continue
        work = [(root, iter(edges[root]))]
        order[root] = low[root] = len(order)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, targets = work[-1]
            target = next(targets, None)
            if target is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == order[node]:
                    members = _take_from(stack, node)
                    on_stack.difference_update(members)
                    if len(members) > 1 or node in edges.get(node, ()):
                        yield members
            elif target not in order:
                order[target] = low[target] = len(order)
                stack.append(target)
                on_stack.add(target)
                work.append((target, iter(edges.get(target, ()))))
            elif target in on_stack:
                low[node] = min(low[node], order[target])


def _take_from(stack: list[N], node: N) -> list[N]:
    """Take what stands on the stack from `node` to its top."""
    start = len(stack) - 1
    while stack[start] != node:
        start -= 1
    taken = stack[start:]
    del stack[start:]
    return taken
