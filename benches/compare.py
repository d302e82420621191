"""Puts the figures of one run of scripts/bench side by side, as ratios. All four must agree on every rank and total."""
import json
import pathlib
import sys

work = pathlib.Path(sys.argv[1])
native, browser, numpy = (
    json.loads((work / f"{name}.json").read_text(encoding="utf-8")) for name in ("native", "browser", "numpy")
)
checksums = {int(result["checksum"]) for result in (native, browser, numpy)}
if len(checksums) != 1:
    sys.exit(f"   the results differ: {checksums}")

ours = browser["assess_ms"]
print(f"   published totals and ranks agree everywhere (checksum {checksums.pop()})")
print(f"   the page's own assess, in a worker of headless Chromium: {ours:.0f} ms")
rows = [
    ("native Rust, the same code", native["assess_ms"]),
    ("numpy, plain", numpy["plain_ms"]),
    ("numpy, folded and blocked", numpy["folded_ms"]),
    ("a plain read of the same bytes, WebAssembly", browser["read_ms"]),
    ("a plain read of the same bytes, numpy", numpy["read_ms"]),
]
for name, other in rows:
    print(f"   {ours / other:6.2f} × {name} ({other:.1f} ms)")
