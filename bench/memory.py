#!/usr/bin/env python3
"""What a container that waits costs: PSS (shared pages divided among those who share them) of each, by image."""

import statistics
import subprocess
from collections import defaultdict
from pathlib import Path


def _docker(*arguments: str) -> list[str]:
    return subprocess.run(["docker", *arguments], capture_output=True, text=True, check=True).stdout.split("\n")[:-1]


def pss(pid: str) -> int:
    """Bytes of one process."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def main() -> None:
    """Prints one line per image and tier."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for container in _docker("ps", "-q", "--filter", "label=io.cellhive.sandbox"):
        image, environment = _docker("inspect", "--format", "{{.Image}} {{.Config.Env}}", container)[0].split(" ", 1)
        name = next((n for n in ("python", "base", "ml") if _docker("inspect", "--format", "{{.Id}}", f"cellhive/{n}:3.11") == [image]), image)
        tier = "bare" if "CELLHIVE_PRELOAD= " in environment + " " else "imported"
        pids = [line.split()[1] for line in _docker("top", container)[1:]]
        found[name, tier].append(sum(pss(pid) for pid in pids))
    print("PSS per waiting container, supervisor and forked child together")
    for (name, tier), sizes in sorted(found.items()):
        print(f"  {name:7} {tier:9} {statistics.median(sizes) / 2**20:6.1f} MB (median of {len(sizes)})")


if __name__ == "__main__":
    main()
