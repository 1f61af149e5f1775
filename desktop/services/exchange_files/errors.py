"""Known trouble with a file somebody wants to import or write."""

from desktop.services.errors import Trouble


class BadFile(Trouble):
    """A file that cannot be read as a table, or not be written; `path` names it.

    Codes: file_missing, file_too_large, file_encrypted, file_not_a_table, file_damaged, file_bomb, file_empty,
    file_encoding, too_many_columns, no_head, sheet_missing, mapping_incomplete, not_writable.
    """

    code = "file_damaged"
