import csv
from pathlib import Path

import pytest

from desktop.services.exchange_files.decide import Known
from desktop.services.exchange_files.mapping import checked, guess, with_named_units
from desktop.services.exchange_files.reading import find_head, open_book
from desktop.services.exchange_files.rows import Reader
from desktop.services.exchange_files.run import Plan, Run
from desktop.services.exchange_files.totals import Tally
from tests.desktop.services.exchange_files.books import CODES, HEADS, PARAMS, PEOPLE, NoCustomers, code
from tests.helpers.desk import NOON

ROWS = 100_000
MOST_MEGABYTES = 400
MOST_COMMANDS = 200


def resident():
    """Give the bytes this process holds in memory, 0 where the system does not tell."""
    table = Path("/proc/self/statm")
    return int(table.read_text("ascii").split()[1]) * 4096 if table.exists() else 0


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_that_100_000_rows_stream_through_in_small_chunks_and_bounded_memory(tmp_path):
    path = tmp_path / "a.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADS)
        for n in range(ROWS):
            row = (
                f"JT{n:06d}",
                f"澜州第{n}机械有限公司",
                code(n),
                "330212",
                f"0583-{2_000_000 + n}",
                "100.50",
                "2024/3/5",
            )
            writer.writerow(row)
        writer.writerow(["合计", None, None, None, None, ROWS * 100.5, None])
    book = open_book(path)
    head = find_head(book, book.sheets[0].name)
    columns = checked(head, with_named_units(head, guess(head)))
    tally = Tally(head, columns, CODES)
    sizes, ticks, numbers = [], [], iter(range(10**7))

    def submit(commands):
        sizes.append(len(commands))
        return [None] * len(commands)

    run = Run(
        Plan(book, head, Reader(columns, CODES, PEOPLE), Known([], PARAMS)),
        NoCustomers(),
        tally,
        batch_id="b",
        submit=submit,
        stamp=lambda: (str(next(numbers)), NOON),
        wrong=lambda _decision: None,
        undo=lambda _step: None,
    )
    before = resident()
    outcome = run(lambda done, total: ticks.append((done, total, resident())), ROWS, lambda: False)
    grown = max(size for _done, _total, size in ticks) - before
    assert outcome.totals.created == ROWS
    assert outcome.sums[0].agrees
    assert outcome.sums[0].taken == ROWS * 10050
    assert max(sizes) <= MOST_COMMANDS
    assert len(ticks) >= ROWS // MOST_COMMANDS
    assert grown < MOST_MEGABYTES * 1024 * 1024
