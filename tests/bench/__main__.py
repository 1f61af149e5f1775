"""`python3 dev.py bench [name]`: run the benchmarks, print a table, end with 1 when a limit was not kept."""

import argparse
import sys
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Run all benchmarks or the one named."""
    names = sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))
    parser = argparse.ArgumentParser(prog="dev.py bench")
    parser.add_argument("name", nargs="?", choices=names, help="one benchmark; all when left out")
    chosen = parser.parse_args().name
    kept = True
    for name in [chosen] if chosen else names:
        for result in import_module(f"tests.bench.bench_{name}").measure():
            kept = kept and result.held
            sys.stdout.write(
                f"{result.what:<56} {result.product * 1000:9.1f} ms : {result.bare * 1000:9.1f} ms "
                f"= {result.times:5.2f} (limit {result.limit:.2f}){'' if result.held else '  EXCEEDED'}\n"
            )
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
