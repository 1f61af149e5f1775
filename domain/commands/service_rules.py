"""Commands on service rules, parameters and service plans."""

from datetime import date

from domain.commands.base import Command, Fields


class SetServiceRule(Command, frozen=True, kw_only=True, tag="set_service_rule"):
    """Put a service rule in force; an earlier rule of the same code ends the day before."""

    rule_id: str
    values: Fields


class SetParameter(Command, frozen=True, kw_only=True, tag="set_parameter"):
    """Give a parameter a value from a day on; the value in force until then ends the day before."""

    parameter_id: str
    code: str
    value: str
    valid_from: date


class SaveServicePlan(Command, frozen=True, kw_only=True, tag="save_service_plan"):
    """Write a customer's service plan of a year; a later save makes the next version."""

    plan_id: str
    customer_id: str
    year: int
    values: Fields
