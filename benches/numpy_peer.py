#!/usr/bin/env python3
"""The numpy peer of the scoring benchmark.

    python3 benches/numpy_peer.py HEADER.json DATA.bin

HEADER.json: {"n": subjects, "m": indicators, "targets": [m], "points": [m], "l2": [m], "l1": [m], "l1_weights": [...]}
             l2 and l1 are indices from 0; every l2 lies in one l1; targets are not zero.
DATA.bin:    float64, native byte order, column by column (n values of indicator 0, then of indicator 1, ...); NaN = N/A.

Both forms compute, for every subject: completion ratio clip(x/t, 0, 1); hierarchical reallocation of the points of
N/A indicators (inside the l2, then the l1, then all); scores, dimensions, base; the published total, half up to
2 digits of the total snapped to 9 digits; the competition rank (1-2-2-4). A subject without any value scores 0.

  plain   readable whole-matrix numpy, every intermediate table kept, as a competent analyst writes it
  folded  effective points never formed: a dimension is a weighted mean of weighted means, so x is clipped between 0
          and t and one vector per l2 (points / targets) earns its sum; blocks of subjects stay in cache; only subjects
          with a whole l2 N/A take the longer way; ranks by counting

Prints {"plain_ms", "folded_ms", "read_ms", "checksum"}: the least of 5 runs each; read_ms is one plain pass over the
same bytes (their sum), the floor below which nobody can go. checksum = sum(rank * published * 100), an integer; it must be the same
for both forms, as must every published total and rank. One thread, unless OMP_NUM_THREADS says otherwise.
"""
import json
import os
import sys
import time

# One thread by default: the products are small, and a second BLAS thread only waits on a busy machine.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

RUNS = 5
BLOCK = 8192


def read(header_path, data_path):
    with open(header_path, encoding="utf-8") as file:
        header = json.load(file)
    n, m = header["n"], header["m"]
    data = np.fromfile(data_path, dtype=np.float64)
    if data.size != n * m:
        sys.exit(f"{data_path}: {data.size} values, expected {n} x {m}")
    return header, data.reshape(m, n)


def publish(base):
    """Published total in hundredths: snap to 9 digits, then half up, on whole numbers that
    doubles hold exactly (totals are not negative and below 9e6)."""
    nano = np.floor(base * 1e9 + 0.5)
    return np.floor((nano + 5e6) / 1e7).astype(np.int64)


# --------------------------------------------------------------------------------------------------------- plain


def plain(header, columns):
    points = np.array(header["points"], dtype=float)
    targets = np.array(header["targets"], dtype=float)
    weights = np.array(header["l1_weights"], dtype=float)
    l2_of = np.array(header["l2"])
    l1_of = np.array(header["l1"])
    n, l2_count, l1_count = header["n"], l2_of.max() + 1, len(weights)
    l1_of_l2 = np.array([l1_of[l2_of == g][0] for g in range(l2_count)])
    l2_points = np.array([points[l2_of == g].sum() for g in range(l2_count)])

    ratio = np.clip(columns / targets[:, None], 0, 1)
    live = ~np.isnan(ratio)
    ratio = np.where(live, ratio, 0)

    # Live points of every l2, live l2 points of every l1, weight of the live l1.
    live_points = live * points[:, None]
    l2_live = np.array([live_points[l2_of == g].sum(axis=0) for g in range(l2_count)])
    l2_share = (l2_live > 0) * l2_points[:, None]
    l1_live = np.array([l2_share[l1_of_l2 == d].sum(axis=0) for d in range(l1_count)])
    l1_share = (l1_live > 0) * weights[:, None]

    with np.errstate(divide="ignore", invalid="ignore"):
        l1_effective = l1_share * weights.sum() / l1_share.sum(axis=0)
        l2_effective = l1_effective[l1_of_l2] * l2_share / l1_live[l1_of_l2]
        effective = l2_effective[l2_of] * live_points / l2_live[l2_of]
    effective = np.nan_to_num(effective)

    scores = effective * ratio
    dimensions = np.array([scores[l1_of == d].sum(axis=0) for d in range(l1_count)])
    base = dimensions.sum(axis=0)

    published = publish(base)
    rank = n + 1 - np.searchsorted(np.sort(published), published, side="right")
    return dimensions, base, published, rank


# -------------------------------------------------------------------------------------------------------- folded


def folded(header, columns):
    points = np.array(header["points"], dtype=float)
    targets = np.array(header["targets"], dtype=float)
    weights = np.array(header["l1_weights"], dtype=float)
    l2_of = np.array(header["l2"])
    l1_of = np.array(header["l1"])
    n, m, l2_count, l1_count = header["n"], header["m"], int(l2_of.max()) + 1, len(weights)

    # Indicators of one l2 side by side, so that each l2 is one vector times a slab of the block.
    order = np.argsort(l2_of, kind="stable")
    sorted_already = bool((order == np.arange(m)).all())
    points, targets, l2_of, l1_of = points[order], targets[order], l2_of[order], l1_of[order]
    low = np.minimum(targets, 0)[:, None]  # clip(x / t, 0, 1) * t lies between 0 and t
    high = np.maximum(targets, 0)[:, None]
    gain = points / targets
    slabs = [(g, *np.flatnonzero(l2_of == g)[[0, -1]]) for g in range(l2_count)]
    l2_points = np.array([points[a : b + 1].sum() for _, a, b in slabs])
    l1_of_l2 = np.array([l1_of[a] for _, a, _ in slabs])
    among = np.zeros((l1_count, l2_count))
    among[l1_of_l2, np.arange(l2_count)] = l2_points
    l1_points = among.sum(axis=1)
    total_weight = weights.sum()
    # An l1 without indicators is dead for everybody.
    standing = weights * (l1_points > 0)
    share = np.divide(total_weight * standing, l1_points * standing.sum(), where=l1_points > 0, out=np.zeros(l1_count))
    among_share = among * share[:, None]

    width = min(BLOCK, n)
    dimensions = np.empty((l1_count, n))
    base = np.empty(n)
    clipped_block = np.empty((m, width))
    mask_block = np.empty((m, width), dtype=bool)
    bits_block = np.empty((m, width), dtype=np.int64)
    gained_block = np.empty((l2_count, width))
    live_block = np.empty((l2_count, width))
    slab_views = [(g, gain[a : b + 1], points[a : b + 1], slice(a, b + 1)) for g, a, b in slabs]
    one = np.array(1.0).view(np.int64)

    for start in range(0, n, width):
        stop = min(start + width, n)
        size = stop - start
        clipped, mask = clipped_block[:, :size], mask_block[:, :size]
        gained, live = gained_block[:, :size], live_block[:, :size]
        out = dimensions[:, start:stop]
        block = columns[:, start:stop] if sorted_already else columns[order, start:stop]
        np.clip(block, low, high, out=clipped)
        np.equal(clipped, clipped, out=mask)  # false where NaN
        all_live = mask.all()
        if not all_live:
            # Branch-free: all bits set where live; NaN & 0 is 0.0, and the bits of 1.0 & the mask are 1.0 or 0.0.
            flags, bits = mask.view(np.int8), bits_block[:, :size]
            np.negative(flags, out=flags)
            np.copyto(bits, flags)
            np.bitwise_and(clipped.view(np.int64), bits, out=clipped.view(np.int64))
            np.bitwise_and(bits, one, out=bits)
            present = bits.view(np.float64)
            for g, _, held, rows in slab_views:
                np.dot(held, present[rows], out=live[g])
        for g, earned, _, rows in slab_views:
            np.dot(earned, clipped[rows], out=gained[g])
        if all_live:
            gained /= l2_points[:, None]
            np.matmul(among_share, gained, out=out)
        else:
            fallen = live == 0.0  # the whole l2 is N/A
            live[fallen] = 1.0
            gained /= live
            np.matmul(among_share, gained, out=out)
            odd = np.flatnonzero(fallen.any(axis=0))
            if odd.size:
                l1_live = among @ (1.0 - fallen[:, odd])
                l1_alive = l1_live > 0
                l1_live[~l1_alive] = 1.0
                scale = total_weight / np.maximum(standing @ l1_alive, 1e-300)
                out[:, odd] = (among @ gained[:, odd]) / l1_live * standing[:, None] * scale
        np.sum(out, axis=0, out=base[start:stop])

    published = publish(base)
    # Competition rank by counting: how many published totals are higher.
    counts = np.bincount(published)
    higher = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts[::-1], out=higher[1:])
    rank = (higher[:-1][::-1] + 1)[published]
    return dimensions, base, published, rank


# ------------------------------------------------------------------------------------------------------- measure


def least_ms(work):
    best, result = float("inf"), None
    for _ in range(RUNS):
        started = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - started)
    return best * 1e3, result


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: numpy_peer.py HEADER.json DATA.bin")
    header, columns = read(sys.argv[1], sys.argv[2])
    read_ms, _ = least_ms(columns.sum)
    plain_ms, one = least_ms(lambda: plain(header, columns))
    folded_ms, two = least_ms(lambda: folded(header, columns))

    for name, a, b in zip(("dimensions", "base"), one, two):
        if not np.allclose(a, b, rtol=0, atol=1e-9):
            sys.exit(f"plain and folded differ in {name}")
    for name, a, b in zip(("published", "rank"), one[2:], two[2:]):
        if not np.array_equal(a, b):
            sys.exit(f"plain and folded differ in {name}")
    print(
        json.dumps(
            {
                "plain_ms": round(plain_ms, 3),
                "folded_ms": round(folded_ms, 3),
                "read_ms": round(read_ms, 3),
                "checksum": int(np.dot(one[2], one[3])),
            }
        )
    )


if __name__ == "__main__":
    main()
