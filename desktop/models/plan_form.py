"""The fields and tables of a service plan as they stand in its form."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from desktop.models.plan_rows import PlanRows, Row, read_day
from domain.queries.plan_editing import PlanEditing
from domain.queries.service_plans import SOLUTION
from domain.rules.plan_rows import KEY_ITEM, PART
from domain.rules.service_rules import CONFIRMED_STATES
from domain.values.service_rules import PlanState

LONG: Final = ("situation", "needs", "goals", "emergency", "escalation", "communication", *SOLUTION)
TEXTS: Final = (*LONG, "review_notes", "report_cycle", "confirmed_name", "confirmed_date")
COPIED: Final = (*LONG, "report_cycle", "team", "products", "prices")
TABLES: Final = ("team", "promises", "key_items", "products", "prices")


class PlanForm(QObject):
    """What is typed. Signals: `touched()` by a person, `laid()` after other values were put in."""

    touched = Signal()
    laid = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.texts: dict[str, str] = dict.fromkeys(TEXTS, "")
        self.state = PlanState.DRAFT
        self.tables = {name: PlanRows(name) for name in TABLES}
        self.errors: dict[str, str] = {}
        for table in self.tables.values():
            table.edited.connect(self.touched)

    def lay(self, values: Mapping[str, Any], editing: PlanEditing, *, writable: bool) -> None:
        """Put values in; a team that was never saved is proposed from the customer's people."""
        self.texts = {name: str(values.get(name) or "") for name in TEXTS}
        self.state = PlanState(values.get("state") or PlanState.DRAFT)
        team = values.get("team") or [
            {"role": member.role, "name": member.name, "phone": member.phone} for member in editing.team
        ]
        items: list[Row] = list(values.get("items") or [])
        own = [row for row in items if row.get(PART) != KEY_ITEM and not row.get("rule")]
        matters = [{name: value for name, value in row.items() if name != PART} for row in items if _matters(row)]
        self.tables["team"].set_rows(team)
        self.tables["promises"].set_rows(own, _promises(editing))
        self.tables["key_items"].set_rows(matters)
        self.tables["products"].set_rows(values.get("products") or [])
        self.tables["prices"].set_rows(values.get("prices") or [])
        for table in self.tables.values():
            table.set_writable(writable)
        self.laid.emit()

    def values(self) -> dict[str, Any]:
        """Give every field in wire form."""
        matters = self.tables["key_items"].rows
        texts = {name: text.strip() for name, text in self.texts.items()}
        return {
            **texts,
            "confirmed_date": read_day(texts["confirmed_date"]) or None,
            "state": self.state.value,
            "team": self.tables["team"].rows,
            "items": [*self.tables["promises"].rows, *({**row, PART: KEY_ITEM} for row in matters)],
            "products": self.tables["products"].rows,
            "prices": self.tables["prices"].rows,
        }

    def copied(self, former: Mapping[str, Any]) -> dict[str, Any]:
        """Give these values with those of another year over them: key items, state and confirmation stay."""
        kept = self.values()
        promises = [row for row in former.get("items") or [] if not _matters(row)]
        items = [*promises, *(row for row in kept["items"] if _matters(row))]
        return kept | {name: former.get(name) for name in COPIED} | {"items": items}

    def set_text(self, name: str, text: str) -> None:
        """Take what was typed into a field."""
        if self.texts[name] != text:
            self.texts[name] = text
            self.touched.emit()

    def set_state(self, state: str) -> None:
        """Choose the state."""
        self.state = PlanState(state)
        self.touched.emit()

    def take_over(self, name: str, text: str) -> None:
        """Put an offered text under what a field says already."""
        self.texts[name] = f"{self.texts[name].rstrip()}\n{text}".strip()
        self.laid.emit()
        self.touched.emit()

    @property
    def monthly(self) -> int:
        """The total of the price table a month, in fen."""
        return sum(row["monthly"] for row in self.tables["prices"].rows)

    @property
    def unconfirmed(self) -> list[str]:
        """The fields that the chosen state needs and that are empty."""
        fields = ("confirmed_name", "confirmed_date") if self.state in CONFIRMED_STATES else ()
        return [name for name in fields if not self.texts[name].strip()]

    def show(self, found: Iterable[tuple[str, str]]) -> None:
        """Put sentences to fields and cells; a cell's field is `table.row.column`."""
        cells: dict[str, dict[tuple[int, str], str]] = {name: {} for name in TABLES}
        promised = len(self.tables["promises"].rows)
        self.errors = {}
        for field, sentence in found:
            name, _first, rest = field.partition(".")
            number, _second, key = rest.partition(".")
            if not key:
                self.errors[field] = sentence
                continue
            place = int(number)
            if name == "items":
                name, place = ("promises", place) if place < promised else ("key_items", place - promised)
            cells[name][place, key] = sentence
        for name, problems in cells.items():
            self.tables[name].set_problems(problems)

    @property
    def problem_count(self) -> int:
        """How many things are to be mended."""
        return len(self.errors) + sum(len(table.problem_words()) for table in self.tables.values())


def _matters(row: Mapping[str, Any]) -> bool:
    return row.get(PART) == KEY_ITEM


def _promises(editing: PlanEditing) -> list[Row]:
    return [
        {
            "name": item.name,
            "content": item.content,
            "value": item.value,
            "unit": item.unit,
            "rule": item.rule,
            "item": item.item,
        }
        for item in editing.promises
    ]
