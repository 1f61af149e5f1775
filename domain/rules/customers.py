"""The customer file's field table and what may be wrong with a file (2.4, 2.5, 2.0.6)."""

from collections.abc import Mapping
from typing import Any, Final

from domain.commands.base import Edit
from domain.commands.customers import CreateCustomer, EditCustomer
from domain.errors import Problem
from domain.rules.affiliates import AFFILIATE_FIELDS, affiliate_problems
from domain.rules.checks import CHECKS
from domain.rules.codes import CodeLists
from domain.rules.divisions import county_belongs_to_city
from domain.rules.fields import FieldKind, FieldSpec, Need, edit_list_problems, table_problems
from domain.rules.industries import industry_problems
from domain.values import customers as lists
from domain.values.tiers import RelationTier, ValueClass

__all__ = [
    "AFFILIATE_FIELDS",
    "ASSIGNED_BY_COMMAND",
    "COMPUTED_FIELDS",
    "CUSTOMER_FIELDS",
    "IMPORTED_ONLY",
    "READ_FIELDS",
    "SAVE_NEEDS",
    "affiliate_problems",
    "code_list_problems",
    "edit_problems",
    "is_code_paper",
    "problems",
    "value_problems",
]

_K = FieldKind
_N = Need
_MILLION_STAFF: Final = 9_999_999


def _text(name: str, section: str, need: Need = _N.OPTIONAL, limit: int = 200, check: str = "") -> FieldSpec:
    return FieldSpec(name=name, section=section, need=need, limit=limit, check=check)


def _choice(name: str, section: str, choices: Any, need: Need = _N.OPTIONAL) -> FieldSpec:  # noqa: ANN401 -- any StrEnum class
    return FieldSpec(name=name, section=section, kind=_K.CHOICE, choices=choices, need=need)


def _plain(name: str, section: str, kind: FieldKind, need: Need = _N.OPTIONAL, high: int = 10**13) -> FieldSpec:
    return FieldSpec(name=name, section=section, kind=kind, need=need, high=high)


_BASIC: Final = (
    FieldSpec(name="cust_name", section="basic", need=_N.MUST, limit=200, check="customer_name", identity=True),
    _text("short_name", "basic", limit=60),
    _text("alias", "basic"),
    _choice("cust_kind", "basic", lists.CustomerKind, _N.MUST),
    _choice("coop_state", "basic", lists.CoopState, _N.MUST),
    _choice("owner_level", "basic", lists.OwnerLevel, _N.MUST),
    _choice("org_type", "basic", lists.OrgType, _N.MUST),
    _choice("cert_type", "basic", lists.CertType, _N.SUBMIT),
    FieldSpec(name="cert_no", section="basic", need=_N.SUBMIT, limit=40, identity=True),
    _plain("cert_valid_to", "basic", _K.DATE),
    _text("legal_rep", "basic", _N.SUBMIT, 60),
    _plain("reg_capital", "basic", _K.MONEY),
    _plain("found_date", "basic", _K.DATE),
    _choice("reg_status", "basic", lists.RegStatus),
    _text("tel", "basic", _N.MUST, 30, "phone"),
    _text("fax", "basic", limit=30, check="phone"),
    _text("website", "basic", check="website"),
    _text("cust_no", "basic", limit=40),
)
_AREA: Final = (
    _text("province", "area", _N.MUST, 6, "division"),
    _text("city", "area", _N.MUST, 6, "division"),
    _text("county", "area", _N.MUST, 6, "division"),
    _text("township", "area", limit=60),
    _text("grid", "area", limit=60),
    _choice("location_scope", "area", lists.LocationScope),
    _text("reg_address", "area", _N.SUBMIT),
    _text("office_address", "area", _N.MUST),
    _plain("install_sites", "area", _K.RECORDS, _N.CONDITION),
    _text("lon", "area", limit=16, check="longitude"),
    _text("lat", "area", limit=16, check="latitude"),
    _choice("coordinate_system", "area", lists.CoordinateSystem),
)
_CLASS: Final = (
    _choice("relation_tier", "class", RelationTier),
    _choice("value_class", "class", ValueClass),
    _choice("service_class", "class", lists.ServiceClass, _N.SUBMIT),
    _text("industry_section", "class", _N.MUST, 1, "industry_section"),
    _text("industry_division", "class", _N.MUST, 2, "industry_division"),
    _text("industry_group", "class", limit=3, check="industry_group"),
    _choice("segment", "class", lists.Segment, _N.MUST),
    _plain("employees", "class", _K.INTEGER, _N.SUBMIT, _MILLION_STAFF),
    _plain("annual_revenue", "class", _K.MONEY),
    _plain("assets", "class", _K.MONEY),
    _choice("own_size", "class", lists.OwnSize, _N.SUBMIT),
    _choice("biz_scope_range", "class", lists.ScopeRange, _N.SUBMIT),
    FieldSpec(name="parent_cust_id", section="class", kind=_K.REFERENCE, identity=True),
    _text("listed_code", "class", limit=20),
    _plain("is_key", "class", _K.BOOLEAN),
    _plain("is_direct", "class", _K.BOOLEAN),
    _text("direct_code", "class", _N.CONDITION, 40),
    _plain("to_hq", "class", _K.BOOLEAN),
    _text("hq_code", "class", _N.CONDITION, 40),
    _text("biz_analysis_code", "class", limit=40),
    _plain("micro_flag", "class", _K.BOOLEAN),
    _choice("micro_type", "class", lists.MicroType),
    FieldSpec(name="micro_star", section="class", kind=_K.INTEGER, low=1, high=5),
    _choice("broadband_op", "class", lists.Operator),
    _plain("covered", "class", _K.BOOLEAN),
    _choice("credit_class", "class", lists.CreditClass, _N.SUBMIT),
    _plain("blacklist", "class", _K.BOOLEAN),
    _text("blacklist_reason", "class", _N.CONDITION),
    _choice("credit_check", "class", lists.CreditCheck, _N.CONDITION),
    _plain("credit_check_date", "class", _K.DATE, _N.CONDITION),
    _text("credit_check_evidence", "class", _N.CONDITION),
)
_NEEDS: Final = (
    _plain("it_staff", "needs", _K.INTEGER, high=_MILLION_STAFF),
    _text("decision_process", "needs", limit=500),
    _text("budget_cycle", "needs", limit=100),
    _plain("concerns", "needs", _K.RECORDS),
    _plain("needs_summary", "needs", _K.LONG_TEXT),
    _plain("culture_note", "needs", _K.LONG_TEXT, _N.CONDITION),
    _plain("industry_chain_note", "needs", _K.LONG_TEXT, _N.CONDITION),
)
_OWNERS: Final = (
    _choice("source", "owners", lists.CustomerSource, _N.MUST),
    _plain("am_id", "owners", _K.REFERENCE),
    _plain("am_b_id", "owners", _K.REFERENCE),
    _plain("team_ids", "owners", _K.REFERENCES),
    _plain("assistant_id", "owners", _K.REFERENCE),
    _plain("chief_rep_id", "owners", _K.REFERENCE, _N.CONDITION),
    _plain("sign_date", "owners", _K.DATE),
    _plain("tags", "owners", _K.LINES),
    _plain("remarks", "owners", _K.LONG_TEXT),
)
_FIGURES: Final = (
    FieldSpec(name="monthly_revenue", section="figures", kind=_K.MONEY, low=-(10**13)),
    FieldSpec(name="arrears", section="figures", kind=_K.MONEY, low=-(10**13)),
    _text("figures_period", "figures", limit=6, check="period"),
    _text("figures_source", "figures", limit=60),
    _plain("value_score", "figures", _K.INTEGER, high=100),
    _choice("risk_level", "figures", lists.RiskLevel),
    _plain("last_visit", "figures", _K.DATE),
)
CUSTOMER_FIELDS: Final[dict[str, FieldSpec]] = {
    spec.name: spec for spec in (*_BASIC, *_AREA, *_CLASS, *_NEEDS, *_OWNERS, *_FIGURES)
}
"""Every field of the customer file that a person or an import may fill, in the order of the form."""
COMPUTED_FIELDS: Final[dict[str, FieldSpec]] = {
    "nat_size": _choice("nat_size", "class", lists.EnterpriseSize),
}
"""Fields the use cases keep and nobody fills in."""
READ_FIELDS: Final[dict[str, FieldSpec]] = {**CUSTOMER_FIELDS, **COMPUTED_FIELDS}
"""Every field of the customer file that is shown."""
SAVE_NEEDS: Final = ("cust_name", "county", "tel")
"""What a minimal save asks for; the rest of the must-fields is asked for when the file is completed."""
ASSIGNED_BY_COMMAND: Final = frozenset({"am_id"})
"""Fields an edit may not touch because another command changes them."""
IMPORTED_ONLY: Final = frozenset({"value_score", "risk_level"})
"""Fields the analysis system decides on: they come with an import and are only read here."""


def problems(command: CreateCustomer | EditCustomer, stored: Mapping[str, Any] | None = None) -> list[Problem]:
    """Tell what is wrong with a new or changed customer file, before and after it is sent.

    `stored` are the file's values as they are, where known: what must agree with a changed field.
    """
    values = command.values if isinstance(command, CreateCustomer) else {edit.field: edit.new for edit in command.edits}
    found = []
    if command.batch_id is None:
        found = [Problem(field=name, code="only_by_import") for name in values if name in IMPORTED_ONLY]
    if isinstance(command, CreateCustomer):
        found += [Problem(field=name, code="required") for name in SAVE_NEEDS if not values.get(name)]
        return found + value_problems(values)
    return found + edit_list_problems(command.edits) + edit_problems(command.edits) + value_problems(values, stored)


def code_list_problems(
    codes: CodeLists, values: Mapping[str, Any], stored: Mapping[str, Any] | None = None
) -> list[Problem]:
    """Tell by the code lists whether county and city, and the levels of the industry, belong together (2.0.2, 2.0.3).

    Only what `values` touches is judged, against the whole file; where a level is missing there is nothing to compare.
    """
    whole = {**(stored or {}), **values}
    found = []
    county, city = str(whole.get("county") or ""), str(whole.get("city") or "")
    if values.keys() & {"county", "city"} and county and city and not county_belongs_to_city(codes, county, city):
        found.append(Problem(field="county", code="county_not_in_city"))
    section, division = str(whole.get("industry_section") or ""), str(whole.get("industry_division") or "")
    if values.keys() & {"industry_section", "industry_division", "industry_group"} and section and division:
        group = str(whole.get("industry_group") or "") or None
        found += [
            Problem(field="industry_division", code=code if code.endswith("mismatch") else "not_an_industry")
            for code in industry_problems(codes, section, division, group)
        ]
    return found


def edit_problems(edits: tuple[Edit, ...]) -> list[Problem]:
    """Tell which edits touch what an edit may not: needed fields made empty, fields of other commands."""
    found = [Problem(field=edit.field, code="not_by_edit") for edit in edits if edit.field in ASSIGNED_BY_COMMAND]
    found += [Problem(field=edit.field, code="required") for edit in edits if edit.field in SAVE_NEEDS and not edit.new]
    return found


def value_problems(values: Mapping[str, Any], stored: Mapping[str, Any] | None = None) -> list[Problem]:
    """Check forms, choices and validators of the values given, and what must agree among them and with the rest."""
    found = table_problems(CUSTOMER_FIELDS, values, partial=True)
    wrong = {problem.field for problem in found}
    for name, value in values.items():
        spec = CUSTOMER_FIELDS.get(name)
        if spec is None or name in wrong or not value or not spec.check:
            continue
        code = CHECKS[spec.check](str(value))
        if code:
            found.append(Problem(field=name, code=code))
    wrong = {problem.field for problem in found}
    return found + [item for item in _agreement(values, stored or {}) if item.field not in wrong]


def _agreement(values: Mapping[str, Any], stored: Mapping[str, Any]) -> list[Problem]:
    whole = {**stored, **values}
    found = []
    if values.keys() & {"county", "city"} and not _lies_in(
        str(whole.get("county") or ""), str(whole.get("city") or "")
    ):
        found.append(Problem(field="county", code="county_not_in_city"))
    code = str(whole.get("cert_no") or "")
    if code and "cert_no" in values and is_code_paper(whole.get("cert_type")):
        trouble = CHECKS["credit_code"](code)
        found += [Problem(field="cert_no", code=trouble)] if trouble else []
    if (
        values.keys() & {"is_direct", "direct_code"}
        and whole.get("is_direct")
        and _is_given_empty(whole, "direct_code")
    ):
        found.append(Problem(field="direct_code", code="required"))
    changes = "blacklist" in values and bool(values["blacklist"]) != bool(stored.get("blacklist"))
    if changes and not values.get("blacklist_reason"):
        found.append(Problem(field="blacklist_reason", code="required"))
    return found


def _is_given_empty(values: Mapping[str, Any], name: str) -> bool:
    return name in values and not values[name]


def _lies_in(county: str, city: str) -> bool:
    """Tell by the codes alone whether a county may lie in a city: provinces also govern counties directly (90)."""
    if not county or not city or county[:4] == city[:4]:
        return True
    direct = county[:2] in _MUNICIPALITIES or "90" in {county[2:4], city[2:4]}
    return direct and county[:2] == city[:2]


def is_code_paper(cert_type: object) -> bool:
    """Tell whether a paper's number is a unified social credit code; an unnamed paper is taken for one."""
    return cert_type in (None, "", *_CODE_PAPERS)


_MUNICIPALITIES: Final = frozenset({"11", "12", "31", "50"})
_CODE_PAPERS: Final = (lists.CertType.UNIFIED_LICENCE, lists.CertType.UNIFIED_CODE)
