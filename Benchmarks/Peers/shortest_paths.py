"""Solves a Moving AI scenario with scipy and networkx, and prints what each took.

usage: shortest_paths.py MAP SCENARIO

A line a peer: its name, the milliseconds of all searches with their paths, and how many lengths were wrong.
Making the graph is not counted. Exits with 3 where a package is missing.
"""

import math
import sys
import time

try:
    import networkx
    import numpy
    import scipy
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra
except ImportError as error:
    print(error, file=sys.stderr)
    sys.exit(3)

ROOT = math.sqrt(2)


def read_map(path):
    lines = open(path).read().split("\n")
    height = int(lines[1].split()[1])
    return [[glyph in ".GS" for glyph in line] for line in lines[4 : 4 + height]]


def read_scenario(path):
    for line in open(path).read().splitlines()[1:]:
        if fields := line.split():
            yield [int(field) for field in fields[4:8]], float(fields[8])


def edges(rows):
    """Each with its length; diagonal ones need both cells beside them clear."""
    height, width = len(rows), len(rows[0])

    def clear(x, y):
        return 0 <= x < width and 0 <= y < height and rows[y][x]

    for y in range(height):
        for x in range(width):
            if not rows[y][x]:
                continue
            for dx, dy in ((1, 0), (0, 1)):
                if clear(x + dx, y + dy):
                    yield y * width + x, (y + dy) * width + x + dx, 1.0
            for dx in (-1, 1):
                if clear(x + dx, y + 1) and clear(x + dx, y) and clear(x, y + 1):
                    yield y * width + x, (y + 1) * width + x + dx, ROOT


def report(name, begin, found, experiments):
    milliseconds = (time.perf_counter() - begin) * 1000
    wrong = sum(abs(length - expected) > 0.01 for length, (_, expected) in zip(found, experiments))
    print(name, round(milliseconds), wrong, flush=True)


def main():
    rows = read_map(sys.argv[1])
    experiments = list(read_scenario(sys.argv[2]))
    width = len(rows[0])
    all_edges = list(edges(rows))
    count = len(rows) * width

    start, end, lengths = (numpy.array(column) for column in zip(*all_edges))
    # Both directions at once: with directed=False scipy would make the other for every search.
    matrix = csr_matrix((lengths, (start, end)), shape=(count, count))
    matrix = (matrix + matrix.T).tocsr()
    begin = time.perf_counter()
    found = []
    for (x, y, goal_x, goal_y), _ in experiments:
        goal = goal_y * width + goal_x
        distances, parents = dijkstra(
            matrix, directed=True, indices=y * width + x, return_predecessors=True
        )
        path = [goal]
        while parents[path[-1]] >= 0:
            path.append(parents[path[-1]])
        found.append(distances[goal])
    report(f"scipy-{scipy.__version__}", begin, found, experiments)

    graph = networkx.Graph()
    graph.add_weighted_edges_from(all_edges)

    def octile(a, b):
        dx, dy = abs(a % width - b % width), abs(a // width - b // width)
        return max(dx, dy) + (ROOT - 1) * min(dx, dy)

    begin = time.perf_counter()
    found = []
    for (x, y, goal_x, goal_y), _ in experiments:
        path = networkx.astar_path(graph, y * width + x, goal_y * width + goal_x, octile)
        found.append(sum(graph[a][b]["weight"] for a, b in zip(path, path[1:])))
    report(f"networkx-{networkx.__version__}", begin, found, experiments)


main()
