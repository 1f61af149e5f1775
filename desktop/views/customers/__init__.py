"""客户: the list of customers and the file of one."""

from desktop.views.customers.screen import CustomersScreen

__all__ = ["CustomersScreen"]
