"""Things people do at a desktop, as commands with everything a use case asks for."""

from datetime import date

from uuid_utils import uuid7

from domain.commands import AddContact, AddTask, CreateCustomer, Edit, EditCustomer
from domain.commands.tasks import NewTask


def create(desk, name="济水热电有限公司"):
    values = {"cust_name": name, "county": "370102", "tel": "0531-88886666", "province": "370000", "city": "370100"}
    command = CreateCustomer(**desk.stamp(), customer_id=str(uuid7()), values=values)
    desk.run(command)
    return command


def task(desk, title, customer_id=None):
    new = NewTask(id=str(uuid7()), title=title, due=date(2026, 12, 1), assignee_id=desk.person_id)
    command = AddTask(**desk.stamp(), task=new, customer_id=customer_id)
    desk.run(command)
    return command


def edit(desk, customer_id, field, new):
    old = desk.row("customers", customer_id)[field]
    command = EditCustomer(**desk.stamp(), customer_id=customer_id, edits=(Edit(field, old, new),))
    desk.run(command)
    return command


def contact(desk, customer_id, name="方念平"):
    values = {"name": name, "role_kinds": ["decision_maker"], "mobile": "13800138000", "title": "信息部主任"}
    command = AddContact(**desk.stamp(), contact_id=str(uuid7()), customer_id=customer_id, values=values)
    desk.run(command)
    return command.contact_id
